/** The most marks that any script puts on one letter is far below this: the bound of the Stream-Safe Text Format (Unicode UAX 15). */
const MOST_MARKS = 30;
const tooManyMarks = new RegExp(String.raw`(\p{M}{${MOST_MARKS}})\p{M}+`, 'gu');

/**
 * Gives one of Unicode's normal forms, in time that grows with the text and no faster.
 *
 * `String.normalize` sorts the marks of one letter by moving them one by one, so that 200,000 of them take half a minute: of marks in a row only the first 30 stay here.
 */
export function normalise(text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string {
	return text.replace(tooManyMarks, '$1').normalize(form);
}
