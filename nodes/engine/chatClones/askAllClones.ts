import type { Candidate, Sampling } from '../candidate';
import type { AskerField } from '../endpoint/askerFields';
import type { AskOptions, ChatAnswer, Endpoint } from '../endpoint/endpoint';
import type { Limiter } from '../endpoint/limiter';
import { createRetryBudget } from '../endpoint/retryBudget';
import { RequestCount, type Requests } from '../endpoint/requestCount';
import { isEngineError } from '../errors';
import { failureKind } from '../failureKind';
import { nameSampling } from '../nameSampling';
import { CloneTurns } from '../fanout/cloneTurns';
import type { ChatClonesRequest } from './chatClonesRequest';
import { countSame } from './countSame';
import type { FailedClone } from './errors';
import { formsOf } from './formsOf';
import { GuidedCalls } from './guidedCalls';
import { describeBrokenCalls } from './toolCallsKey';

/** What the clones are asked with. */
export interface AskContext {
	readonly endpoint: Endpoint;
	/** How many may be at work at once, in all calls that have the same one; absent: any number. */
	readonly limiter?: Limiter;
	readonly drawSeed: () => number;
	/** For what tools gave, where it is told in words; small letters and digits. */
	readonly drawMarker: () => string;
	/** Aborting ends every request. */
	readonly signal: AbortSignal;
}

/** One clone's answer, and what has to go back to the server with its calls. */
export interface AnsweredClone {
	readonly candidate: Candidate;
	readonly sentBack?: ChatAnswer['sentBack'];
}

export interface AskedClones extends Requests {
	/** In clone order. */
	readonly answered: readonly AnsweredClone[];
	readonly failed: readonly FailedClone[];
	readonly stopped: number;
	readonly notes: readonly string[];
}

const agreed = Symbol('more than half agreed');
const DEFAULT_TEMPERATURE = 0.7;

/** Of the node that asks: advice about a failure names these. */
export const chatCloneFields: readonly AskerField[] = [
	'Clone Timeout',
	'Clones At Once',
	'Extra Body',
	'Max Tokens',
	'Reasoning Effort',
	'Retries',
	'Seed',
	'Temperature',
	'Top P',
];

/**
 * Asks all clones the same question at once.
 *
 * They differ by seed and temperature alone. A clone that fails, or asks for a tool that is not there, is data; when more than half of all clones gave the same answer, the others are stopped, as they cannot change it.
 *
 * @throws whatever `signal.reason` is when aborted.
 */
export async function askAllClones(request: ChatClonesRequest, context: AskContext): Promise<AskedClones> {
	const { signal, endpoint } = context;
	signal.throwIfAborted();
	const turns = new CloneTurns(context.limiter, undefined);
	const abort = () => turns.stop(signal.reason);
	signal.addEventListener('abort', abort, { once: true });
	const collected = new Collected(request, () => turns.stop(agreed));
	const options = {
		timeoutMs: request.cloneTimeoutMs,
		fields: chatCloneFields,
		retries: request.retries,
		retryBudget: createRetryBudget(request.clones),
	};
	const firstSeed = request.sampling.seed ?? context.drawSeed();
	const calls = new GuidedCalls(endpoint, request, context.drawMarker());
	const askOne = async (clone: number) => {
		const sampling = samplingOf(request, clone, firstSeed);
		try {
			await turns.take(async (own) => {
				if (collected.hasAgreed) throw agreed;
				const asked: AskOptions = { ...options, signal: own, stream: false, ...collected.counted.watch };
				collected.keep(clone, sampling, await calls.ask(sampling, asked));
			});
		} catch (error) {
			collected.drop(clone, error);
		}
	};
	try {
		await Promise.all(Array.from({ length: request.clones }, async (_, index) => await askOne(index + 1)));
	} finally {
		signal.removeEventListener('abort', abort);
		turns.end();
	}
	signal.throwIfAborted();
	return collected.inOrder();
}

/** The coolest clone first, evenly spread around the temperature. */
function samplingOf({ sampling, temperatureSpread: spread, clones }: ChatClonesRequest, clone: number, firstSeed: number): Sampling {
	const middle = sampling.temperature ?? DEFAULT_TEMPERATURE;
	const share = clones === 1 ? 0.5 : (clone - 1) / (clones - 1);
	const temperature = Math.round(Math.min(2, Math.max(0, middle - spread + 2 * spread * share)) * 100) / 100;
	return { ...sampling, temperature, seed: firstSeed + clone - 1 };
}

/** What has come so far. */
class Collected {
	readonly counted = new RequestCount();
	hasAgreed = false;
	private readonly answered: AnsweredClone[] = [];
	private readonly failed: FailedClone[] = [];
	private readonly notes = new Set<string>();

	constructor(
		private readonly request: ChatClonesRequest,
		private readonly stop: () => void,
	) {}

	keep(clone: number, sampling: Sampling, answer: ChatAnswer): void {
		if (this.hasAgreed) return;
		for (const note of answer.notes ?? []) this.notes.add(note);
		const broken = describeBrokenCalls(answer.toolCalls ?? [], this.request.tools);
		if (broken !== undefined) {
			this.failed.push({
				clone,
				kind: 'brokenToolCall',
				reason: broken,
				advice: 'Use a model that is made for function calling, or give it fewer and simpler tools.',
			});
			return;
		}
		const candidate = toCandidate(clone, sampling, answer, this.request);
		this.answered.push({ candidate, ...(answer.sentBack === undefined ? {} : { sentBack: answer.sentBack }) });
		if (!this.request.stopsWhenAgreed || !this.isAgreed()) return;
		this.hasAgreed = true;
		this.stop();
	}

	drop(clone: number, error: unknown): void {
		if (this.hasAgreed || error === agreed) return;
		const reason = error instanceof Error ? error.message : String(error);
		this.failed.push({
			clone,
			kind: failureKind(error),
			reason,
			advice: isEngineError(error) ? error.advice : 'This was not foreseen: please report it with the text above.',
		});
	}

	inOrder(): AskedClones {
		const { answered, failed, counted } = this;
		return {
			answered: answered.toSorted((left, right) => left.candidate.run.clone - right.candidate.run.clone),
			failed: failed.toSorted((left, right) => left.clone - right.clone),
			stopped: this.request.clones - answered.length - failed.length,
			requests: counted.requests,
			retries: counted.retries,
			tokens: counted.tokens,
			notes: [...this.notes],
		};
	}

	private isAgreed(): boolean {
		const { clones, pickBy } = this.request;
		if (this.answered.length * 2 <= clones || this.answered.length === clones) return false;
		const forms = formsOf(
			this.answered.map(({ candidate }) => candidate),
			pickBy,
		);
		return (countSame(forms)[0]?.places.length ?? 0) * 2 > clones;
	}
}

function toCandidate(clone: number, asked: Sampling, answer: ChatAnswer, { clones, messages }: ChatClonesRequest): Candidate {
	const { text, model, sampling = asked, finishReason, usage, timing, attempts, reasoning, toolCalls, server } = answer;
	const task = messages.findLast(({ role }) => role === 'user')?.content ?? '';
	return {
		run: { id: '', task, clone, clones },
		approach: nameSampling(sampling),
		...{ model, sampling, text, finishReason, usage, timing, attempts },
		...(reasoning === undefined ? {} : { reasoning }),
		...(toolCalls === undefined ? {} : { toolCalls }),
		...(server === undefined ? {} : { server }),
	};
}
