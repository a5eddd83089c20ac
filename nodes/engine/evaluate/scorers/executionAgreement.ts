import pLimit from 'p-limit';
import { InvalidInputError } from '../../errors';
import type { Candidate } from '../../candidate';
import { createFence } from '../../prompts/fence';
import type { Language, SandboxLimits } from '../../sandbox/sandbox';
import { breakTies } from '../behaviour/breakTies';
import { collectInputs, type Input } from '../behaviour/collectInputs';
import { draftExamples, type AskDrafter, type Drafted } from '../behaviour/draftExamples';
import { observe, type Behaviour } from '../behaviour/observe';
import { readExamples, type Example } from '../behaviour/readExamples';
import { isAlive, scoreRuns, type Observed, type ScoredRun } from '../behaviour/scoreRuns';
import { CallTally } from '../callTally';
import { codeFields, codeOptions, readLimits } from '../codeFields';
import { nameFunctions } from '../nameFunctions';
import { readLanguage } from '../readLanguage';
import { defineScorer, unscored, type Assessment, type Opinion, type Scorer } from './scorer';
import { drawMarker, type ScorerTools } from './tools';

export interface ExecutionAgreementSettings {
	/** By any usual name, as the user gave it. */
	readonly language: unknown;
	/** What is called; empty: the function that each candidate defines. */
	readonly functionName: string;
	/** Most inputs, examples among them. */
	readonly mostInputs: number;
	/** Calls that a model drafts; 0 or absent: none, and ties stay. */
	readonly draftedTests?: number;
	/** The model that drafts; empty or absent: the first of the server that chats. */
	readonly draftingModel?: string;
	readonly limits: SandboxLimits;
	readonly testsAtOnce: number;
}

export const executionAgreement = defineScorer({
	id: 'executionAgreement',
	label: 'Execution Agreement',
	description:
		'Runs all code on the examples in the task and on variations of them. The examples count as tests; after that, the code that behaves most like the others wins.',
	by: 'agreement',
	looksAt: 'code',
	uses: { modelServer: true, sandbox: true },
	fields: {
		...codeFields,
		draftedTests: {
			kind: 'number',
			label: 'Drafted Tests',
			default: 0,
			least: 0,
			decimals: 0,
			description:
				'How many calls of the function a model drafts to try the code on, in addition to the examples in the task. The model then also decides ties. Needs a Chat Model or the vLLM API credential. 10 is a good number, 0 asks no model.',
		},
		draftingModel: {
			kind: 'model',
			use: 'chat',
			label: 'Drafting Model',
			description:
				'The model that drafts tests. Leave empty to use the first chat model on the server. A connected Chat Model replaces it.',
			hiddenWhen: { draftedTests: [0] },
		},
	},
	options: {
		mostInputs: {
			kind: 'number',
			label: 'Max Inputs',
			default: 30,
			least: 1,
			decimals: 0,
			description: 'Max number of inputs to run the code on: the examples in the task and variations of them',
		},
		...codeOptions,
	},
	read: (values): ExecutionAgreementSettings => ({
		language: values.language,
		functionName: values.functionName,
		mostInputs: values.mostInputs,
		draftedTests: values.draftedTests,
		draftingModel: values.draftingModel,
		limits: readLimits(values),
		testsAtOnce: values.testsAtOnce,
	}),
	create: createExecutionAgreement,
});

/** One that a model found right between some that score the same. */
interface Run extends ScoredRun {
	readonly wonBecause?: string;
}

/** A model's word between two that score the same counts less than anything that was run. */
const TIE_BREAK = 1e-6;
const DRAFTER_MAX_TOKENS = 1024;

/**
 * Scores code without given tests, by running all candidates on the same inputs: those that behave alike support each other.
 *
 * Inputs are the examples in the task's text, calls that a model drafts where asked, and what their mutation gives. An example of the task that says what should come counts as a test, and tests passed come first, then how far a candidate
 * behaves like the others. Of several codes in one answer, the first that runs counts. Candidates that score the same and behave differently are told apart by a call on which they differ (S*, Li et al., 2025), where there is a model to ask. A candidate that cannot be run scores zero; without any input nobody is scored.
 *
 * @throws InvalidInputError when the language or a number cannot be used.
 */
function createExecutionAgreement(settings: ExecutionAgreementSettings, tools: ScorerTools): Scorer {
	const language = readLanguage(settings.language);
	checkNumbers(settings);
	return {
		id: 'executionAgreement',
		label: 'Execution Agreement',
		assess: async (candidates, signal) => {
			const agreeing = new Agreeing(candidates, language, settings, tools, signal);
			try {
				return await agreeing.finish();
			} catch (error) {
				if (!isUnavailable(error)) throw error;
				return agreeing.withoutOpinion(`${error.message}. ${error.advice}`);
			}
		},
	};
}

