import { expect, it } from 'vitest';
import { formatManyRuns, judgeManyRuns, type ManyRunsRow } from '../../../../scripts/bench/fanout/judgeManyRuns.mts';
import { names } from '../../../../scripts/bench/fanout/judgeProportions.mts';

const row = (subject: string, runs: number, wallMs: number, cpuUsPerClone: number | undefined, served = [5]): ManyRunsRow => ({
	...{ where: 'one process', subject, runs, wallMs, cpuUsPerClone, served },
});
const pair = (runs: number, ours: number, theirs: number, above = 100): readonly ManyRunsRow[] => [
	row(names.fanOut, runs, ours, 1000 + above),
	row(names.ownSeeds, runs, theirs, 1000),
];

it('holds where ours is never behind and does little more for a clone', () => {
	const [time, cpu] = judgeManyRuns([...pair(1, 540, 560), ...pair(100, 1000, 1200, 300)]);
	expect(time).toMatch(/^Holds: never behind.*0\.96, 0\.83 times/);
	expect(cpu).toMatch(/^Holds: .*at most 300 µs.*the most was 300 µs/);
});

it('says of each by itself that it does not hold, also where only one row is too slow or too busy', () => {
	expect(judgeManyRuns([...pair(1, 540, 560), ...pair(100, 1300, 1200)])[0]).toMatch(/^Does not hold: never behind/);
	expect(judgeManyRuns([...pair(1, 540, 560), ...pair(100, 1000, 1200, 301)])[1]).toMatch(/^Does not hold: our CPU/);
});

it('knows nothing where there is nothing beside it, or no CPU was counted', () => {
	expect(judgeManyRuns([row(names.fanOut, 1, 540, 1000)])).toEqual(['Unknown: there is nothing to compare.']);
	expect(judgeManyRuns([])).toEqual(['Unknown: there is nothing to compare.']);
	const uncounted = pair(1, 540, 560).map((each) => ({ ...each, cpuUsPerClone: undefined }));
	expect(judgeManyRuns(uncounted)[1]).toMatch(/^Unknown: our CPU.*not measured/);
});

it('shows how two servers shared it, and what a clone costs above a request', () => {
	const table = formatManyRuns([...pair(10, 600, 700, 120), row('Ours, two servers', 10, 610, 1150, [26, 24])]);
	expect(table).toMatch(/Ours, two servers.*0\.610.*1150.*\+150.*26 \/ 24/);
	expect(table).toMatch(/Fan-Out .*1120.*\+120/);
});
