import { normalise } from '../text/normalise';
import { functionWords } from './functionWords';
import { stemOf } from './tellingWords';

interface Word {
	readonly text: string;
	readonly stem: string;
	readonly isName: boolean;
	/** Says where or when, and not who. */
	readonly isAside: boolean;
}

const MOST_WORDS = 60;
const asides = new Set(
	'in at on from near to into since during im am an aus bei zu à au aux en dans chez a nel nella em no na в на из у'.split(' '),
);
const doers = new Set('by von durch par por da door av od'.split(' '));
const copulas = new Set('is are was were be ist sind war waren est sont était es son era é foi è sono'.split(' '));

/** Whether two names have changed their sides, as in `Germany defeated Brazil` for `Brazil defeated Germany`; `Germany was defeated by Brazil` says the same as that. */
export function swapsNames(claim: string, quotes: readonly string[]): boolean {
	const said = readWords(claim);
	return quotes.some((quote) => isSwapped(said, readWords(quote)));
}

function isSwapped(claim: readonly Word[], quote: readonly Word[]): boolean {
	const capitals = new Set([...claim, ...quote].filter(({ isName }) => isName).map(({ stem }) => stem));
	const placesIn = (words: readonly Word[]) => Map.groupBy(words.keys(), (at) => words[at]?.stem ?? '');
	const [inClaim, inQuote] = [placesIn(claim), placesIn(quote)];
	const lone = [...capitals].filter((stem) => {
		const places = [inClaim.get(stem) ?? [], inQuote.get(stem) ?? []] as const;
		return places.every((each) => each.length === 1) && !claim[places[0][0]!]!.isAside && !quote[places[1][0]!]!.isAside;
	});
	const at = (places: ReadonlyMap<string, readonly number[]>, stem: string) => places.get(stem)?.[0] ?? 0;
	return lone.some((one) =>
		lone.some((other) => {
			if (at(inClaim, one) >= at(inClaim, other)) return false;
			const mine = between(claim, at(inClaim, one), at(inClaim, other), capitals);
			const [first, second] = [at(inQuote, one), at(inQuote, other)];
			const theirs = between(quote, Math.min(first, second), Math.max(first, second), capitals);
			if (mine === undefined || theirs === undefined) return false;
			const isTurned = mine.isTurned !== theirs.isTurned;
			const isSameDeed = [...mine.stems].some((stem) => theirs.stems.has(stem));
			return first < second ? isTurned && isSameDeed : !isTurned;
		}),
	);
}

/** What stands between two names; undefined where that tells of nothing. `isTurned`: the second one does it, or is it. */
function between(words: readonly Word[], from: number, to: number, names: ReadonlySet<string>) {
	const middle = words.slice(from + 1, to);
	const telling = middle.findIndex(({ text, stem }) => !functionWords.has(text) && !names.has(stem) && !/\p{N}/u.test(text));
	if (telling === -1) return undefined;
	const stems = new Set(middle.filter(({ text }) => !functionWords.has(text)).map(({ stem }) => stem));
	const isPassive = middle.slice(telling).some(({ text }) => doers.has(text));
	const copula = middle.findIndex(({ text }) => copulas.has(text));
	return { stems, isTurned: isPassive !== copula > telling };
}

function readWords(text: string): readonly Word[] {
	const words = (normalise(text, 'NFKC').match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);
	return words.map((word, at) => {
		const lower = word.toLowerCase();
		const before = words.slice(Math.max(0, at - 2), at).map((each) => each.toLowerCase());
		const isArticle = /^(?:the|a|an|der|dem|den|la|le|el|il)$/;
		const isAside = asides.has(before.at(-1) ?? '') || (isArticle.test(before.at(-1) ?? '') && asides.has(before[0] ?? ''));
		return { text: lower, stem: stemOf(lower), isName: /^\p{Lu}/u.test(word) && !functionWords.has(lower), isAside };
	});
}
