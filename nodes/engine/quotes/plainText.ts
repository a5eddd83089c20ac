import { plainDigits } from '../text/plainDigits';

/** A text as it is compared, and for each of its characters the place in the original that it came from. */
export interface PlainText {
	readonly text: string;
	readonly origins: ArrayLike<number>;
}

/** Characters that show nothing: soft hyphens, joiners, direction marks, variation selectors. */
const unseen = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;

const spellings: ReadonlyMap<string, string> = new Map(
	(
		[
			['`"\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u02bc\u02b9´\u00ab\u00bb\u2039\u203a', "'"],
			['\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d', '-'],
			['\u2026', '...'],
			['ﬀ', 'ff'],
			['ﬁ', 'fi'],
			['ﬂ', 'fl'],
			['ﬃ', 'ffi'],
			['ﬄ', 'ffl'],
			['ﬅﬆ', 'st'],
		] as const
	).flatMap(([characters, spelled]) => [...characters].map((character) => [character, spelled] as const)),
);

/** Arabic. */
const FIRST_OTHER_DIGIT = 0x660;
/** What may need to be changed: the rest of the text is taken over in stretches. */
const special = /[^!#-)+,./-^a-~]/g;
const emphasis = /^(\*\*|__)/;
const brokenWord = /^[-\u2010\u00ad]\s*\n\s*(?=\p{Ll})/u;

/**
 * Takes away what typesetting adds to words: kinds of spaces, of quotation marks and of dashes, ligatures, full-width forms, digits of other scripts, characters that show nothing, bold marks.
 *
 * Nothing that a reader would call another letter or number is touched: no superscripts, no letters of other alphabets, no case. With `joinsBrokenWords` a word that a
 * hyphen breaks at the end of a line becomes whole.
 */
export function toPlainText(original: string, joinsBrokenWords: boolean): PlainText {
	const writing = new Writing(original);
	special.lastIndex = 0;
	for (let at = 0; at < original.length;) {
		special.lastIndex = at;
		const next = special.exec(original)?.index ?? original.length;
		writing.addStretch(at, next);
		if (next === original.length) break;
		at = next;
		const skipped = skipAt(original, at, joinsBrokenWords);
		if (skipped > 0) {
			at += skipped;
			continue;
		}
		const character = String.fromCodePoint(original.codePointAt(at) ?? 0);
		if (/\s/.test(character)) writing.addSpace(at);
		else writing.add(respell(character), at);
		at += character.length;
	}
	return writing.finish();
}

class Writing {
	private readonly parts: string[] = [];
	private origins: Uint32Array;
	private length = 0;
	private endsWithSpace = false;

	constructor(private readonly original: string) {
		this.origins = new Uint32Array(original.length + 8);
	}

	/** As it stands from one place to another. */
	addStretch(from: number, to: number): void {
		if (from === to) return;
		this.makeRoom(to - from);
		for (let at = from; at < to; at++) this.origins[this.length++] = at;
		this.parts.push(this.original.slice(from, to));
		this.endsWithSpace = false;
	}

	/** Several in a row are one. */
	addSpace(origin: number): void {
		if (this.endsWithSpace) return;
		this.add(' ', origin);
		this.endsWithSpace = true;
	}

	add(characters: string, origin: number): void {
		this.makeRoom(characters.length);
		for (let index = 0; index < characters.length; index++) this.origins[this.length++] = origin;
		this.parts.push(characters);
		this.endsWithSpace = false;
	}

	finish(): PlainText {
		return { text: this.parts.join(''), origins: this.origins.subarray(0, this.length) };
	}

	private makeRoom(characters: number): void {
		if (this.length + characters <= this.origins.length) return;
		const larger = new Uint32Array((this.length + characters) * 2);
		larger.set(this.origins);
		this.origins = larger;
	}
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
	if (code >= 0xff01 && code <= 0xff5e && code !== 0xff0d) return String.fromCharCode(code - 0xfee0);
	return spellings.get(character) ?? (code < FIRST_OTHER_DIGIT ? character : plainDigits(character));
}
