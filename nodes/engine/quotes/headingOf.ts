import { withoutMemoryFence } from '../text/memoryFence';
import { readRecordLines, type RecordLine } from '../text/recordLines';
import { isTitle } from './isTitle';
import { headsText, recordHeading } from './recordHeading';
import { tellingWords } from './tellingWords';

const MOST_LINES_ABOVE = 6;
const MOST_LINES_BELOW = 40;
/** Of a record that are looked through for its title. */
const MOST_RECORD_CHARACTERS = 4000;
const MOST_PLACES = 50;
const bullet = /^(?:[*•·–]|\d{1,3}[.)])\s/;

/**
 * What the text calls the thing that a quote is about: the title of its own record, else the nearest line above it that is a title, such as that of its page; undefined where there is none.
 *
 * A title has few words, no full stop and is no address. What a field of a record or a row of a table says is none of what follows.
 */
export function headingOf(quote: string, source: string): string | undefined {
	const text = withoutMemoryFence(source);
	const at = placeOf(quote.trim(), text);
	if (at === undefined) return undefined;
	const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
	const from = text.lastIndexOf('\n', Math.max(0, start - MOST_RECORD_CHARACTERS)) + 1;
	const above = from >= start ? [] : text.slice(from, start - 1).split('\n');
	const below = text.slice(start, start + MOST_RECORD_CHARACTERS).split('\n', MOST_LINES_BELOW);
	const lines = readRecordLines([...above, ...below]);
	const own = lines[above.length];
	if (own === undefined) return undefined;
	if (own.kind === 'field' || own.kind === 'item') return recordHeading(lines, above.length, (first) => titleAbove(lines, first));
	return own.isEntry ? undefined : titleAbove(lines, above.length);
}

/** The quote, behind the title that it stands under where it does not say itself what it is about. */
export function withHeading(quote: string, text: string): string {
	const heading = headingOf(quote, text);
	if (heading === undefined) return quote;
	const words = tellingWords(quote);
	return [...tellingWords(heading)].some((word) => words.has(word)) ? quote : `${heading}: ${quote}`;
}

/** Where `population: 6` stands, `population: 68` may stand before; and where a field says the same in two records, it is of neither. */
function placeOf(quote: string, text: string): number | undefined {
	const first = text.indexOf(quote);
	if (first === -1 || quote === '') return undefined;
	if (!/^[^\n:]{1,100}: /.test(quote)) return first;
	const whole: number[] = [];
	for (let at = first, places = 0; at !== -1 && places < MOST_PLACES; at = text.indexOf(quote, at + 1), places++) {
		const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
		const end = at + quote.length;
		const isWhole = /^\s*(?:- )?$/.test(at === 0 ? '' : text.slice(start, at)) && (end === text.length || text[end] === '\n');
		if (isWhole) whole.push(at);
	}
	return whole.length > 1 ? undefined : (whole[0] ?? first);
}

function titleAbove(lines: readonly RecordLine[], index: number): string | undefined {
	const isListed = bullet.test(lines[index]?.value ?? '');
	let isNear = true;
	for (let at = index - 1; at >= Math.max(0, index - MOST_LINES_ABOVE); at--) {
		const line = lines[at];
		if (line === undefined) return undefined;
		if (line.kind === 'blank') isNear = false;
		const title = line.value.replace(/^[a-z]\w{0,30}: /i, '').trim();
		const mayHead = line.kind === 'text' ? !(isListed && bullet.test(line.value)) : line.kind === 'field' && headsText(lines, at, isNear);
		if (mayHead && isTitle(title)) return title;
		// An entry of a list begins here: what stands above belongs to another one.
		if (line.isEntry) return undefined;
	}
	return undefined;
}
