import { findQuote, type QuoteVerdict } from '../../quotes/findQuote';
import { quotableOf } from '../../quotes/quotableText';
import { withItsDenial } from '../../quotes/wholeSentence';
import type { Source } from '../../tool';

/** Characters of sources that may be gone through for one report: hundreds of times what an honest one needs. */
const MOST_CHARACTERS = 100_000_000;
/** What a look-up costs besides. */
const LEAST_COST = 2000;

/** Looks quotes up in sources, each once, until so many were looked up that no report can need them. */
export class QuoteLookUp {
	private readonly verdicts = new Map<Source, Map<string, QuoteVerdict>>();
	private spent = 0;

	/** Undefined where it is not looked up any more. */
	find(quote: string, source: Source): QuoteVerdict | undefined {
		const ofSource = this.verdicts.get(source) ?? new Map<string, QuoteVerdict>();
		this.verdicts.set(source, ofSource);
		const known = ofSource.get(quote);
		if (known !== undefined) return known;
		if (this.spent > MOST_CHARACTERS) return undefined;
		this.spent += source.text.length + LEAST_COST;
		const verdict = verdictOf(quote, source);
		ofSource.set(quote, verdict);
		return verdict;
	}

	stands(quote: string, source: Source): boolean {
		return this.find(quote, source)?.kind === 'found';
	}
}

/** Found words come with the rest of their sentence where that denies them. */
function verdictOf(quote: string, source: Source): QuoteVerdict {
	const text = quotableOf(source);
	const verdict = findQuote(quote, text);
	return verdict.kind === 'found' ? { kind: 'found', words: withItsDenial(verdict.words, text) } : verdict;
}
