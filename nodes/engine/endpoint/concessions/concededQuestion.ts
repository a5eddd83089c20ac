import type { AskOptions, ChatAnswer, ChatRequest } from '../endpoint';
import type { Failure } from '../failedAttempt';
import { writeBody } from '../writeBody';
import { applyConcessions, leaveOutField, type Body, type Concession } from './concession';
import { describeConcession } from './describeConcession';
import { readRefusal } from './readRefusal';
import { forgetRefusal, refusalsOf, rememberRefusal } from './refusedFields';
import { sentSampling } from './sentSampling';

/** A server that goes on refusing one thing after another is believed so often. */
const MOST_CONCESSIONS = 8;

/** One clone's question, sent without what its server is known to refuse. */
export class ConcededQuestion {
	private sent: Body = {};
	private conceded: readonly Concession[] = [];
	private asked = 0;
	/** Learnt by this question, and proved by no answer. */
	private unproved: readonly Concession[] = [];

	constructor(
		private readonly baseUrl: string,
		private readonly request: ChatRequest,
		private readonly options: Pick<AskOptions, 'stream'>,
	) {}

	/** What to send now: by what any clone of this process has learnt until then. */
	write(): Body {
		this.sent = writeBody(this.request, this.options.stream);
		this.conceded = applyConcessions(this.sent, refusalsOf(this.baseUrl, this.request.model));
		for (const field of this.request.leaveOut ?? []) leaveOutField(this.sent, field);
		return this.sent;
	}

	/**
	 * Learns from a refusal what to leave out; false where there is nothing of that kind to learn, or it was learnt often enough. What it had learnt before is then forgotten, as it did not help.
	 *
	 * True is always worth another request, at nobody's cost: what was refused was in the body, and the next one is without it. So clones that are refused together are all asked again.
	 */
	learnFrom(failure: Failure): boolean {
		if (failure.kind !== 'refused') return false;
		const { status, body } = failure;
		const { baseUrl, request, sent } = this;
		const mayLearn = this.asked < MOST_CONCESSIONS;
		const learnt = mayLearn ? readRefusal(status, body, sent, refusalsOf(baseUrl, request.model)) : [];
		if (learnt.length === 0) {
			if (status === 400 || status === 422) for (const concession of this.unproved) forgetRefusal(baseUrl, request.model, concession);
			return false;
		}
		for (const concession of learnt) rememberRefusal(baseUrl, request.model, concession);
		this.unproved = [...this.unproved, ...learnt];
		this.asked++;
		return true;
	}

	/** Adds what was sent otherwise than asked for. */
	tell<Answer extends Omit<ChatAnswer, 'attempts'>>(answer: Answer): Answer {
		const sampling = sentSampling(this.request.sampling, this.sent);
		const told = this.conceded.map((concession) => describeConcession(concession, this.request.model, this.baseUrl));
		return {
			...answer,
			...(sampling === undefined ? {} : { sampling }),
			...(told.length === 0 ? {} : { notes: [...(answer.notes ?? []), ...told] }),
		};
	}
}
