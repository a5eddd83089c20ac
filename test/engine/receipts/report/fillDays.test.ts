import { expect, it } from 'vitest';
import { fillDays } from '../../../../nodes/engine/receipts/report/fillDays';
import { noTotals } from '../../../../nodes/engine/receipts/report/totals';

const day = (name: string) => ({ name, totals: { ...noTotals(), runs: 1 } });

it.each([
	[[], []],
	[['2026-11-28'], ['2026-11-28']],
	[
		['2026-02-27', '2026-03-02'],
		['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'],
	],
])('days %j are shown as %j', (given, shown) => expect(fillDays(given.map(day)).map(({ name }) => name)).toEqual(shown));

it('shows of more than a third of a year the last 120 days', () => {
	const days = fillDays([day('2020-01-01'), day('2026-11-28')]);
	expect(days).toHaveLength(120);
	expect(days.at(-1)).toMatchObject({ name: '2026-11-28', totals: { runs: 1 } });
	expect(days[0]?.totals.runs).toBe(0);
});
