import type { AskOptions, ChatAnswer, ChatMessage, ChatRequest, Endpoint } from '../../../endpoint/endpoint';
import { isEndpointError, type EndpointErrorKind } from '../../../endpoint/endpointError';
import { compileSchema, type SchemaCheck } from '../../../jsonSchema';
import { jsonAgainPrompt } from '../../../prompts/jsonAnswer';
import { readForm } from '../../askClone';
import { fitToForm } from './fitToForm';

/** Writes a question; `share` says how much of what was read and found it may show, 1 being all. */
export type WriteQuestion = (share: number) => readonly ChatMessage[];

/** `text` is what came where it was in no asked form, even when asked again. */
export type FormAnswer = { readonly data: unknown } | { readonly text: string };

type Schema = Readonly<Record<string, unknown>>;

const tooLong: ReadonlySet<string> = new Set(['promptTooLong', 'maxTokensTooLarge'] satisfies EndpointErrorKind[]);
const leftUnsaid: ReadonlySet<string> = new Set(['emptyAnswer', 'answerCut'] satisfies EndpointErrorKind[]);
/** No honest answer to a small question is longer; a small model that repeats itself ends here. */
const SHORT_TOKENS = 250;
/** For models that think before they answer. */
const ROOMY_TOKENS = 4000;
const LEAST_SHARE = 0.1;

/**
 * Asks the model the questions of one guided clone, each by itself, so that any model that writes can answer them.
 *
 * Small questions are answered in few tokens; where a model was cut off for that, as one that thinks first, it gets more from then on. What does not fit into the context is asked with half of what it shows.
 */
export class GuidedQuestions {
	/** All that came, in order. */
	readonly answers: ChatAnswer[] = [];
	/** Questions whose answer was in no asked form, even when asked again. */
	unread = 0;
	private share = 1;
	private isShort = true;
	private readonly checks = new Map<Schema, SchemaCheck>();

	constructor(
		private readonly endpoint: Endpoint,
		private readonly request: ChatRequest,
	) {}

	/** @throws what `endpoint.chat` throws; the prompt is too long only where it shows next to nothing. */
	async ask(write: WriteQuestion, options: AskOptions): Promise<ChatAnswer> {
		return await this.chat(write, this.request, options);
	}

	/** Asks by schema, and by prompt alone where the server takes none; once more where the answer does not fit. Throws as `ask` does. */
	async askInForm(write: WriteQuestion, schema: Schema, options: AskOptions): Promise<FormAnswer> {
		const check = this.checkOf(schema);
		const first = await this.askShort(write, schema, options);
		const firstRead = readForm(first, check, (value) => fitToForm(value, schema));
		if ('data' in firstRead) return firstRead;
		const { complaints } = firstRead;
		const again: WriteQuestion = (share) => [
			...write(share),
			{ role: 'assistant', content: first.text },
			{ role: 'user', content: jsonAgainPrompt(complaints) },
		];
		const second = await this.askShort(first.finishReason === 'length' ? write : again, schema, options);
		const secondRead = readForm(second, check, (value) => fitToForm(value, schema));
		if ('data' in secondRead) return secondRead;
		this.unread++;
		return { text: second.text };
	}

	private async askShort(write: WriteQuestion, jsonSchema: Schema, options: AskOptions): Promise<ChatAnswer> {
		const { logProbabilities, leavesThinking, jsonSchema: ofAnswer, ...request } = this.request;
		const ask = async () =>
			await this.chat(write, { ...request, jsonSchema, sampling: { ...request.sampling, maxTokens: this.mostTokens } }, options);
		try {
			const answer = await ask();
			if (answer.finishReason === 'length') this.isShort = false;
			return answer;
		} catch (error) {
			if (!this.isShort || !isEndpointError(error) || !leftUnsaid.has(error.kind)) throw error;
			this.isShort = false;
			return await ask();
		}
	}

	private get mostTokens(): number {
		return this.isShort ? SHORT_TOKENS : Math.max(ROOMY_TOKENS, this.request.sampling.maxTokens ?? 0);
	}

	private async chat(write: WriteQuestion, request: ChatRequest, options: AskOptions): Promise<ChatAnswer> {
		for (;;) {
			try {
				const answer = await this.endpoint.chat(
					{ ...request, messages: write(this.share) },
					{ ...options, answeredBefore: this.answers.length },
				);
				this.answers.push(answer);
				return answer;
			} catch (error) {
				if (!isEndpointError(error) || !tooLong.has(error.kind) || this.share < LEAST_SHARE) throw error;
				this.share /= 2;
				this.isShort = true;
			}
		}
	}

	/** A tool's schema that cannot be compiled asks for any object: the tool will complain itself. */
	private checkOf(schema: Schema): SchemaCheck {
		const known = this.checks.get(schema);
		if (known !== undefined) return known;
		let check: SchemaCheck;
		try {
			check = compileSchema(schema);
		} catch {
			check = compileSchema({ type: 'object' });
		}
		this.checks.set(schema, check);
		return check;
	}
}
