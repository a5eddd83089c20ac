import type { Reporter, TestModule } from 'vitest/node';

/** Names the tests that passed on their second try only: a busy machine, or a fault that comes and goes. */
export default class FlakyReporter implements Reporter {
	onTestRunEnd(testModules: readonly TestModule[]): void {
		const flaky = testModules.flatMap((file) =>
			[...file.children.allTests()]
				.filter((test) => test.diagnostic()?.flaky === true)
				.map((test) => `${file.relativeModuleId} > ${test.fullName}`),
		);
		if (flaky.length === 0) return;
		console.log(`\nPassed on the second try only (${flaky.length}), and worth a look where they come again:\n  ${flaky.join('\n  ')}`);
	}
}
