import type { Period } from './calendar';

/** A time that begins at a word of a question, and how many words it takes. */
export interface TimeRead {
	readonly periods: readonly Period[];
	readonly words: number;
}

/** A word of a question, in lower case. */
export interface QuestionWord {
	readonly text: string;
	/** Whether it was written with a capital letter, as names of months are. */
	readonly isCapital: boolean;
	/** The hyphen, slash or point that joins it to the word before it; absent where something else stands between them. */
	readonly joint?: string;
}

/** So many years a month, a day or a season without a year may be of. */
export const mostYears = 10;

export function yearOf(word: string | undefined): number | undefined {
	return word !== undefined && /^(?:19|20)\d\d$/.test(word) ? Number(word) : undefined;
}
