import { normalise } from '../text/normalise';
import { plainDigits } from '../text/plainDigits';
import { splitSentences } from '../text/splitSentences';
import { mayContradict } from './contradicts';
import { functionWords } from './functionWords';
import { findOtherNumbers, findWorkedOut } from './numbers';
import { QuotableText } from './quotableText';
import { stemOf, tellingWords, wordsIn } from './tellingWords';
import { withItsDenial } from './wholeSentence';

/** What a claim rests on. */
export interface Ground {
	/** Word for word from sources. */
	readonly quotes: readonly string[];
	/** What the quotes are about, such as the title above them: names may come from there. */
	readonly headings?: readonly string[];
	/** What was asked: words may come from there, but no names and no numbers. */
	readonly question?: string;
}

/** Of the claim's telling words, those that must stand in quotes, headings or question. */
const LEAST_SHARE = 2 / 3;
/** Of them, those that must stand in quotes or headings. */
const LEAST_QUOTED_SHARE = 1 / 2;
/** Sentences of a quote that are looked at for the words of a claim. */
const MOST_HOLDING = 10;

/**
 * Whether a claim says no more than its quotes do, as far as words can tell: strict, as the quote itself can always stand in its place.
 *
 * Every number and name of the claim stands in the quotes, most of its other words there or in the question, and it contradicts none of them. Other things that are mixed up among the same words go unnoticed. With `allowsSums`, a number may also
 * be the sum or the difference of two in the quotes.
 */
export function followsFrom(
	claim: string,
	{ quotes, headings = [], question = '' }: Ground,
	{ allowsSums = false }: { readonly allowsSums?: boolean } = {},
): boolean {
	const words = [...tellingWords(claim)];
	if (words.length === 0 || claim.trim().endsWith('?')) return false;
	const others = findOtherNumbers(claim, quotes);
	const explained = allowsSums && others.length > 0 ? findWorkedOut(others, claim, quotes) : [];
	if (others.some((number) => !explained.includes(number))) return false;
	if (mayContradict(claim, quotes)) return false;
	const quoted = tellingWords([...quotes, ...headings].join('\n'));
	if (namesIn(claim).some((name) => !quoted.has(name))) return false;
	const asked = tellingWords(question);
	if (quotes.length === 1 && repeatsQuestion(claim, quotes[0] ?? '', question)) return false;
	const shareOf = (stands: (word: string) => boolean) => words.filter(stands).length / words.length;
	return shareOf((word) => quoted.has(word) || asked.has(word)) >= LEAST_SHARE && shareOf((word) => quoted.has(word)) >= LEAST_QUOTED_SHARE;
}

/** Whether a claim takes nothing from its one quote that the question did not say already, though there is something: `the tallest` of what is 330 metres high is nobody's word but the question's. */
function repeatsQuestion(claim: string, quote: string, question: string): boolean {
	const asked = new Set(wordsIn(question).map(stemOf));
	const tellingOf = (text: string) => [...tellingWords(text), ...wordsIn(text).filter((word) => /\p{N}/u.test(word))];
	const added = tellingOf(quote).filter((word) => !asked.has(word));
	const claimed = new Set(tellingOf(claim));
	return added.length > 0 && !added.some((word) => claimed.has(word));
}

/** Whether a claim has a number in digits or a name that stands neither in its quotes nor in their headings: then it says something else. */
export function addsFacts(claim: string, { quotes, headings = [] }: Ground): boolean {
	const there = [...quotes, ...headings].join('\n');
	const numbers = new Set(plainDigits(quotes.join('\n')).match(/\p{N}+/gu) ?? []);
	const words = tellingWords(there);
	return (
		(plainDigits(claim).match(/\p{N}+/gu) ?? []).some((number) => !numbers.has(number)) || namesIn(claim).some((name) => !words.has(name))
	);
}

/** By their beginnings: words with a capital that the sentence does not begin with, and the first one where another follows it. */
function namesIn(claim: string): readonly string[] {
	const words = normalise(claim, 'NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
	const isCapital = (word = '') => /^\p{Lu}/u.test(word) && !functionWords.has(word.toLowerCase());
	const names = words.filter((word, index) => isCapital(word) && (index > 0 || isCapital(words[1])));
	return [...tellingWords(names.join(' '))];
}

/** Whether a claim is nothing but words of its quote, in their order, and the rest of their sentence neither denies it nor leaves it open. */
export function repeats(claim: string, quote: string): boolean {
	if (!isPartOf(claim, quote)) return false;
	const text = new QuotableText(quote);
	const holding = quote
		.split('\n')
		.flatMap(splitSentences)
		.filter((sentence) => isPartOf(claim, sentence))
		.slice(0, MOST_HOLDING)
		.map((sentence) => withItsDenial(sentence, text));
	return (holding.length === 0 ? [quote] : holding).some(
		(sentence) => findOtherNumbers(claim, [sentence]).length === 0 && !mayContradict(claim, [sentence]),
	);
}

function isPartOf(part: string, whole: string): boolean {
	const words = wordsIn(part).join(' ');
	return words !== '' && ` ${wordsIn(whole).join(' ')} `.includes(` ${words} `);
}