class Agreeing {
	/** All that may be meant, the likeliest first; which of them counts is known once one has run. */
	private readonly readings: ReadonlyArray<readonly string[]>;
	private readonly codes: Array<string | undefined>;
	private readonly names: ReadonlyArray<string | undefined>;
	private readonly task: string;
	private readonly tally = new CallTally();
	private readonly remarks: string[] = [];
	private readonly fence;
	private readonly draftedTests: number;
	private readonly ask: AskDrafter | undefined;

	constructor(
		private readonly candidates: readonly Candidate[],
		private readonly language: Language,
		private readonly settings: ExecutionAgreementSettings,
		private readonly tools: ScorerTools,
		private readonly signal: AbortSignal,
	) {
		this.draftedTests = settings.draftedTests ?? 0;
		const functionName = settings.functionName.trim();
		this.readings = candidates.map(
			({ text }) => tools.extractReadings?.(text, language) ?? [tools.extractCode(text, language) ?? []].flat(),
		);
		this.codes = this.readings.map(([code]) => code);
		this.names =
			functionName === ''
				? nameFunctions(
						this.codes.map((code) => code ?? ''),
						language,
					)
				: candidates.map(() => functionName);
		this.task = candidates[0]?.run.task ?? '';
		this.fence = createFence((tools.drawMarker ?? drawMarker)());
		const { ask } = tools;
		const question = { model: settings.draftingModel ?? '', field: 'Drafting Model', maxTokens: DRAFTER_MAX_TOKENS };
		this.ask =
			ask === undefined || this.draftedTests === 0
				? undefined
				: async (messages, jsonSchema) =>
						await this.tally.count(async () => await ask({ ...question, messages, ...(jsonSchema && { jsonSchema }) }, signal));
	}

	async finish(): Promise<Assessment> {
		const inputs = await this.collect();
		if (inputs.length === 0) return this.withoutOpinion('The task has no example to run the code on, such as add(2, 3) returns 5');
		const runs = await this.breakTies(scoreRuns(await this.observeAll(inputs), inputs), inputs);
		const best = Math.max(0, ...runs.map(({ score }) => score));
		const opinions = this.candidates.map((_, index) =>
			this.opinionOf(
				index,
				runs.find((run) => run.index === index),
				best,
				runs.length,
			),
		);
		const largest = Math.max(0, ...runs.filter(isAlive).map(({ consensus }) => consensus.setSize));
		const ties =
			new Set(runs.filter(({ score }) => score === best && best > 0).map(({ behaviour }) => JSON.stringify(behaviour.came))).size - 1;
		return {
			opinions,
			remarks: this.remarks,
			ties: Math.max(0, ties),
			...(runs.length === 0 ? {} : { agreement: largest / runs.length }),
			...this.tally.asked,
		};
	}

	withoutOpinion(reason: string): Assessment {
		return { opinions: this.candidates.map(() => unscored(reason)), remarks: [...this.remarks, reason], ...this.tally.asked };
	}

	private async collect(): Promise<readonly Input[]> {
		const examples = readExamples(this.task, [...new Set(this.names.filter((name) => name !== undefined))]);
		const { examples: drafted, trouble } = await this.draft(examples);
		if (trouble !== undefined) this.remarks.push(trouble);
		return collectInputs(examples, drafted, this.settings.mostInputs);
	}

	private async draft(known: readonly Example[]): Promise<Drafted> {
		if (this.draftedTests === 0) return { examples: [] };
		if (this.ask === undefined)
			throw new InvalidInputError(
				'Drafted Tests has no model to ask',
				'Connect a Chat Model, choose the vLLM API credential of this node, or set Drafted Tests to 0.',
				'Drafted Tests',
			);
		const name = this.commonName();
		return name === undefined ? { examples: [] } : await draftExamples(this.task, name, this.draftedTests, known, this.fence, this.ask);
	}

	private commonName(): string | undefined {
		return this.names.find((name) => name !== undefined);
	}

