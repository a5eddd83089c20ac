import { convert, type DomNode, type FormatCallback } from 'html-to-text';

/** Of a page that is read at all: what is behind it is never shown to a clone, but would take its time. */
const MOST_CHARACTERS = 300_000;
/** Pages that people read stay under 100 levels. */
const DEEPEST = 200;
const WIDEST_CELL = 100;
const TALLEST_CELL = 300;
/** Places that the cells of one table may take beyond one each. */
const MOST_SPANNED_PLACES = 100_000;

/**
 * The text of a web page as a reader sees it.
 *
 * Lines are not wrapped, capitals stay, links keep their addresses; scripts, styles and pictures are left out. A cell spans at most 100 columns and 300 rows, and what is nested more than 200 levels deep is left out.
 * A page can still be made to take long: call it in a worker.
 */
export function pageText(page: string): string {
	return convert(page.slice(0, MOST_CHARACTERS), {
		wordwrap: false,
		limits: { maxDepth: DEEPEST },
		formatters: { boundedTable, term, definition },
		selectors: [
			{ selector: 'img', format: 'skip' },
			{ selector: 'a', options: { ignoreHref: false, hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
			...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
			{ selector: 'dl', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
			{ selector: 'dt', format: 'term' },
			{ selector: 'dd', format: 'definition' },
			{ selector: 'table', format: 'boundedTable', options: { uppercaseHeaderCells: false } },
		],
	});
}

const boundedTable: FormatCallback = (table, walk, builder, options) => {
	let left = MOST_SPANNED_PLACES;
	for (const cell of cellsOf(table)) {
		const columns = spanOf(cell.attribs['colspan'], WIDEST_CELL);
		const rows = spanOf(cell.attribs['rowspan'], TALLEST_CELL);
		const isWithin = columns * rows - 1 <= left;
		if (isWithin) left -= columns * rows - 1;
		cell.attribs['colspan'] = String(isWithin ? columns : 1);
		cell.attribs['rowspan'] = String(isWithin ? rows : 1);
	}
	builder.options.formatters['dataTable']?.(table, walk, builder, options);
};

/** On one line with its definition, as `key: value`. */
const term: FormatCallback = (element, walk, builder) => {
	builder.openBlock({ leadingLineBreaks: 1 });
	walk(element.children, builder);
	const isDefined = nextElement(element)?.name === 'dd';
	if (isDefined) builder.addLiteral(': ');
	builder.closeBlock({ trailingLineBreaks: isDefined ? 0 : 1 });
};

const definition: FormatCallback = (element, walk, builder) => {
	builder.openBlock({ leadingLineBreaks: 0 });
	walk(element.children, builder);
	builder.closeBlock({ trailingLineBreaks: 1 });
};

/** The library's types leave out what stands next. */
type Sibling = DomNode & { readonly next?: Sibling | null };

function nextElement(element: DomNode): DomNode | undefined {
	let { next } = element as Sibling;
	while (next && next.type !== 'tag') ({ next } = next);
	return next ?? undefined;
}

/** Those of tables inside of it are bounded with their own table. */
function* cellsOf(table: DomNode): Generator<DomNode> {
	const open = [...table.children];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (node.name === 'td' || node.name === 'th') yield node;
		else if (node.name !== 'table') open.push(...(node.children ?? []));
	}
}

function spanOf(written: string | undefined, most: number): number {
	const span = Math.floor(Number(written ?? 1));
	return span >= 1 ? Math.min(span, most) : 1;
}
