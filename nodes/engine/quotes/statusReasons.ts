import { STATUS_CODES } from 'node:http';
import { wordsIn } from './tellingWords';

const none: ReadonlySet<string> = new Set();

/** The words of what HTTP says of an error, where a text has its number and all of them: `404 Not Found`, `Too Many Requests (429)`. */
export function reasonWordsIn(words: readonly string[]): ReadonlySet<string> {
	for (const word of words) {
		if (!isErrorStatus(word)) continue;
		const reason = new Set(wordsIn(STATUS_CODES[word] ?? ''));
		if (reason.size > 0 && [...reason].every((each) => words.includes(each))) return reason;
	}
	return none;
}

/** A number with which HTTP says that something went wrong, as a number or in digits. */
export function isErrorStatus(status: unknown): boolean {
	return (typeof status === 'number' || typeof status === 'string') && /^[45]\d\d$/.test(String(status));
}
