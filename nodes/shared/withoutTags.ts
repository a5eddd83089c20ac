/**
 * Puts ‹ for < and ＆ for an & that begins a word: what then reads the same as HTML and as text.
 *
 * n8n's editor shows the message of an error as text in the panel and as HTML in the toast. There any < swallows all up to the next >, or to the end.
 */
export function withoutTags(text: string): string {
	return text
		.replace(/<([^<>]*)>/g, '‹$1›')
		.replaceAll('<', '‹')
		.replace(/&(?=[a-z#])/gi, '＆');
}
