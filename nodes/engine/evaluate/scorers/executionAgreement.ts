import pLimit from 'p-limit';
import { InvalidInputError } from '../../errors';
import type { Candidate } from '../../candidate';
import type { Language, Sandbox, SandboxLimits } from '../../sandbox/sandbox';
import { mutateInputs } from '../behaviour/mutateInputs';
import { observe, type Behaviour } from '../behaviour/observe';
import { readExamples, type Example } from '../behaviour/readExamples';
import { nameFunctions } from '../nameFunctions';
import { readLanguage } from '../readLanguage';
import type { RunTestsTools } from './runTests';
import { unscored, type Assessment, type Opinion, type Scorer } from './scorer';

export interface ExecutionAgreementSettings {
	/** By any usual name, as the user gave it. */
	readonly language: unknown;
	/** What is called; empty: the function that each candidate defines. */
	readonly functionName: string;
	/** Most inputs, examples among them. */
	readonly mostInputs: number;
	readonly limits: SandboxLimits;
	readonly testsAtOnce: number;
}

/** A candidate that was run, with how it did on the examples. */
interface Run {
	readonly index: number;
	readonly behaviour: Behaviour;
	readonly passed: number;
	readonly examples: number;
}

/**
 * Scores code without given tests, by running all candidates on the same inputs: those that behave alike form a set, and the larger the set the better.
 *
 * Inputs are the examples in the task's text and what their mutation gives. An example that says what should come counts as a test, and tests passed come first, then the size of the set: their product, as in CodeT
 * (Chen et al., 2022), lets a large set outweigh a failed example. Sets are of equal behaviour on all inputs, as in MBR-exec (Shi et al., 2022): an exception by its class, values by what they are. A candidate that cannot
 * be run scores zero; without an example in the task nobody is scored.
 *
 * @throws InvalidInputError when the language or the number of inputs cannot be used.
 */
export function executionAgreement(settings: ExecutionAgreementSettings, tools: RunTestsTools): Scorer {
	const language = readLanguage(settings.language);
	if (!(Number.isInteger(settings.mostInputs) && settings.mostInputs >= 1)) throw new InvalidInputError(`Most Inputs is ${settings.mostInputs}, and it is 1 or more`, 'Thirty is a good number.', 'Most Inputs');
	return {
		id: 'executionAgreement',
		label: 'Execution Agreement',
		assess: async (candidates, signal) => {
			const codes = candidates.map(({ text }) => tools.extractCode(text, language));
			const names = settings.functionName.trim() === '' ? nameFunctions(codes.map((code) => code ?? ''), language) : candidates.map(() => settings.functionName.trim());
			const inputs = collectInputs(candidates[0]?.run.task ?? '', names, settings.mostInputs);
			if (inputs.length === 0) return withoutOpinion(candidates, 'The task has no example to run the code on, such as add(2, 3) returns 5');
			try {
				return await assess({ candidates, codes, names, inputs, language, settings }, await tools.openSandbox(language), signal);
			} catch (error) {
				if (!isUnavailable(error)) throw error;
				return withoutOpinion(candidates, `${error.message}. ${error.advice}`);
			}
		},
	};
}

interface Work {
	readonly candidates: readonly Candidate[];
	readonly codes: ReadonlyArray<string | undefined>;
	readonly names: ReadonlyArray<string | undefined>;
	readonly inputs: readonly Example[];
	readonly language: Language;
	readonly settings: ExecutionAgreementSettings;
}

