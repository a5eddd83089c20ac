import { describe, expect, it } from 'vitest';
import { CpuBudget } from '../../nodes/engine/cpuBudget';

const forever = () => {
	for (let count = 0; ; count++) if (count < 0) return count;
};

describe('CpuBudget', () => {
	it('gives what the work gives', () => {
		expect(new CpuBudget(50).run(() => 1 + 1)).toEqual({ result: 2 });
		expect(new CpuBudget(50).run(() => undefined)).toEqual({ result: undefined });
	});

	it('breaks off what never ends', () => {
		expect(new CpuBudget(50).run(forever)).toBeUndefined();
	});

	it('breaks off a pattern that goes back and forth', () => {
		expect(new CpuBudget(50).run(() => /^(a+)+$/.test(`${'a'.repeat(40)}!`))).toBeUndefined();
	});

	it('is used up by what never ends, so that nothing else is run', () => {
		const budget = new CpuBudget(20);
		budget.run(forever);
		expect(budget.run(() => 1)).toBeUndefined();
	});

	it('hands on what the work throws', () => {
		expect(() =>
			new CpuBudget(50).run(() => {
				throw new TypeError('no');
			}),
		).toThrow(TypeError);
	});

	it('runs work within work', () => {
		expect(new CpuBudget(50).run(() => new CpuBudget(50).run(() => 1))).toEqual({ result: { result: 1 } });
	});
});
