import type { TestFailure, TestReport } from './sandbox';
import type { AssertionSite } from './assertionSite';

/** What was tallied beside the candidate: for each site `reached:failed`, and `:caught` where the tests caught a failure themselves. */
export interface Tally {
	readonly settled: boolean;
	readonly thrown: string;
	readonly trouble: '' | 'memory' | 'recursion';
	/** What the sandbox does not have, and the candidate or the tests used. */
	readonly gap?: string;
	readonly counts: string;
	readonly firstSite: number;
	readonly firstMessage: string;
	readonly firstExpected?: string;
	readonly firstCame?: string;
}

export interface Trial {
	readonly sites: readonly AssertionSite[];
	/** Absent when the guest could not tell any more. */
	readonly tally?: Tally;
	/** Why the trial ended before the tests did. */
	readonly broken?: { readonly cause: Extract<TestReport, { kind: 'broken' }>['cause']; readonly message: string };
	/** Tests without assertions: what they throw is their verdict. */
	readonly throwIsVerdict: boolean;
	readonly output: string;
	readonly durationMs: number;
}

/** Adds up one trial. An assertion in a loop counts each time; one that had to be reached and was not counts as not passed. */
export function toReport(trial: Trial): TestReport {
	const { sites, tally, output, durationMs } = trial;
	const counted = count(sites, tally, trial.throwIsVerdict && trial.broken === undefined);
	const trouble = tally?.trouble ? brokenBy(tally, false) : undefined;
	const own = (trial.broken?.cause === 'output' ? trial.broken : trouble) ?? trial.broken ?? brokenBy(tally, trial.throwIsVerdict);
	const broken = missingIn(tally, own, counted) ?? own;
	const firstFailure = counted.firstFailure ? { firstFailure: counted.firstFailure } : {};
	const common = { passed: counted.passed, total: counted.total, output, durationMs, ...firstFailure };
	return broken ? { kind: 'broken', ...broken, ...common } : { kind: 'finished', ...common };
}

/** What fails after something was missing may have failed for that alone; what passes all the same has passed. */
function missingIn(
	tally: Tally | undefined,
	broken: Trial['broken'],
	counted: { readonly passed: number; readonly total: number },
): Trial['broken'] {
	const failed = broken === undefined ? counted.passed < counted.total : broken.cause === 'threw' || broken.cause === 'syntax';
	return failed && tally?.gap ? { cause: 'missing', message: `It needs ${tally.gap}, which the sandbox does not have` } : undefined;
}

function count(sites: readonly AssertionSite[], tally: Tally | undefined, throwIsVerdict: boolean) {
	const counts = (tally?.counts ?? '').split(',').map((pair) => pair.split(':').map(Number));
	if (throwIsVerdict && tally) {
		const passed = tally.settled && tally.thrown === '' ? 1 : 0;
		const firstFailure: TestFailure | undefined = passed ? undefined : { assertion: sites[0]?.text ?? '', message: tally.thrown };
		return { passed, total: 1, firstFailure };
	}
	let passed = 0;
	let total = 0;
	let caughtAny = false;
	let never: AssertionSite | undefined;
	sites.forEach((site, index) => {
		const [reached = 0, failed = 0, caught = 0] = counts[index] ?? [];
		const isMissed = reached === 0 && caught === 0 && site.mustBeReached;
		passed += reached - failed;
		total += isMissed ? 1 : reached;
		caughtAny ||= caught > 0;
		if (isMissed) never ??= site;
	});
	// All that was asserted was caught: that the tests ran to their end is what is left to count.
	if (total === 0 && caughtAny) return { passed: tally?.settled && tally.thrown === '' ? 1 : 0, total: 1, firstFailure: undefined };
	return { passed, total, firstFailure: firstFailureOf(sites, tally, never) };
}

function firstFailureOf(
	sites: readonly AssertionSite[],
	tally: Tally | undefined,
	never: AssertionSite | undefined,
): TestFailure | undefined {
	const failed = tally && sites[tally.firstSite];
	if (failed) {
		const { firstExpected: expected, firstCame: came, firstMessage: message } = tally;
		return { assertion: failed.text, message, ...(expected === undefined ? {} : { expected }), ...(came === undefined ? {} : { came }) };
	}
	return never ? { assertion: never.text, message: 'was never reached' } : undefined;
}

function brokenBy(tally: Tally | undefined, throwIsVerdict: boolean): Trial['broken'] {
	if (!tally) return { cause: 'crashed', message: 'The candidate left the sandbox unable to say what it passed' };
	if (tally.trouble === 'memory') return { cause: 'memory', message: 'The candidate asked for more memory than it may have' };
	if (tally.trouble === 'recursion') return { cause: 'recursion', message: 'The candidate called itself too deeply' };
	if (tally.thrown !== '' && !throwIsVerdict) return { cause: 'threw', message: `The tests stopped at: ${tally.thrown}` };
	return undefined;
}
