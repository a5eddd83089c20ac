import { describe, expect, it } from 'vitest';
import { combinePicks, weighJudges, type Picks, type ProbedPair } from '../../../nodes/engine/evaluate/weighJudges';

const right = (better: 1 | 2): Picks => [better, better];
const wrong = (better: 1 | 2): Picks => [better === 1 ? 2 : 1, better === 1 ? 2 : 1];
const first: Picks = [1, 2];
const silent: Picks = [undefined, undefined];
const probe = (count: number, picksOf: (index: number, better: 1 | 2) => readonly Picks[]): ProbedPair[] =>
	Array.from({ length: count }, (_, index) => {
		const better = index % 2 === 0 ? 1 : 2;
		return { better, picks: picksOf(index, better) };
	});

describe('weighJudges', () => {
	it('lets the better judge count more, one that flips or is silent nothing, and one below chance against what it says', () => {
		const judges = weighJudges(
			probe(40, (index, better) => [
				index < 36 ? right(better) : wrong(better),
				index < 26 ? right(better) : wrong(better),
				first,
				silent,
				index < 10 ? right(better) : wrong(better),
			]),
			5,
		);
		const [good, fair, flipping, none, poor] = judges.map(({ weight }) => weight);
		expect(good).toBeGreaterThan(fair ?? 0);
		expect(fair).toBeGreaterThan(0);
		expect(flipping).toBe(0);
		expect(none).toBe(0);
		expect(poor).toBeLessThan(0);
		expect(judges.map(({ accuracy }) => accuracy)).toEqual([0.9, 0.65, 0.5, undefined, 0.25]);
	});

	it('lets judges that always say the same share their weight', () => {
		const alone = weighJudges(
			probe(40, (index, better) => [index < 32 ? right(better) : wrong(better)]),
			1,
		);
		const twins = weighJudges(
			probe(40, (index, better) => [index < 32 ? right(better) : wrong(better), index < 32 ? right(better) : wrong(better)]),
			2,
		);
		expect(twins[0]?.weight).toBeCloseTo(twins[1]?.weight ?? 0, 10);
		expect(twins[0]?.weight).toBeLessThan(alone[0]?.weight ?? 0);
	});

	it('learns nothing from no probe', () => {
		expect(weighJudges([], 2)).toEqual([{ weight: 0 }, { weight: 0 }]);
	});

	it('adds up what judges pick, each order one half', () => {
		expect(combinePicks([right(1), right(2)], [2, 1])).toBe(1);
		expect(combinePicks([first, [2, undefined]], [5, 1])).toBe(-0.5);
	});
});