	/** The same code is run once. */
	private async observeAll(inputs: readonly Input[]): Promise<readonly Observed[]> {
		if (this.codes.every((code) => code === undefined)) return [];
		const { limits, testsAtOnce } = this.settings;
		const sandbox = await this.tools.openSandbox(this.language);
		const limit = pLimit(testsAtOnce);
		const behaviours = new Map<string, Promise<Behaviour>>();
		const tryOne = async (code: string, name: string) => {
			const key = `${name}\n${code}`;
			const known =
				behaviours.get(key) ?? limit(async () => await observe(sandbox, this.language, code, name, inputs, limits, this.signal));
			behaviours.set(key, known);
			return await known;
		};
		const observed = await Promise.all(this.readings.map(async (_, index) => await this.observeOne(index, tryOne)));
		return observed.flat();
	}

	/** The first reading that gives a value on any input is the one that was meant. */
	private async observeOne(index: number, tryOne: (code: string, name: string) => Promise<Behaviour>): Promise<readonly Observed[]> {
		let first: Observed | undefined;
		for (const code of this.readings[index] ?? []) {
			const name = this.names[index] ?? nameFunctions([code], this.language)[0];
			if (name === undefined) continue;
			const run: Observed = { index, behaviour: await tryOne(code, name) };
			if (isAlive(run)) {
				this.codes[index] = code;
				return [run];
			}
			first ??= run;
		}
		return first === undefined ? [] : [first];
	}

	private async breakTies(runs: readonly Run[], inputs: readonly Input[]): Promise<readonly Run[]> {
		const best = Math.max(0, ...runs.map(({ score }) => score));
		const firsts = new Map(
			runs
				.filter(({ score }) => best > 0 && score === best)
				.toReversed()
				.map((run) => [JSON.stringify(run.behaviour.came), run.behaviour.came] as const),
		);
		const tied = [...firsts.values()].toReversed();
		const functionName = this.commonName();
		if (tied.length < 2 || this.ask === undefined || functionName === undefined) return runs;
		const broken = await breakTies(tied, { task: this.task, functionName, inputs, language: this.language, fence: this.fence }, this.ask);
		if (broken === undefined) return runs;
		const winning = JSON.stringify(tied[broken.winner]);
		return runs.map((run) =>
			run.score === best && JSON.stringify(run.behaviour.came) === winning
				? { ...run, score: Math.min(1, best + TIE_BREAK), wonBecause: broken.because }
				: run,
		);
	}

	private opinionOf(index: number, run: Run | undefined, best: number, ran: number): Opinion {
		const code = this.codes[index];
		if (code === undefined) return zero('There is no code in the answer');
		if (run === undefined) return zero('It does not say which function to call: it defines several, or none', code);
		const { behaviour, passed, examples, draftsPassed, drafts, consensus, score } = run;
		if (!isAlive(run) && behaviour.missing) return unscored(behaviour.broken ?? 'The sandbox does not have what it needs', { code });
		if (!isAlive(run)) return zero(behaviour.broken ?? 'It throws on every input', code);
		const proven = examples === 0 ? [] : [`${passed} of ${examples} examples passed`];
		const guessed = drafts === 0 ? [] : [`${draftsPassed} of ${drafts} drafted tests passed`];
		const alike = `behaves like ${consensus.setSize - 1} of ${ran - 1} others on ${behaviour.came.length} inputs`;
		const against = consensus.doubt === undefined ? [] : [consensus.doubt];
		const cut = behaviour.broken === undefined ? [] : [`stopped: ${behaviour.broken}`];
		const won = run.wonBecause === undefined ? [] : [run.wonBecause];
		const reason = [...proven, ...guessed, alike, ...against, ...won, ...cut].join('; ');
		const details = { passed, examples, draftsPassed, drafts, size: consensus.setSize, agreement: consensus.value };
		return {
			score: { kind: 'scored', value: score, reason, details },
			accepted: score === best && (examples > 0 ? passed > 0 : consensus.value > 0),
			extracted: { code },
		};
	}
}

function zero(reason: string, code?: string): Opinion {
	return { score: { kind: 'scored', value: 0, reason }, accepted: false, ...(code !== undefined && { extracted: { code } }) };
}

function checkNumbers({ mostInputs, draftedTests = 0 }: ExecutionAgreementSettings): void {
	if (!(Number.isInteger(mostInputs) && mostInputs >= 1))
		throw new InvalidInputError(`Max Inputs is ${mostInputs}, and it is 1 or more`, 'Thirty is a good number.', 'Max Inputs');
	if (!(Number.isInteger(draftedTests) && draftedTests >= 0))
		throw new InvalidInputError(`Drafted Tests is ${draftedTests}, and it is 0 or more`, 'Ten is a good number.', 'Drafted Tests');
}

function isUnavailable(error: unknown): error is Error & { readonly advice: string } {
	return error instanceof Error && error.name === 'SandboxUnavailableError';
}
