import pLimit from 'p-limit';
import type { Candidate } from '../../candidate';
import { InvalidInputError, tellInFull } from '../../errors';
import type { Language, Sandbox, SandboxLimits, TestReport, Tests } from '../../sandbox/sandbox';
import { codeFields, codeOptions, readLimits } from '../codeFields';
import { describeReport, type TestAcceptance } from '../describeReport';
import { inTurns } from '../../takeTurns';
import { nameFunctions } from '../nameFunctions';
import { readLanguage } from '../readLanguage';
import { readTests, type ReadTests } from '../readTests';
import { defineScorer, randomPickOf, unscored, type Assessment, type Opinion, type Scorer } from './scorer';
import type { ScorerTools } from './tools';
import { isBlank } from '../../text/isBlank';

export interface RunTestsSettings {
	/** By any usual name, as the user gave it. */
	readonly language: unknown;
	/** Code, or cases as JSON text or as a list, as the user gave them. */
	readonly tests: unknown;
	/** What cases call; empty: the function that each candidate defines. */
	readonly functionName: string;
	readonly acceptance: TestAcceptance;
	readonly limits: SandboxLimits;
	/** Candidates in the sandbox at the same time. */
	readonly testsAtOnce: number;
}

export const runTests = defineScorer({
	id: 'runTests',
	label: 'Run Tests',
	description: 'Runs the code in each answer against your tests, in a sandbox',
	by: 'tests',
	looksAt: 'code',
	uses: { sandbox: true },
	fields: {
		language: codeFields.language,
		tests: {
			kind: 'value',
			label: 'Tests',
			rows: 6,
			placeholder: 'e.g. assert.equal(add(2, 3), 5), or in Python: assert add(2, 3) == 5',
			description:
				'Code that throws if something is wrong, or cases such as [{ "input": [2, 3], "expected": 5 }]. In cases, numbers with a fraction can differ by 1e-9. Leave empty if you have no tests: Automatic then chooses another way, and Execution Agreement decides alone.',
		},
		functionName: codeFields.functionName,
	},
	options: {
		acceptWhen: {
			kind: 'choice',
			label: 'Accept When',
			default: 'all',
			description: 'Which candidates to accept',
			choices: [
				{ value: 'all', label: 'All Tests Pass' },
				{ value: 'share', label: 'Enough Tests Pass', description: 'At least the share in Minimum Share of Tests' },
			],
		},
		minimumTestShare: {
			kind: 'number',
			label: 'Minimum Share of Tests',
			default: 0.8,
			least: 0.001,
			most: 1,
			decimals: 3,
			description: 'Share of the tests that must pass, up to 1 for all tests',
			shownWhen: { acceptWhen: ['share'] },
		},
		...codeOptions,
	},
	lacks: ({ tests }) => (Array.isArray(tests) ? tests.length === 0 : isBlank(String(tests ?? ''))),
	read: (values): RunTestsSettings => ({
		language: values.language,
		tests: values.tests,
		functionName: values.functionName,
		acceptance: { minimumShare: values.acceptWhen === 'all' ? 1 : values.minimumTestShare },
		limits: readLimits(values),
		testsAtOnce: values.testsAtOnce,
	}),
	create: createRunTests,
});

/** Tries one code against tests. */
type Try = (code: string, tests: Tests) => Promise<TestReport>;

/** What one candidate brings: its code, what else may be meant, and the tests for it; code and tests may be missing. */
interface Entry {
	readonly code?: string;
	readonly others: readonly string[];
	readonly tests?: Tests;
}

const neverEnd =
	'The tests do not end by themselves, even on an empty answer, so they say nothing about the candidates: look for a loop in the tests that never ends, or raise Test Timeout (Seconds)';
const provesNothing = 'The tests pass on anything, even on an empty answer, so they prove nothing';

/**
 * Scores each candidate by the share of the tests that its code passes.
 *
 * First the tests are read and tried on an empty answer: when that passes, no candidate is scored. Where an answer has several codes that may be meant, the best of them counts. A candidate that is broken, or has no code, scores
 * zero; one that the sandbox could not run is unscored.
 *
 * @throws InvalidInputError when language or tests cannot be used; `assess` throws InvalidTestsError when the sandbox cannot read the tests.
 */
function createRunTests(settings: RunTestsSettings, tools: ScorerTools): Scorer {
	const language = readLanguage(settings.language);
	const tests = readTests(settings.tests);
	checkLimits(settings);
	return {
		id: 'runTests',
		label: 'Run Tests',
		assess: async (candidates, signal) => {
			const read = ({ text }: Candidate) => tools.extractReadings?.(text, language) ?? [tools.extractCode(text, language) ?? []].flat();
			const readings = await inTurns(candidates, read, signal);
			const entries = bindTests(tests, settings.functionName.trim(), readings, language);
			try {
				return await assess(entries, language, settings, await tools.openSandbox(language), signal);
			} catch (error) {
				if (!isUnavailable(error)) throw error;
				return withoutOpinion(entries, tellInFull(error));
			}
		},
	};
}

