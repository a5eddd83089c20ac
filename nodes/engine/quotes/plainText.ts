/** A text as it is compared, and for each of its characters the place in the original that it came from. */
export interface PlainText {
	readonly text: string;
	readonly origins: readonly number[];
}

/** Characters that show nothing: soft hyphens, joiners, direction marks, variation selectors. */
const unseen = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;

const spellings: ReadonlyArray<readonly [RegExp, string]> = [
	[/[\u2018-\u201f\u2032\u2033\u02bc\u02b9´\u00ab\u00bb\u2039\u203a]/, "'"],
	[/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/, '-'],
	[/\u2026/, '...'],
	[/ﬀ/, 'ff'],
	[/ﬁ/, 'fi'],
	[/ﬂ/, 'fl'],
	[/ﬃ/, 'ffi'],
	[/ﬄ/, 'ffl'],
	[/[ﬅﬆ]/, 'st'],
];

const emphasis = /^(\*\*|__)/;
const brokenWord = /^[-\u2010\u00ad]\s*\n\s*(?=\p{Ll})/u;

/**
 * Takes away what typesetting adds to words: kinds of spaces, of quotation marks and of dashes, ligatures, full-width forms, characters that show nothing, bold marks.
 *
 * Nothing that a reader would call another letter or number is touched: no superscripts, no letters of other alphabets, no case. With `joinsBrokenWords` a word that a
 * hyphen breaks at the end of a line becomes whole.
 */
export function toPlainText(original: string, joinsBrokenWords: boolean): PlainText {
	let text = '';
	const origins: number[] = [];
	const add = (characters: string, origin: number) => {
		text += characters;
		for (let index = 0; index < characters.length; index++) origins.push(origin);
	};
	for (let at = 0; at < original.length;) {
		const skipped = skipAt(original, at, joinsBrokenWords);
		if (skipped > 0) {
			at += skipped;
			continue;
		}
		const character = String.fromCodePoint(original.codePointAt(at) ?? 0);
		if (/\s/.test(character)) {
			if (!text.endsWith(' ')) add(' ', at);
		} else add(respell(character), at);
		at += character.length;
	}
	return { text, origins };
}

/** How many characters from here on are none of the text. */
function skipAt(original: string, at: number, joinsBrokenWords: boolean): number {
	const character = original.charAt(at);
	if (character === '*' || character === '_') return emphasis.test(original.slice(at, at + 2)) ? 2 : 0;
	const breaksWord = joinsBrokenWords && /[-\u2010\u00ad]/.test(character) && /\p{L}/u.test(original.charAt(at - 1));
	const broken = breaksWord ? (brokenWord.exec(original.slice(at, at + 40))?.[0].length ?? 0) : 0;
	return broken > 0 ? broken : Number(unseen.test(character));
}

function respell(character: string): string {
	const code = character.charCodeAt(0);
	if (code < 0x80) return character === '`' || character === '"' ? "'" : character;
	if (code >= 0xff01 && code <= 0xff5e && code !== 0xff0d) return String.fromCharCode(code - 0xfee0);
	return spellings.find(([pattern]) => pattern.test(character))?.[1] ?? character;
}
