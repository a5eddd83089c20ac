import { findMarks } from '../finalAnswer/findMarks';
import { toPlainWriting } from '../finalAnswer/plainWriting';

/** One of the things that may be answered; `label` is its letter, where it has one. */
interface Option {
	readonly label?: string;
	readonly text: string;
}

/** A longer text without a mark is no choice, except by its first or last line. */
const MOST_LINE = 200;

const reason = String.raw`(?:because|since|as|is|it|he|she|they|this|that|there)\b`;
const optionWord =
	'option|choice|letter|answer|alternative|statement|lettre|réponse|proposition|choix|opción|letra|respuesta|alternativa|opção|resposta|opzione|lettera|risposta|buchstabe|antwort|möglichkeit|вариант|буква|ответ|选项|選項|選択肢|答案|正解|보기';
/** `la lettre C`, `l'option B`, `die Antwort C`, `la B`. */
const article = new RegExp(
	String.raw`^(?:(?:the|la|le|el|il|o|a|die|der)\s|l['’]\s?)?(?:${optionWord})\s{0,2}(?=["'(\[]?[A-Z](?![\p{L}\p{M}'’]))|^(?:la|le|el|il|die|der)\s(?=[(\[]?[A-Z](?![\p{L}\p{M}'’-]))`,
	'iu',
);
const rightWord =
	'correct|right|true|best|richtig|korrekt|correcte|juste|vraie?|correcta|verdadera|correta|corretta|giusta|верн|правил|正确|正確|正しい|对|對|맞';
