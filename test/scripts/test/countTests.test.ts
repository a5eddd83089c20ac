import { describe, expect, it } from 'vitest';
import { countTests, isSuccess } from '../../../scripts/test/countTests.mts';

const file = (status: string, ...statuses: string[]) => ({
	name: 'a.test.ts',
	status,
	assertionResults: statuses.map((each) => ({ status: each })),
});

describe('countTests', () => {
	it('adds up tests over all files, whatever vitest calls a skipped one', () => {
		const report = { testResults: [file('passed', 'passed', 'skipped', 'todo'), file('failed', 'failed', 'passed', 'pending')] };
		expect(countTests(report)).toEqual({ passed: 2, failed: 1, skipped: 3 });
	});

	it('counts a file that could not be loaded as one failed', () => {
		expect(countTests({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
	});

	it('calls a run without any passed test no success', () => {
		expect(isSuccess({ passed: 0, failed: 0, skipped: 4 })).toBe(false);
		expect(isSuccess({ passed: 1, failed: 0, skipped: 4 })).toBe(true);
		expect(isSuccess({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
	});
});
