import type { Language, Sandbox, SandboxLimits, TestReport } from '../../sandbox/sandbox';
import type { Example } from './readExamples';
import { writeObserver } from './observerSource';

/** What a candidate gave for each input, in a form that is the same for equal values; undefined where it gave nothing any more. */
export interface Behaviour {
	readonly came: ReadonlyArray<string | undefined>;
	/** What the examples say it should give, in the same form; undefined where they do not say. */
	readonly expected: ReadonlyArray<string | undefined>;
	/** Why it did not get to the end, in a sentence. */
	readonly broken?: string;
	/** What broke it is the sandbox's own gap, not its fault. */
	readonly missing?: true;
}

/** Runs a candidate on all inputs, in one go; what it prints itself is told apart by a word that it does not know. */
export async function observe(
	sandbox: Sandbox,
	language: Language,
	code: string,
	functionName: string,
	inputs: readonly Example[],
	limits: SandboxLimits,
	signal: AbortSignal,
): Promise<Behaviour> {
	const word = `w${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
	const source = writeObserver(language, functionName, inputs, word);
	let report: TestReport;
	try {
		report = await sandbox.test({ language, code, tests: { kind: 'code', source }, limits }, signal);
	} catch (error) {
		if ((error as Error).name !== 'SandboxUnavailableError') throw error;
		return { came: inputs.map(() => undefined), expected: inputs.map(() => undefined), broken: (error as Error).message, missing: true };
	}
	const read = (kind: string) => inputs.map((_, place) => new RegExp(`^${word}${kind}${place}:(.*)$`, 'm').exec(report.output)?.[1]);
	const came = read('came');
	const isWhole = came.every((each) => each !== undefined);
	const message =
		report.kind === 'broken' ? report.message : (report.firstFailure?.message ?? 'The candidate ended before all inputs were tried');
	return {
		came,
		expected: read('expected'),
		...(isWhole ? {} : { broken: message, ...(report.kind === 'broken' && report.cause === 'missing' && { missing: true }) }),
	};
}
