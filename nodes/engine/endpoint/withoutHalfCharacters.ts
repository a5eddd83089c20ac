/** JSON writes half a character as an escape, and no whole one so. A pair of backslashes is one backslash of the text. */
const escapes = /\\\\|\\ud[89a-f][0-9a-f]{2}/g;

/**
 * Puts U+FFFD in place of each half of a character in JSON that `JSON.stringify` wrote: text that was cut between the halves of an emoji is
 * refused by servers, vLLM among them, as no tokenizer takes it.
 */
export function withoutHalfCharacters(json: string): string {
	if (!json.includes(String.raw`\ud`)) return json;
	return json.replace(escapes, (escape) => (escape === String.raw`\\` ? escape : String.raw`\ufffd`));
}
