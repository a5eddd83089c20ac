import type { ChatAnswer, ChatMessage, ModelInfo } from '../endpoint/endpoint';
import { isEndpointError } from '../endpoint/endpointError';
import { InvalidInputError, isEngineError } from '../errors';
import { createFence, type Fence } from '../prompts/fence';
import { CallLog } from './callLog';
import { bestFirst, type Contender } from './contender';
import { countFitting, estimateMessages } from './fitContext';
import { judgePair } from './judgePair';
import type { Material, Merged } from './mergers';
import type { Synthesis, SynthesizeContext, SynthesizeRequest } from './synthesizeRequest';

const JUDGE_MAX_TOKENS = 1024;

/**
 * Makes one answer of the candidates of one run.
 *
 * The best come first: by rank, else in clone order. A lone candidate passes through without a call, and so does the best where the others say the same or no second one fits into
 * the model's context. Where the server still finds the prompt too long, one candidate fewer is shown. An answer that was cut off yields to a best candidate that is whole. Never Worse Than
 * Best costs two more calls, and the result must win both.
 *
 * @throws InvalidInputError when there is no candidate with text, or the run has no task.
 * @throws EndpointError when the model server lets the call down.
 * @throws whatever `signal.reason` is when aborted.
 */
export async function synthesize(request: SynthesizeRequest, context: SynthesizeContext): Promise<Synthesis> {
	const [first] = request.contenders;
	if (first === undefined) throw new InvalidInputError('There are no candidates to make an answer of', 'Connect the Clones output of Shadow Clone Fan-Out, or Best and Rest of Clone Evaluator.');
	checkRequest(request);
	const { id, task } = first.candidate.run;
	const ranked = bestFirst(request.contenders);
	const [best] = ranked;
	if (best === undefined) throw new InvalidInputError(`None of the ${request.contenders.length} candidates of run ${id} has any text`, 'See in the receipt of Shadow Clone Fan-Out what the clones did instead.');
	if (typeof task !== 'string' || task.trim() === '') throw new InvalidInputError(`The candidates of run ${id} do not say what the task was`, 'Leave run.task in the items as Shadow Clone Fan-Out wrote it.');
	context.signal.throwIfAborted();
	return await new Synthesizing(request, context, task, ranked, best).finish();
}

function checkRequest({ candidatesToUse, timeoutMs, retries }: SynthesizeRequest): void {
	if (!Number.isInteger(candidatesToUse) || candidatesToUse < 2) throw new InvalidInputError(`Candidates To Use is ${candidatesToUse}, and an answer is made of 2 or more`, 'Three is a good number to start with.', 'Candidates To Use');
	if (!(timeoutMs > 0)) throw new InvalidInputError('Call Timeout (Seconds) is not above 0', 'Give the seconds that one call may take, for example 120.', 'Call Timeout (Seconds)');
	if (!Number.isInteger(retries) || retries < 0 || retries > 20) throw new InvalidInputError(`Retries is ${retries}, and it goes from 0 to 20`, 'Set Retries to a whole number within that range.', 'Retries');
}

interface Written {
	readonly answer: ChatAnswer;
	readonly merged: Merged;
	readonly used: readonly Contender[];
}

class Synthesizing {
	private readonly log = new CallLog();
	private readonly fence: Fence;
	private readonly chosen: readonly Contender[];
	/** How many of the chosen the model was shown. */
	private shown: number;

	constructor(
		private readonly request: SynthesizeRequest,
		private readonly context: SynthesizeContext,
		private readonly task: string,
		private readonly ranked: readonly Contender[],
		private readonly best: Contender,
	) {
		this.fence = createFence(context.drawMarker());
		this.chosen = ranked.slice(0, request.candidatesToUse);
		this.shown = this.chosen.length;
	}

	async finish(): Promise<Synthesis> {
		if (this.ranked.length === 1) return this.giveBest('passedThrough', `Clone ${this.best.candidate.run.clone} is the only candidate, so its answer was passed through without asking the model`, this.chosen);
		if (this.request.merger.needsDifference && new Set(this.chosen.map(({ candidate }) => simplify(candidate.text))).size === 1) {
			return this.giveBest('passedThrough', `The ${this.chosen.length} best candidates say the same, so the answer was passed through without asking the model`, this.chosen);
		}
		const model = await this.findModel();
		const written = await this.writeFitting(model);
		if (written === undefined) {
			const holds = model.contextTokens === undefined ? '' : `, which holds ${model.contextTokens} tokens`;
			return this.giveBest('passedThrough', `No second candidate fits into the context of ${model.id}${holds}, so the best one was passed through`, [this.best]);
		}
		if (isCut(written.answer.finishReason) && !isCut(this.best.candidate.finishReason)) {
			return this.giveBest('bestKept', `The answer of clone ${this.best.candidate.run.clone} was kept, because the new one was cut off before its end; a higher Max Tokens gives it room`, [this.best]);
		}
		return this.request.neverWorseThanBest ? await this.judge(model, written) : this.giveWritten(written, '');
	}

