import { describe, expect, it } from 'vitest';
import { drawDayChart } from '../../../../nodes/engine/receipts/report/dayChart';

const draw = (values: readonly number[], unit = 1) =>
	drawDayChart({
		title: 'Saved',
		series: ['Saved'],
		bars: values.map((value, place) => ({ day: `2026-11-${String(place + 1).padStart(2, '0')}`, values: [value] })),
		format: String,
		unit,
	}).text;

/** What stands on the scale, from the lowest up. */
const scaleOf = (chart: string) => [...chart.matchAll(/text-anchor="end">([^<]+)</g)].map(([, label]) => Number(label));
const barsOf = (chart: string) =>
	[...chart.matchAll(/class="part1" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g)].map(([, y, height]) => [
		Number(y),
		Number(height),
	]);

describe('a chart over days', () => {
	it.each([
		[[7], 1, [0, 2, 4, 6, 8]],
		[[0], 1, [0, 1]],
		[[1], 1, [0, 1]],
		[[95, 4], 1, [0, 50, 100]],
		[[90_000], 60_000, [0, 60_000, 120_000]],
		[[-40, 60], 1, [-50, 0, 50, 100]],
	])('of %j in steps of %i has the scale %j', (values, unit, scale) => expect(scaleOf(draw(values, unit))).toEqual(scale));

	it('lets what was lost hang from the ground, and has no bar for nothing', () => {
		const [gain, loss, ...others] = barsOf(draw([50, -50, 0]));
		expect(others).toEqual([]);
		expect(gain?.[1]).toBeCloseTo(loss?.[1] ?? 0);
		expect((gain?.[0] ?? 0) + (gain?.[1] ?? 0)).toBeCloseTo(loss?.[0] ?? 0);
	});

	it('names no more days than there is room for, and tells every one on pointing', () => {
		const chart = draw(Array.from({ length: 30 }, (_, place) => place));
		expect(chart.match(/text-anchor="middle"/g)?.length).toBeLessThanOrEqual(7);
		expect(chart.match(/<g><title>/g)).toHaveLength(30);
		expect(chart).toContain('<title>2026-11-30: 29</title>');
	});
});
