/** What vitest's JSON report says about each test file; only what is counted here. */
export interface VitestReport {
	readonly testResults: readonly {
		readonly name: string;
		readonly status: string;
		readonly assertionResults: readonly { readonly status: string }[];
	}[];
}

export interface TestCounts {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

/**
 * Counts tests. A file that could not even be loaded has no tests to count: it counts as one failed.
 */
export function countTests(report: VitestReport): TestCounts {
	const counts = { passed: 0, failed: 0, skipped: 0 };
	for (const { status, assertionResults } of report.testResults) {
		for (const result of assertionResults) {
			if (result.status === 'passed') counts.passed++;
			else if (result.status === 'failed') counts.failed++;
			else counts.skipped++;
		}
		if (status === 'failed' && !assertionResults.some((result) => result.status === 'failed')) counts.failed++;
	}
	return counts;
}

/** Tests that did not run prove nothing: none at all is no success. */
export const isSuccess = ({ passed, failed }: TestCounts): boolean => failed === 0 && passed > 0;
