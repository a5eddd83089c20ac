import { errorIn } from '../../../quotes/tellsOfError';

/** A title stands within these characters. */
const BEGINNING = 4000;
const title = /<title(?:\s[^<>]{0,200})?>([^<]{1,300})<\/title\s*>/i;

/** What the title of a web page says of an error, such as `404 Not Found` or `Page not found`; undefined where it says none. */
export function errorTitleOf(page: string): string | undefined {
	const words = title.exec(page.slice(0, BEGINNING))?.[1] ?? '';
	return [words, ...words.split(/\s[|·•»–—-]\s/)]
		.map((part) => errorIn(part.replace(/\s+/g, ' ').trim(), ''))
		.find((part) => part !== undefined);
}
