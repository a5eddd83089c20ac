/** Longer words are none of an error alone. */
const LONGEST = 5000;
/** As n8n's own tools write what was thrown in them, in a field or alone. */
const wrapped =
	/^(?:\w{1,30}: )?(?:HTTP \d{3} )?(?:There was an error: |Error during node execution: |Error: (?=The Tool attempted))([\s\S]+)$/;

/**
 * What a tool threw where n8n gave it back as its output: Code Tool, Call n8n Workflow Tool and HTTP Request Tool tell `There was an error: "…"`. Undefined where the output is none of that.
 *
 * Only a whole output is one: behind closing quotation marks nothing may follow, so that a page which quotes an error stays a page.
 */
export function thrownWords(text: string): string | undefined {
	if (text.length > LONGEST) return undefined;
	const words = wrapped.exec(text.trim())?.[1]?.trim();
	if (words === undefined || words === '') return undefined;
	if (!words.startsWith('"')) return /\n\s*\n/.test(words) && !/\n\s*\nDetails: /.test(words) ? undefined : words;
	return words.length > 1 && words.endsWith('"') ? words.slice(1, -1).trim() || 'It threw an error without words' : undefined;
}
