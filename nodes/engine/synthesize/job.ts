import { askWithRoom } from '../endpoint/askWithRoom';
import type { AskerField } from '../endpoint/askerFields';
import type { ChatAnswer, ChatMessage, Endpoint, ModelInfo } from '../endpoint/endpoint';
import { findModel, lookUpModel } from '../endpoint/findModel';
import { createFence, type Fence } from '../prompts/fence';
import { dissentHeading } from '../prompts/synthesis';
import { CallLog, type SynthesisReceipt } from './callLog';
import { isRefused, type Contender } from './contender';
import { estimateMessages } from './fitContext';
import type { MergerTraits } from './mergerTraits';
import { judgePair, type Judgement } from './judgePair';
import { upTo } from './upTo';
import type { Synthesis, SynthesizeContext, SynthesizeRequest } from './synthesizeRequest';
import { isBlank } from '../text/isBlank';

const JUDGE_MAX_TOKENS = 1024;

/** Of the node that asks: advice about a failure names these. */
export const synthesisFields: readonly AskerField[] = ['Call Timeout', 'Max Tokens', 'Retries', 'Temperature'];

/** What all mergers say of a synthesis in the same way. */
type Common = Pick<Synthesis, 'run' | 'method' | 'usedClones' | 'condensedClones' | 'leftOut'> & { readonly receipt: SynthesisReceipt };

/** One synthesis under way: what it is about, and what every merger needs to do it. */
export class SynthesisJob {
	readonly fence: Fence;
	readonly chosen: readonly Contender[];
	/** How many of the chosen the model was shown. */
	shown: number;
	/** Whose answers were shortened before they were shown. */
	readonly condensedClones: number[] = [];
	private readonly log = new CallLog();

	constructor(
		private readonly merger: MergerTraits,
		readonly request: SynthesizeRequest,
		private readonly context: SynthesizeContext,
		readonly task: string,
		/** Those with text that count, the best first. */
		readonly ranked: readonly Contender[],
		readonly best: Contender,
	) {
		this.fence = createFence(context.drawMarker());
		this.chosen = ranked.slice(0, request.candidatesToUse);
		this.shown = this.chosen.length;
	}

	/** A server that does not list its models can still answer, so a named model is asked all the same; that its context is not known is noted. */
	async findModel(): Promise<ModelInfo> {
		const { endpoint } = this;
		const { signal } = this.context;
		const { model: name, timeoutMs } = this.request;
		if (name === '') return await findModel(endpoint, 'Model', { signal, timeoutMs });
		const { model, note } = await lookUpModel(endpoint, name, { signal, timeoutMs });
		if (note !== undefined) this.log.note(note);
		return model;
	}

	async ask(
		model: ModelInfo,
		messages: readonly ChatMessage[],
		sampling: SynthesizeRequest['sampling'] = this.request.sampling,
		onText?: (piece: string) => void,
		/** Where the bound on the answer is ours, a model that thinks gets around it. */
		{ mayNeedRoom = false, jsonSchema }: { readonly mayNeedRoom?: boolean; readonly jsonSchema?: Readonly<Record<string, unknown>> } = {},
	): Promise<ChatAnswer> {
		const { timeoutMs, retries } = this.request;
		const { endpoint } = this;
		const { retryBudget, signal } = this.context;
		const options = {
			signal,
			timeoutMs,
			fields: synthesisFields,
			retries,
			retryBudget,
			stream: onText !== undefined,
			...this.log.watch,
			...(onText === undefined ? {} : { onText }),
		};
		const request = { model: model.id, messages, sampling, ...(jsonSchema && { jsonSchema }) };
		const answer = mayNeedRoom ? await askWithRoom(endpoint, request, options) : await endpoint.chat(request, options);
		this.log.answered(answer);
		return { ...answer, text: this.fence.withoutLines(answer.text) };
	}

	/** Passes on what is written as it comes, up to the dissent; undefined where nobody watches, or what is written is judged before it is given. */
	get onText(): ((piece: string) => void) | undefined {
		const { onText } = this.context;
		return onText === undefined || this.request.neverWorseThanBest ? undefined : upTo(dissentHeading(this.fence), onText);
	}

	/** Gives the written synthesis only where the model finds it better than the best candidate in both orders. */
	async unlessWorse(model: ModelInfo, written: Synthesis): Promise<Synthesis> {
		const pair = { task: this.task, result: written.text, best: this.best.candidate.text, fence: this.fence };
		const judgement = await judgePair(pair, async (messages, jsonSchema) => {
			const isRoomy = model.contextTokens === undefined || estimateMessages(messages) + JUDGE_MAX_TOKENS <= model.contextTokens;
			const sampling = { temperature: 0, ...(isRoomy ? { maxTokens: JUDGE_MAX_TOKENS } : {}) };
			return await this.ask(model, messages, sampling, undefined, { mayNeedRoom: true, ...(jsonSchema && { jsonSchema }) });
		});
		const receiptWith = (synthesis: Synthesis): Synthesis => ({ ...synthesis, receipt: { ...this.log.write(), judgement } });
		if (judgement.opinions.every((opinion) => opinion === 'result'))
			return receiptWith({ ...written, reason: `${written.reason}; found better than the best candidate in both orders` });
		return receiptWith(
			this.giveBest(
				'bestKept',
				`The answer of clone ${this.best.candidate.run.clone} was kept, because the new one was not found better in both orders (${whyKept(judgement)})`,
				[this.best],
			),
		);
	}

	/** Only a merger that says that it asks a model gets here, and then there is a server. */
	private get endpoint(): Endpoint {
		const { endpoint } = this.context;
		if (endpoint === undefined) throw new Error(`${this.merger.label} asks a model, although it says that it asks none`);
		return endpoint;
	}

	giveBest(outcome: 'passedThrough' | 'bestKept', reason: string, used: readonly Contender[]): Synthesis {
		const { text, finishReason, model } = this.best.candidate;
		return { ...this.common(used), text, outcome, reason, finishReason, model };
	}

	/** How many were left out because others were accepted; empty where none was. */
	get notAccepted(): { readonly notAccepted?: number } {
		const count = this.request.contenders.filter((contender) => isRefused(contender) && !isBlank(contender.candidate.text)).length;
		return this.merger.takesRefused || count === 0 || this.ranked.some(isRefused) ? {} : { notAccepted: count };
	}

	common(used: readonly Contender[]): Common {
		const { contenders } = this.request;
		const leftOut = {
			beyondCandidatesToUse: this.ranked.length - this.chosen.length,
			beyondContext: this.chosen.length - this.shown,
			withoutText: contenders.filter(({ candidate }) => isBlank(candidate.text)).length,
			...this.notAccepted,
		};
		return {
			run: { id: this.best.candidate.run.id, task: this.task },
			method: this.merger.id,
			usedClones: used.map(({ candidate }) => candidate.run.clone),
			...(this.condensedClones.length === 0 ? {} : { condensedClones: this.condensedClones.toSorted((left, right) => left - right) }),
			...(Object.values(leftOut).some((count) => count > 0) ? { leftOut } : {}),
			receipt: this.log.write(),
		};
	}
}

function whyKept({ opinions, trouble }: Judgement): string {
	if (trouble !== undefined) return `the comparison went wrong: ${trouble}`;
	return `with the result shown first the model preferred ${nameOf(opinions[0])}, with the best candidate first ${nameOf(opinions[1])}`;
}

function nameOf(opinion: Judgement['opinions'][number]): string {
	return { result: 'the result', best: 'the best candidate', none: 'neither' }[opinion];
}
