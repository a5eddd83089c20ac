import { convert } from 'html-to-text';

const page = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i;
/** Of a page that is read at all: what is behind it is never shown to a clone, but would take its time. */
const MOST_CHARACTERS = 300_000;

/**
 * The text of a web page, so that a sentence of it can be quoted as a reader sees it; any other text stays as it is.
 *
 * Lines are not wrapped, capitals stay, links keep their addresses; scripts, styles and pictures are left out.
 */
export function readPage(text: string): string {
	if (!page.test(text.slice(0, 4000))) return text;
	return convert(text.slice(0, MOST_CHARACTERS), {
		wordwrap: false,
		selectors: [
			{ selector: 'img', format: 'skip' },
			{ selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
			...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
			{ selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
		],
	});
}
