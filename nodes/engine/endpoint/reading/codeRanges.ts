/** Places in a text that are code: from `start` up to, not including, `end`. */
export interface CodeRange {
	readonly start: number;
	readonly end: number;
}

const FENCE = '```';

/** The fences and the backticks of a text, in their order and in one pass; a fence that never ends reaches to the end. */
function findCode(text: string): readonly CodeRange[] {
	const ranges: CodeRange[] = [];
	let at = 0;
	while (at < text.length) {
		const tick = text.indexOf('`', at);
		if (tick === -1) break;
		const range = text.startsWith(FENCE, tick) ? endOfFence(text, tick) : endOfInline(text, tick);
		ranges.push(range);
		at = range.end;
	}
	return ranges.filter(({ start, end }) => end > start + 1);
}

function endOfFence(text: string, start: number): CodeRange {
	const end = text.indexOf(FENCE, start + FENCE.length);
	return { start, end: end === -1 ? text.length : end + FENCE.length };
}

/** Backticks that do not close on their line are letters. */
function endOfInline(text: string, start: number): CodeRange {
	const lineEnd = text.indexOf('\n', start);
	const line = text.slice(start + 1, lineEnd === -1 ? text.length : lineEnd);
	const end = line.indexOf('`');
	return { start, end: end === -1 ? start + 1 : start + end + 2 };
}

/** Says whether places are inside of code; asked in rising order, each at no more than the cost of going on. */
export function createCodeCheck(text: string): (place: number) => boolean {
	const ranges = findCode(text);
	let next = 0;
	return (place) => {
		while (next < ranges.length && (ranges[next]?.end ?? 0) <= place) next++;
		return place >= (ranges[next]?.start ?? Number.POSITIVE_INFINITY);
	};
}