async function assess(
	entries: readonly Entry[],
	language: Language,
	settings: RunTestsSettings,
	sandbox: Sandbox,
	signal: AbortSignal,
): Promise<Assessment> {
	const { limits } = settings;
	const tryOnce: Try = (code, tests) => sandbox.test({ language, code, tests, limits }, signal);
	const sample = entries.find((entry) => entry.tests !== undefined)?.tests;
	const onNothing = sample && (await tryOnNothing(sample, tryOnce, async () => await sandbox.checkTests(language, sample, signal)));
	if (onNothing !== undefined && satisfies(onNothing, settings.acceptance)) return withoutOpinion(entries, provesNothing);

	const limit = pLimit(settings.testsAtOnce);
	const reports = new Map<string, Promise<TestReport>>();
	const tryEach: Try = (code, tests) => {
		const report = reports.get(code) ?? limit(tryOnce, code, tests);
		reports.set(code, report);
		return report;
	};
	const opinions = await Promise.all(entries.map((entry) => opinionOf(entry, tryEach, language, settings)));
	// On a busy host one may run out of time by chance, and not all of them.
	if (hasRunOut(onNothing) && opinions.every(({ extracted, score }) => extracted === undefined || hasRunOut(score.details)))
		return withoutOpinion(entries, neverEnd);
	return { opinions, remarks: [], ...randomPickOf(opinions) };
}

/** What the tests say of an empty answer. */
async function tryOnNothing(tests: Tests, tryOnce: Try, check: () => Promise<unknown>): Promise<TestReport> {
	await check();
	return await tryOnce('', tests);
}

function hasRunOut(ended: unknown): boolean {
	return typeof ended === 'object' && ended !== null && 'cause' in ended && ended.cause === 'timeout';
}

const labelOf = (language: Language) => codeFields.language.choices.find(({ value }) => value === language)?.label ?? language;

async function opinionOf(
	{ code, others, tests }: Entry,
	tryEach: Try,
	language: Language,
	{ acceptance }: RunTestsSettings,
): Promise<Opinion> {
	if (code === undefined) return zero(`There is no ${labelOf(language)} code in the answer`);
	if (tests === undefined)
		return {
			...zero('It does not say which function the test cases should call: the answer defines several, or none'),
			extracted: { code },
		};
	try {
		let best: Opinion = { ...describeReport(await tryEach(code, tests), acceptance), extracted: { code } };
		for (const other of others) {
			if (best.accepted) return best;
			const opinion = { ...describeReport(await tryEach(other, tests), acceptance), extracted: { code: other } };
			if (opinion.accepted || valueOf(opinion) > valueOf(best)) best = opinion;
		}
		return best;
	} catch (error) {
		if (!isUnavailable(error)) throw error;
		return unscored(tellInFull(error), { code });
	}
}

function valueOf({ score }: Opinion): number {
	return score.kind === 'scored' ? score.value : 0;
}

/** Gives cases the function they call; undefined where a candidate has no code, or none that could be meant. */
function bindTests(
	tests: ReadTests,
	functionName: string,
	readings: ReadonlyArray<readonly string[]>,
	language: Language,
): readonly Entry[] {
	const entries = readings.map(([code, ...others]): Entry => ({ ...(code !== undefined && { code }), others }));
	if (tests.kind === 'code') return entries.map((entry) => ({ ...entry, tests }));
	const written = entries.map(({ code }) => code ?? '');
	const names = functionName === '' ? nameFunctions(written, language) : written.map(() => functionName);
	if (names.every((name) => name === undefined) && entries.some(({ code }) => code !== undefined))
		throw new InvalidInputError(
			'The test cases do not say which function they call, and no candidate defines exactly one',
			'Enter the name of the function in Function Name, and ask for that name in the task.',
			'Function Name',
		);
	return entries.map((entry, index) => {
		const name = names[index];
		return { ...entry, ...(name !== undefined && { tests: { ...tests, functionName: name } }) };
	});
}

function zero(reason: string): Opinion {
	return { score: { kind: 'scored', value: 0, reason }, accepted: false };
}

function withoutOpinion(entries: readonly Entry[], reason: string): Assessment {
	return { opinions: entries.map(({ code }) => unscored(reason, code === undefined ? undefined : { code })), remarks: [reason] };
}

function checkLimits({ limits, testsAtOnce, acceptance }: RunTestsSettings): void {
	const complain = (field: string, value: number, advice: string): never => {
		throw new InvalidInputError(`${field} cannot be ${value}`, advice, field);
	};
	if (!(limits.timeoutMs > 0)) complain('Test Timeout', limits.timeoutMs / 1000, 'Enter a number of seconds above 0.');
	if (!(limits.memoryBytes > 0)) complain('Memory Limit', limits.memoryBytes / 2 ** 20, 'Enter a number of megabytes above 0.');
	if (!(limits.outputBytes > 0)) complain('Output Limit', limits.outputBytes / 2 ** 10, 'Enter a number of kilobytes above 0.');
	if (!(Number.isInteger(testsAtOnce) && testsAtOnce > 0)) complain('Tests At Once', testsAtOnce, 'Enter a whole number above 0.');
	if (!(acceptance.minimumShare > 0 && acceptance.minimumShare <= 1))
		complain('Minimum Share of Tests', acceptance.minimumShare, 'Enter a number above 0, up to 1.');
}

/** Tests that tried nothing are satisfied by anything. */
function satisfies(report: TestReport, acceptance: TestAcceptance): boolean {
	return report.kind === 'finished' && (report.total === 0 || describeReport(report, acceptance).accepted);
}

function isUnavailable(error: unknown): error is Error & { readonly advice: string } {
	return error instanceof Error && error.name === 'SandboxUnavailableError';
}
