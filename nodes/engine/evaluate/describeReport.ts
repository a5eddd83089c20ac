import type { TestFailure, TestReport } from '../sandbox/sandbox';
import { unscored, type Opinion } from './scorers/scorer';

/** A candidate is accepted when at least this share of the tests passes, 1 for all of them. */
export interface TestAcceptance {
	readonly minimumShare: number;
}

/** Says in one sentence how a candidate did, and what that is worth. A broken candidate is worth nothing, whatever it passed before it broke. */
export function describeReport(report: TestReport, acceptance: TestAcceptance): Opinion {
	if (report.kind === 'broken' && report.cause === 'missing') return unscored(report.message);
	if (report.kind === 'broken') {
		const before = report.passed === 0 ? '' : `, after passing ${report.passed}${report.total === undefined ? '' : ` of ${report.total}`}`;
		const reason = `${report.message}${before}`;
		return { score: { kind: 'scored', value: 0, reason, details: detailsOf(report) }, accepted: false };
	}
	if (report.total === 0) return unscored('The tests tried nothing, so they say nothing about this candidate');
	const share = report.passed / report.total;
	const failure = report.firstFailure === undefined ? '' : `; first failure: ${describeFailure(report.firstFailure)}`;
	const reason = `${report.passed} of ${report.total} passed${failure}`;
	return { score: { kind: 'scored', value: share, reason, details: detailsOf(report) }, accepted: share >= acceptance.minimumShare };
}

function describeFailure({ assertion, message, expected, came }: TestFailure): string {
	return expected === undefined || came === undefined ? `${assertion}: ${message}` : `${assertion}: expected ${expected}, came ${came}`;
}

function detailsOf(report: TestReport) {
	return {
		passed: report.passed,
		...(report.total !== undefined && { total: report.total }),
		...(report.kind === 'broken' && { cause: report.cause }),
		...(report.firstFailure !== undefined && { firstFailure: report.firstFailure }),
		...(report.output !== '' && { output: beginningOf(report.output) }),
		durationMs: report.durationMs,
	};
}

/** Enough to see what went wrong; a thousand candidates that print a lot should not fill the execution's data. */
const shownOutput = 2000;

/** Its lines stay as they are. */
function beginningOf(output: string): string {
	return output.length <= shownOutput ? output : `${output.slice(0, shownOutput)}…`;
}
