const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup that may stand in a page as it is. Made by `markup` alone, so that nothing gets there without being escaped. */
export class Markup {
	constructor(readonly text: string) {}
}

type Part = Markup | string | number | false | undefined | readonly Part[];

/** A template whose values are escaped, be they text or attributes; lists are joined, and what is false or undefined is left out. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
	const written = values.map(write);
	return new Markup(strings.map((text, place) => `${text}${written[place] ?? ''}`).join(''));
}

function write(part: Part): string {
	if (part === undefined || part === false) return '';
	if (part instanceof Markup) return part.text;
	if (typeof part === 'string' || typeof part === 'number')
		return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? '');
	return part.map(write).join('');
}
