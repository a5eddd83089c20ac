/** Spaces, line ends, control and format characters, and letters and signs that are drawn as nothing, such as the Hangul filler and the empty Braille cell. */
const seen = /[^\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether nothing in a text can be seen. */
export function isBlank(text: string): boolean {
	return !seen.test(text);
}