async function assess({ candidates, codes, names, inputs, language, settings }: Work, sandbox: Sandbox, signal: AbortSignal): Promise<Assessment> {
	const limit = pLimit(settings.testsAtOnce);
	const behaviours = new Map<string, Promise<Behaviour>>();
	const run = async (code: string, name: string) => {
		const key = `${name}\n${code}`;
		const known = behaviours.get(key) ?? limit(async () => await observe(sandbox, language, code, name, inputs, settings.limits, signal));
		behaviours.set(key, known);
		return await known;
	};
	const runs = await Promise.all(
		candidates.map(async (_, index): Promise<Run | undefined> => {
			const [code, name] = [codes[index], names[index]];
			return code === undefined || name === undefined ? undefined : toRun(index, await run(code, name));
		}),
	);
	const ran = runs.filter((each) => each !== undefined);
	const sizes = new Map<string, number>();
	for (const each of ran) sizes.set(setOf(each), (sizes.get(setOf(each)) ?? 0) + 1);
	const scores = runs.map((each) => (each === undefined ? 0 : scoreOf(each, sizes.get(setOf(each)) ?? 1, ran.length)));
	const best = Math.max(...scores);
	const opinions = runs.map((each, index) => opinionOf(each, codes[index], names[index], { score: scores[index] ?? 0, best, sizes, ran: ran.length }));
	const largest = Math.max(0, ...ran.filter(isAlive).map((each) => sizes.get(setOf(each)) ?? 0));
	return { opinions, remarks: [], ...(ran.length === 0 ? {} : { agreement: largest / ran.length }) };
}

function toRun(index: number, behaviour: Behaviour): Run {
	const checked = behaviour.expected.flatMap((expected, place) => (expected === undefined ? [] : [expected === behaviour.came[place]]));
	return { index, behaviour, passed: checked.filter((right) => right).length, examples: checked.length };
}

/** Equal behaviour on every input. */
function setOf({ behaviour }: Run): string {
	return JSON.stringify(behaviour.came.map((came) => came ?? null));
}

/** One that gives nothing but exceptions behaves like every other such one, and that proves nothing. */
function isAlive({ behaviour }: Run): boolean {
	return behaviour.came.some((came) => came !== undefined && !came.startsWith('throws '));
}

/** Between 0 and 1: one more example passed counts more than any size of the set. */
function scoreOf(run: Run, size: number, ran: number): number {
	if (!isAlive(run)) return 0;
	return (run.passed + size / (ran + 1)) / (run.examples + 1);
}

function opinionOf(run: Run | undefined, code: string | undefined, name: string | undefined, { score, best, sizes, ran }: { score: number; best: number; sizes: ReadonlyMap<string, number>; ran: number }): Opinion {
	if (code === undefined) return { score: { kind: 'scored', value: 0, reason: 'There is no code in the answer' }, accepted: false };
	if (name === undefined || run === undefined) return { score: { kind: 'scored', value: 0, reason: 'It does not say which function to call: it defines several, or none' }, accepted: false, extracted: { code } };
	const { behaviour, passed, examples } = run;
	if (!isAlive(run)) return { score: { kind: 'scored', value: 0, reason: behaviour.broken ?? 'It throws on every input' }, accepted: false, extracted: { code } };
	const size = sizes.get(setOf(run)) ?? 1;
	const alike = `behaves like ${size - 1} of ${ran - 1} others on ${behaviour.came.length} inputs`;
	const proven = examples === 0 ? '' : `${passed} of ${examples} examples passed; `;
	const cut = behaviour.broken === undefined ? '' : `; stopped: ${behaviour.broken}`;
	return { score: { kind: 'scored', value: score, reason: `${proven}${alike}${cut}`, details: { passed, examples, size } }, accepted: score === best && (examples > 0 ? passed > 0 : size > 1), extracted: { code } };
}

function collectInputs(task: string, names: ReadonlyArray<string | undefined>, most: number): readonly Example[] {
	const examples = readExamples(task, [...new Set(names.filter((name) => name !== undefined))]).slice(0, most);
	const more = mutateInputs(examples.map(({ input }) => input), most - examples.length);
	return [...examples, ...more.map((input): Example => ({ input }))];
}

function withoutOpinion(candidates: readonly Candidate[], reason: string): Assessment {
	return { opinions: candidates.map(() => unscored(reason)), remarks: [reason] };
}

function isUnavailable(error: unknown): error is Error & { readonly advice: string } {
	return error instanceof Error && error.name === 'SandboxUnavailableError';
}