const ends = String.raw`(?=["')\]]?(?:\s{0,9}$|[.;:!)\]。]|[,，](?!\s?["'(\[]?[A-Z](?![\p{L}]))|\s(?:because|since|as|weil|car|porque)\b))`;
/** Sentences that give a letter and have no mark: `Option B is correct`, `The right option is B`, `I choose B`. */
const statements = [
	String.raw`(?:${optionWord})\s?["'(\[]?([A-Z])["')\]]?\s?(?:is|ist|est|es|é|è|是|が|は|은|는)?\s?(?:the |la |die |a )?(?:${rightWord})`,
	String.raw`(?:${optionWord})\s?(?:(?:${rightWord})\w{0,3}\s)?(?:is|ist|est|es|é|è|是|は|은|는|:)\s?:?\s?(?:la |die |the |l['’])?["'(\[]?([A-Z])${ends}`,
	String.raw`(?:\bI(?:['’]d| would| will|['’]ll)? (?:choose|pick|select|go with|say)|\bje choisis|\bich wähle|\belijo|\bescolho|\bscelgo|\bmy choice is|应该?选|选择?|選択?)\s?(?:the\s)?(?:(?:${optionWord})\s)?["'(\[]?([A-Z])${ends}`,
].map((source) => new RegExp(source, 'giu'));
const letterAlone = /^(?:(?:option|choice|answer|alternative|statement)\s{1,2})?[("[{]{0,2}([A-Za-z])[)\]}"'.:]{0,3}$/i;
const letterBefore = new RegExp(
	String.raw`^(?:(?:option|choice)\s{1,2})?(?:[([{]([A-Za-z])[)\]}]|([A-Z])[).:\]])[.:,]?(?:\s|$)|^(?:(?:option|choice)\s{1,2})([A-Z])\b|^([A-Z])(?:,?\s${reason}|\s?[–—(,]|\s?-(?=\s)|(?=입니다|이다|이에요|です|だ|である))`,
);
const shortWords: ReadonlyArray<readonly [string, RegExp]> = [
	['yes', beginning('yes|yep|yeah|ja|oui|sí|sim|да|はい|是的|是|예|네|نعم|हाँ')],
	['no', beginning('no|nope|nein|non|não|нет|いいえ|不是|否|아니요|아니오|لا|नहीं')],
	['true', beginning('true|wahr|vrai|verdadero')],
	['false', beginning('false|falsch|faux|falso')],
];

/** What follows a letter that is ruled out: `C is incorrect`. */
const saysWrong = /^\s{0,2}(?:(?:clearly|definitely|also) )?(?:not|(?:the )?(?:wrong|incorrect|worst)|false|untrue|unlikely|ruled out)\b/i;
/** The same around an option, of which only the place is left; in plain words. */
const denied = new RegExp(
	String.raw`(?:\b(?:not|never|no|non|nicht|kein|nothing|hardly|except|unlike|ruled? out|far from|anything but|doubt|doubt it is|n est pas|no es|non è|não é)|n t) (?:to |be |a |an |the )?\u0000|\u0000 (?:is |was )?(?:not|isn t|wasn t|cannot|can t|wrong|incorrect|false|ruled out)\b`,
);

/** The word, and behind it the end, a mark, or its reason: `no` of `no idea` is none. */
function beginning(words: string): RegExp {
	return new RegExp(String.raw`^["'(]?(?:${words})(?:$|\s{0,2}[.,;:!)"'。，、–—-]|\s(?:${reason}))`, 'iu');
}

/**
 * Makes the function that takes the choice out of an answer: a letter in any wrapping, yes or no, true or false, or the one option that it names.
 *
 * What the answer marks as final goes first, the last mark before all; else its last line, else its first. Undefined where that is no choice, or more than one. An option may begin with its letter,
 * as `B) Paris`; letter and text are then one answer. Without options, any letter is one.
 */
export function createChoiceReader(choices: string): (answer: { readonly text: string; readonly data?: unknown }) => string | undefined {
	const options = readOptions(choices);
	return ({ text, data }) => {
		if (typeof data === 'string') return choiceIn(data, options);
		if (typeof data === 'boolean') return choiceIn(data ? 'true' : 'false', options);
		const plain = toPlainWriting(text);
		const marked = findMarks(plain).findLast(
			({ content, kind }) => content.trim() !== '' && (kind !== 'correction' || choiceIn(content, options) !== undefined),
		);
		if (marked !== undefined)
			return (
				choiceIn(marked.content.split('\n')[0] ?? '', options) ??
				choiceIn(marked.content, options) ??
				choiceIn(sentenceAround(plain, marked.at), options)
			);
		return choiceInLines(
			plain.split('\n').filter((line) => line.trim() !== ''),
			options,
		);
	};
}

/** The sentence that a mark stands in. */
function sentenceAround(text: string, at: number): string {
	const before =
		text
			.slice(Math.max(0, at - MOST_LINE), at)
			.split(/[.!?。\n]/)
			.at(-1) ?? '';
	return before + (text.slice(at, at + MOST_LINE).split(/[.!?。\n]/)[0] ?? '');
}

/** Options that are told again, one below the other, are no answer. */
function choiceInLines(lines: readonly string[], options: readonly Option[]): string | undefined {
	const last = lines.at(-1)?.trim() ?? '';
	const isList = lines.length > 1 && letterBefore.test(bare(last)) && letterBefore.test(bare(lines.at(-2) ?? ''));
	if (isList) return undefined;
	const sentence = last.split(/(?<=[.!?。])\s/).findLast((each) => each.trim() !== '') ?? '';
	for (const piece of [last, sentence, lines[0] ?? '']) {
		const found =
			piece.length > MOST_LINE ? undefined : choiceIn(piece.replace(/^(?:so|therefore|thus|hence|finally|also|daher),?\s/i, ''), options);
		if (found !== undefined) return found;
	}
	return undefined;
}

function choiceIn(content: string, options: readonly Option[]): string | undefined {
	const said = bare(content)
		.replace(article, '')
		.replace(/\bnot\s{1,2}\(?[A-Z]\)?,?\s{1,2}but\s{1,2}/g, '');
	const letter = letterIn(said) ?? letterInSentence(bare(content));
	if (options.length > 0)
		return nameOf(options.find(({ label }) => label !== undefined && label === letter)) ?? nameOf(onlyOptionIn(said, options));
	return letter ?? shortWords.find(([, word]) => word.test(said))?.[0];
}

function letterIn(said: string): string | undefined {
	const alone = letterAlone.exec(said)?.[1];
	if (alone !== undefined) return alone.toLowerCase();
	const match = letterBefore.exec(said);
	const letter = match?.slice(1).find((each) => each !== undefined);
	if (match === null || letter === undefined) return undefined;
	// "A and C" and "B, C" are two.
	const rest = said.slice(match[0].length - (/[,]$/.test(match[0]) ? 1 : 0));
	const isSeveral = /^\s?(?:,|and|or|&|\/)\s?(?:and|or)?\s?[([]?[A-Z](?![A-Za-z])/.test(rest);
	return isSeveral || saysWrong.test(rest) ? undefined : letter.toLowerCase();
}

/** The one letter that a sentence says to be right. */
function letterInSentence(said: string): string | undefined {
	if (said.length > MOST_LINE || /\b(?:not|nicht|pas|no|non|não)\b|不/i.test(said)) return undefined;
	const letters = statements.flatMap((each) =>
		[...said.matchAll(each)].flatMap(([, letter = '']) => (/[A-Z]/.test(letter) ? [letter] : [])),
	);
	const [only, ...others] = new Set(letters);
	return only === undefined || others.length > 0 ? undefined : only.toLowerCase();
}

/** The one option that a text names and does not deny; the longer goes before one that it contains. */
function onlyOptionIn(said: string, options: readonly Option[]): Option | undefined {
	let rest = ` ${plainWords(said)} `;
	const named = options
		.toSorted((left, right) => right.text.length - left.text.length)
		.filter(({ text }) => {
			const words = ` ${plainWords(text)} `;
			if (words.trim() === '' || !rest.includes(words)) return false;
			rest = rest.replaceAll(words, ' \u0000 ');
			return true;
		});
	return named.length === 1 && !denied.test(rest) ? named[0] : undefined;
}

function plainWords(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Without emphasis, quotes and dollar signs around it. */
function bare(content: string): string {
	return content
		.slice(0, MOST_LINE * 3)
		.replace(/[*`$]|\\[()[\]]/g, '')
		.trim()
		.replace(/^["'_:>-]{1,3}\s?/, '')
		.trim()
		.replace(/[.!"'_。．！]{1,3}$/, '')
		.trim();
}

function nameOf(option: Option | undefined): string | undefined {
	return option === undefined ? undefined : plainWords(option.text) || option.label;
}

/** One in each line, or with commas between. */
function readOptions(choices: string): readonly Option[] {
	return choices
		.split(choices.includes('\n') ? '\n' : ',')
		.map((each) => each.trim())
		.filter((each) => each !== '')
		.map((each) => {
			const [, label, text] = /^[([]?([A-Za-z])[)\].:]\s{0,3}(.*)$/.exec(each) ?? [];
			if (label !== undefined) return { label: label.toLowerCase(), text: text ?? '' };
			return /^[A-Za-z]$/.test(each) ? { label: each.toLowerCase(), text: each } : { text: each };
		});
}
