import { describe, expect, it } from 'vitest';
import { judgeProportions, names } from '../../../../scripts/bench/fanout/judgeProportions.mts';

const at = (clones: number, fanOut: number, ownSeeds: number, floor: number) => [
	{ clones, subject: names.fanOut, overMs: fanOut },
	{ clones, subject: names.ownSeeds, overMs: ownSeeds },
	{ clones, subject: names.floor, overMs: floor },
];

describe('judgeProportions', () => {
	it('says that both proportions hold, and how large they are', () => {
		const [request, floor] = judgeProportions([...at(256, 100, 400, 80), ...at(1000, 300, 1500, 250)]);
		expect(request).toMatch(/^Holds: .*0\.25 times at 256 clones \(at most 0\.33\), 0\.20 times at 1000 clones \(at most 0\.25\)/);
		expect(floor).toMatch(/^Holds: .*1\.20 times at 1000 clones \(at most 1\.50\)/);
	});

	it('says of each by itself that it does not hold, also where only one of its sizes is too slow', () => {
		expect(judgeProportions([...at(256, 200, 400, 80), ...at(1000, 300, 1500, 250)])).toEqual([
			expect.stringMatching(/^Does not hold/),
			expect.stringMatching(/^Holds/),
		]);
		expect(judgeProportions([...at(256, 100, 400, 80), ...at(1000, 300, 1500, 199)])).toEqual([
			expect.stringMatching(/^Holds/),
			expect.stringMatching(/^Does not hold/),
		]);
	});

	it('calls a proportion unknown where a size was not measured, unless another one breaks it already', () => {
		expect(judgeProportions(at(256, 100, 400, 80))).toEqual([
			expect.stringMatching(/^Unknown: .*not measured at 1000/),
			expect.stringMatching(/^Unknown/),
		]);
		expect(judgeProportions(at(256, 200, 400, 80))[0]).toMatch(/^Does not hold/);
	});
});
