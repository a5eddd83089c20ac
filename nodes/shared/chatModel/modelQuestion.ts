import type { Sampling } from '../../engine/candidate';
import type { ChatAnswer, ChatRequest } from '../../engine/endpoint/endpoint';
import type { Failure } from '../../engine/endpoint/failedAttempt';
import { BARE_CALL, settleCall, type SettledCall } from './callOptions';
import type { ChatModel } from './chatModel';

const LABELS: Readonly<Record<keyof Sampling, string>> = {
	temperature: 'Temperature',
	topP: 'Top P',
	maxTokens: 'Max Tokens',
	seed: 'Seed',
	reasoningEffort: 'Reasoning Effort',
};

export interface Asker {
	/** How the model is called in sentences. */
	readonly label: string;
	/** Fields that the user has set. */
	readonly setFields: ReadonlySet<keyof Sampling>;
	/** Models that refused what was sent beside the messages. */
	readonly bare: WeakSet<ChatModel>;
}

/** One question to a connected model: what of it goes out, what is left out after a refusal, and what is told of that. */
export class ModelQuestion {
	constructor(
		private readonly model: ChatModel,
		private readonly request: ChatRequest,
		private readonly asker: Asker,
	) {}

	get settled(): SettledCall {
		return this.asker.bare.has(this.model) ? BARE_CALL : settleCall(this.model, this.request);
	}

	/** True where the model refused a request that had more than messages in it: then it is asked with nothing else, from now on. */
	concede(failure: Failure): boolean {
		const isAboutRequest =
			failure.kind === 'nonsense' || (failure.kind === 'refused' && (failure.status === 400 || failure.status === 422));
		if (!isAboutRequest || Object.keys(this.settled.options).length === 0) return false;
		this.asker.bare.add(this.model);
		return true;
	}

	/** The answer with what was really sent, and what was not. */
	tell(answer: Omit<ChatAnswer, 'attempts'>): Omit<ChatAnswer, 'attempts'> {
		const notes = [...(answer.notes ?? []), ...this.leftOut()];
		return { ...answer, sampling: this.settled.sampling, ...(notes.length === 0 ? {} : { notes }) };
	}

	private leftOut(): readonly string[] {
		const { sampling, extraBody, leaveOut, logProbabilities } = this.request;
		const { label, setFields } = this.asker;
		const sent = this.settled.sampling;
		const names = [
			...(Object.keys(LABELS) as (keyof Sampling)[])
				.filter((field) => sampling[field] !== undefined && sent[field] === undefined && setFields.has(field))
				.map((field) => LABELS[field]),
			...(extraBody === undefined ? [] : ['Extra Body']),
			...(leaveOut === undefined ? [] : ['Leave Out Fields']),
			...(logProbabilities === true ? ['Log-Probabilities'] : []),
		];
		if (names.length === 0) return [];
		const last = names.pop() ?? '';
		const list = names.length === 0 ? last : `${names.join(', ')} and ${last}`;
		return [
			`${list} had no effect: ${label} does not take ${names.length === 0 ? 'it' : 'them'} from this node. Set what you need in the Chat Model itself.`,
		];
	}
}
