import { InvalidInputError, tellInFull } from '../../errors';
import type { Candidate } from '../../candidate';
import { createFence } from '../../prompts/fence';
import type { Language, SandboxLimits } from '../../sandbox/sandbox';
import { collectInputs, type Input } from '../behaviour/collectInputs';
import { describeBehaviour, noCode, noFunction } from '../behaviour/describeBehaviour';
import { draftExamples, type AskDrafter, type Drafted } from '../behaviour/draftExamples';
import { observeAll, type ObservedCode } from '../behaviour/observeAll';
import { highestOf, preferAmongTied, tiedFirst, type PreferredBehaviour } from '../behaviour/preferAmongTied';
import { readCodes, type CandidateCode } from '../behaviour/readCodes';
import { readExamples, type Example } from '../behaviour/readExamples';
import { isAlive, scoreBehaviours, type ScoredBehaviour } from '../behaviour/scoreBehaviours';
import { CallTally } from '../callTally';
import { codeFields, codeOptions, readLimits } from '../codeFields';
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
			const codes = await readCodes(candidates, language, settings.functionName.trim(), tools, signal);
			const comparison = new CodeComparison(candidates, codes, language, settings, tools, signal);
			try {
				return await comparison.finish();
			} catch (error) {
				if (!isUnavailable(error)) throw error;
				return comparison.withoutOpinion(tellInFull(error));
			}
		},
	};
}

/** The comparison of the codes of one run. */
class CodeComparison {
	/** Any function that is known by name, for what the model is asked. */
	private readonly functionName: string | undefined;
	private readonly task: string;
	private readonly tally = new CallTally();
	private readonly remarks: string[] = [];
	private readonly fence;
	private readonly draftedTests: number;
	private readonly ask: AskDrafter | undefined;

	constructor(
		private readonly candidates: readonly Candidate[],
		private readonly codes: readonly CandidateCode[],
		private readonly language: Language,
		private readonly settings: ExecutionAgreementSettings,
		private readonly tools: ScorerTools,
		private readonly signal: AbortSignal,
	) {
		this.draftedTests = settings.draftedTests ?? 0;
		this.functionName = this.codes.find(({ functionName }) => functionName !== undefined)?.functionName;
		this.task = candidates[0]?.run.task ?? '';
		this.fence = createFence((tools.drawMarker ?? drawMarker)());
		this.ask = this.draftedTests === 0 ? undefined : this.drafter();
	}

	async finish(): Promise<Assessment> {
		const inputs = await this.collect();
		if (inputs.length === 0) return this.withoutOpinion('The task has no example to run the code on, such as add(2, 3) returns 5');
		const observed = await this.observeAll(inputs);
		const scored = await this.preferAmongTied(scoreBehaviours(observed, inputs), inputs);
		const among = { best: highestOf(scored), ran: scored.length };
		const opinions = this.codes.map(({ readings: [code] }, index): Opinion => {
			if (code === undefined) return noCode();
			const own = scored.find((each) => each.index === index);
			const ran = observed.find((each) => each.index === index);
			if (own === undefined || ran === undefined) return noFunction(code);
			return describeBehaviour(own, isAlive(own) ? ran.code : code, { ...among, ...(own.wonBecause && { wonBecause: own.wonBecause }) });
		});
		const largest = Math.max(0, ...scored.filter(isAlive).map(({ consensus }) => consensus.setSize));
		return {
			opinions,
			remarks: this.remarks,
			ties: Math.max(0, tiedFirst(scored).length - 1),
			...(scored.length === 0 ? {} : { agreement: largest / scored.length }),
			...this.tally.asked,
		};
	}

	withoutOpinion(reason: string): Assessment {
		return { opinions: this.candidates.map(() => unscored(reason)), remarks: [...this.remarks, reason], ...this.tally.asked };
	}

	private drafter(): AskDrafter | undefined {
		const { ask } = this.tools;
		if (ask === undefined) return undefined;
		const question = { model: this.settings.draftingModel ?? '', field: 'Drafting Model', maxTokens: DRAFTER_MAX_TOKENS };
		return async (messages, jsonSchema) =>
			await this.tally.count(async (watch) => await ask({ ...question, watch, messages, ...(jsonSchema && { jsonSchema }) }, this.signal));
	}

	private async collect(): Promise<readonly Input[]> {
		const names = this.codes.flatMap(({ functionName }) => functionName ?? []);
		const examples = readExamples(this.task, [...new Set(names)]);
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
		const { functionName } = this;
		if (functionName === undefined) return { examples: [] };
		return await draftExamples(this.task, functionName, this.draftedTests, known, this.fence, this.ask);
	}

	private async observeAll(inputs: readonly Input[]): Promise<readonly ObservedCode[]> {
		const { codes, language, signal } = this;
		if (codes.every(({ readings }) => readings.length === 0)) return [];
		const { limits, testsAtOnce } = this.settings;
		const sandbox = await this.tools.openSandbox(language);
		return await observeAll(codes, { sandbox, language, inputs, limits, testsAtOnce, signal });
	}

	private async preferAmongTied(scored: readonly ScoredBehaviour[], inputs: readonly Input[]): Promise<readonly PreferredBehaviour[]> {
		const { ask, functionName, task, language, fence } = this;
		if (ask === undefined || functionName === undefined) return scored;
		return await preferAmongTied(scored, { task, functionName, inputs, language, fence }, ask);
	}
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