	/** A server that does not list its models can still answer, so a named model is asked all the same; what is wrong with the server, the call says better. */
	private async findModel(): Promise<ModelInfo> {
		const { endpoint, signal } = this.context;
		const named = this.request.model;
		const models = await endpoint.listModels(signal).catch((error: unknown): readonly ModelInfo[] => {
			if (named === '' || !isEngineError(error)) throw error;
			return [];
		});
		const found = named === '' ? models[0] : (models.find(({ id }) => id === named) ?? { id: named });
		if (found !== undefined) return found;
		throw new InvalidInputError(`The server at ${endpoint.baseUrl} lists no model`, 'Load a model there (Ollama: ollama pull; LM Studio: load it), or name one in Model.', 'Model');
	}

	/** Undefined where fewer than two candidates fit. */
	private async writeFitting(model: ModelInfo): Promise<Written | undefined> {
		const { merger, sampling } = this.request;
		const write = (contenders: readonly Contender[]) => merger.write(this.materialOf(contenders));
		for (let count = countFitting(this.chosen, write, model.contextTokens, sampling.maxTokens); count > 1; count--) {
			const used = this.chosen.slice(0, count);
			this.shown = count;
			try {
				const answer = await this.ask(model, write(used), sampling);
				return { answer, merged: merger.read(answer.text, this.materialOf(used)), used };
			} catch (error) {
				if (!isEndpointError(error) || error.kind !== 'promptTooLong') throw error;
			}
		}
		this.shown = 1;
		return undefined;
	}

	private async judge(model: ModelInfo, written: Written): Promise<Synthesis> {
		const pair = { task: this.task, result: written.merged.text, best: this.best.candidate.text, fence: this.fence };
		const judgement = await judgePair(pair, async (messages) => {
			const isRoomy = model.contextTokens === undefined || estimateMessages(messages) + JUDGE_MAX_TOKENS <= model.contextTokens;
			return await this.ask(model, messages, { temperature: 0, ...(isRoomy ? { maxTokens: JUDGE_MAX_TOKENS } : {}) });
		});
		const { opinions, trouble } = judgement;
		const addJudgement = (synthesis: Synthesis): Synthesis => ({ ...synthesis, receipt: { ...synthesis.receipt, judgement } });
		if (opinions.every((opinion) => opinion === 'result')) return addJudgement(this.giveWritten(written, '; found better than the best candidate in both orders'));
		const why = trouble === undefined ? `with the result shown first the model preferred ${name(opinions[0])}, with the best candidate first ${name(opinions[1])}` : `the comparison went wrong: ${trouble}`;
		return addJudgement(this.giveBest('bestKept', `The answer of clone ${this.best.candidate.run.clone} was kept, because the new one was not found better in both orders (${why})`, [this.best]));
	}

	private async ask(model: ModelInfo, messages: readonly ChatMessage[], sampling: SynthesizeRequest['sampling']): Promise<ChatAnswer> {
		const { timeoutMs, retries } = this.request;
		const { endpoint, retryBudget, signal } = this.context;
		const answer = await endpoint.chat({ model: model.id, messages, sampling }, { signal, timeoutMs, retries, retryBudget, stream: false, onAttempt: (attempt) => this.log.attempted(attempt) });
		this.log.answered(answer);
		return answer;
	}

	private materialOf(contenders: readonly Contender[]): Material {
		const { instructions } = this.request;
		return { task: this.task, contenders, fence: this.fence, ...(instructions === undefined ? {} : { instructions }) };
	}

	private giveWritten({ answer, merged, used }: Written, added: string): Synthesis {
		return {
			...this.common(used),
			text: merged.text,
			outcome: 'written',
			reason: `Written out of the answers of ${used.length} clones${isCut(answer.finishReason) ? ', and cut off before its end' : ''}${added}`,
			...(merged.dissent === undefined ? {} : { dissent: merged.dissent }),
			finishReason: answer.finishReason,
			model: answer.model,
		};
	}

	private giveBest(outcome: 'passedThrough' | 'bestKept', reason: string, used: readonly Contender[]): Synthesis {
		const { text, finishReason, model } = this.best.candidate;
		return { ...this.common(used), text, outcome, reason, finishReason, model };
	}

	private common(used: readonly Contender[]) {
		const { contenders, merger } = this.request;
		const leftOut = {
			beyondCandidatesToUse: this.ranked.length - this.chosen.length,
			beyondContext: this.chosen.length - this.shown,
			withoutText: contenders.length - this.ranked.length,
		};
		return {
			run: { id: this.best.candidate.run.id, task: this.task },
			method: merger.id,
			usedClones: used.map(({ candidate }) => candidate.run.clone),
			...(Object.values(leftOut).some((count) => count > 0) ? { leftOut } : {}),
			receipt: this.log.write(),
		};
	}
}

function isCut(finishReason: string): boolean {
	return finishReason === 'length' || finishReason === 'cut';
}

/** Apart from case and spaces. */
function simplify(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLowerCase();
}

function name(opinion: 'result' | 'best' | 'none'): string {
	return { result: 'the result', best: 'the best candidate', none: 'neither' }[opinion];
}
