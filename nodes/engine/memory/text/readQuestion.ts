import { readTerms } from './readTerms';

/** Stems of words that say how something is asked, not what about: what kind of, how many, did she mention, what would he likely. */
const asking: ReadonlySet<string> = new Set(['kind', 'type', 'sort', 'mani', 'much', 'might', 'like', 'done', 'mention']);

/** More words than this are no question, but hold one: at their beginning, or behind all that was told first. */
const MOST_WORDS = 64;

/** Reads what a question asks for: its terms, each once, without those that only say how it is asked; where there are no others, these. Of a long text, the first 32 and the last 32. */
export function readQuestion(question: string): string[] {
	const terms = [...new Set(readTerms(question))];
	const telling = terms.filter((term) => !asking.has(term));
	const asked = telling.length > 0 ? telling : terms;
	return asked.length <= MOST_WORDS ? asked : [...asked.slice(0, MOST_WORDS / 2), ...asked.slice(-MOST_WORDS / 2)];
}
