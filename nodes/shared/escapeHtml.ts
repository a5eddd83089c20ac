const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' };

/** Text for the places where n8n's editor shows HTML: hints, and the descriptions of errors. Without this, `<model>` would not be seen. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>\n]/g, (character) => entities[character] ?? character);
}
