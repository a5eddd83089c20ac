/** `42 [1]` and `42.[2]`: a citation behind a figure. */
const citation = /(?<=\d[.,]?) ?\[\d{1,3}(?:, ?\d{1,3})*\]/g;
/** `(Source: page 17)`, `(see p. 3)`. */
const source = /\((?:sources?|see|page|pages|pp?\.|ref(?:erence)?s?)\b[^()\n]{0,120}\)/gi;
/** A line that only says how sure the model is, or where it has it from. */
const ownLine = /^[^\w\n]{0,20}(?:confidence|certainty|sources?|references?)\b[^\n]{0,300}$/gim;
/** The same as a field of JSON. */
const field = /"(?:confidence|certainty|probability)"\s{0,9}:\s{0,9}"?[\d.]{1,20} ?%?"?/gi;

/**
 * Drops the numbers that speak of an answer and are none: how sure the model is, citations, pages.
 *
 * A text that has no other figure stays as it is.
 */
export function withoutSideNotes(text: string): string {
	const plain = [citation, source, ownLine, field].reduce((rest, note) => rest.replace(note, ''), text);
	return /\d/.test(plain) ? plain : text;
}
