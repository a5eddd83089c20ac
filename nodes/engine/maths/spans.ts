import type { Value } from './calculate';
import { compareValues } from './compareValues';
import { joinSpans } from './compareReadings';
import type { Reading, Span } from './reading';

/** All real numbers but the points that are read; undefined where these are no points. */
export function complementOf(readings: readonly Reading[]): readonly Span[] | undefined {
	const points = spansOf(readings);
	if (points === undefined || points.some(({ low, high }) => low === undefined || low !== high)) return undefined;
	const sorted = joinSpans(points);
	if (sorted === undefined) return undefined;
	const spans: Span[] = [];
	let start: Span = { hasLow: false, hasHigh: false };
	for (const { low } of sorted) {
		if (low === undefined) return undefined;
		spans.push({ ...start, high: low, hasHigh: false });
		start = { low, hasLow: false, hasHigh: false };
	}
	return [...spans, start];
}

/** An interval, or the single points of a set. */
export function spansOf(readings: readonly Reading[]): readonly Span[] | undefined {
	for (const { body } of readings) {
		if (body.kind === 'spans') return body.spans;
		if (body.kind === 'value') return [{ low: body.value, high: body.value, hasLow: true, hasHigh: true }];
		if (body.kind === 'list' && (body.brackets === 'set' || body.brackets === 'bare')) {
			const points = body.items.map((item) => spansOf(item));
			return points.some((point) => point === undefined) ? undefined : points.flatMap((point) => point ?? []);
		}
	}
	return undefined;
}

/** Whether the first end lies below the second, or both are ends of one point. */
export function isRising({ low, high }: Span): boolean {
	return low === undefined || high === undefined || (compareValues(low, high) ?? -1) <= 0;
}

/** From one end to the other; what has no end on a side does not hold it. */
export function spanBetween(
	low: Value | 'infinite',
	high: Value | 'infinite',
	{ hasLow, hasHigh }: Pick<Span, 'hasLow' | 'hasHigh'>,
): Span {
	return {
		hasLow: low !== 'infinite' && hasLow,
		hasHigh: high !== 'infinite' && hasHigh,
		...(low === 'infinite' ? {} : { low }),
		...(high === 'infinite' ? {} : { high }),
	};
}
