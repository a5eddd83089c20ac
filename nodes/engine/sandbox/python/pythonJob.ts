import type { AssertionSite } from '../assertionSite';
import { InvalidTestsError } from '../errors';
import { renderCall } from '../javascript/prepareCases';
import type { SandboxLimits, Tests } from '../sandbox';

const pythonName = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const maxCases = 20_000;

/** What the Python harness reads on its standard input. */
export interface PythonJob {
	readonly nonce: string;
	readonly resultFd: 1 | 3;
	/** Tell the tally after each assertion, so that it is known when the trial is cut short. */
	readonly progress: boolean;
	readonly checkOnly: boolean;
	readonly code: string;
	readonly tests: Tests;
	readonly limits: SandboxLimits;
}

/** Writes the job as the harness wants it: JSON, with Python's NaN and Infinity where cases have them. */
export function writePythonJob(job: PythonJob): string {
	const { limits, tests, ...rest } = job;
	const head = { ...rest, memoryBytes: limits.memoryBytes, cpuSeconds: Math.ceil(limits.timeoutMs / 1000) + 1 };
	return `${JSON.stringify(head).slice(0, -1)},"tests":${toPythonJson(tests)}}`;
}

function toPythonJson(value: unknown): string {
	if (typeof value === 'number')
		return Number.isFinite(value) ? JSON.stringify(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
	if (Array.isArray(value)) return `[${value.map(toPythonJson).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		return `{${Object.entries(value)
			.map(([name, member]) => `${JSON.stringify(name)}:${toPythonJson(member)}`)
			.join(',')}}`;
	}
	return JSON.stringify(value) ?? 'null';
}

/** The assertions that are known without reading the tests: the cases. @throws InvalidTestsError when the function's name is none. */
export function sitesOfCases(tests: Tests): readonly AssertionSite[] {
	if (tests.kind === 'code') return [];
	if (!pythonName.test(tests.functionName)) {
		throw new InvalidTestsError(
			`"${tests.functionName}" is not the name of a function`,
			'Give the name that the candidate must define, such as add.',
		);
	}
	if (tests.cases.length > maxCases) {
		throw new InvalidTestsError(`There are ${tests.cases.length} cases, the sandbox counts at most ${maxCases}`, 'Leave some of them out.');
	}
	return tests.cases.map((one) => ({ text: renderCall(tests.functionName, one.input), mustBeReached: true, calls: tests.functionName }));
}
