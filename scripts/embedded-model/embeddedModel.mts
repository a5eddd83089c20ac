import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { loadRuntime, loadTemplateEngine } from './llamaRuntime.mts';
import type { Llama, LlamaModel, LlamaRuntime, LlamaSequence, TemplateEngine, Token } from './llamaRuntime.mts';
import type { ChatMessage, ChatRequest } from './readChatRequest.mts';
import { Lockstep } from './lockstep.mts';
import { badField, badRequest, promptTooLong } from './requestError.mts';
import { PromptStates } from './promptStates.mts';
import { Slots } from './slots.mts';
import { StopScanner } from './stopScanner.mts';

export interface LoadOptions {
	readonly modelPath: string;
	readonly runtimeFolder: string;
	readonly maxModelLen: number;
	/** Prompts whose state is kept, so that who goes on from one need not have it read again. */
	readonly sequences: number;
	/** Answers that are written at once; as many as there are sequences by default. */
	readonly atOnce?: number;
	/** What `threadsFor` says by default. */
	readonly threads?: number;
}

export interface Generated {
	readonly text: string;
	/** What of the text came with the last token; it was not passed on. */
	readonly lastPiece: string;
	readonly finishReason: 'stop' | 'length';
	/** The stop string that ended it, if one did. */
	readonly stopReason: string | null;
	readonly promptTokens: number;
	/** Of the prompt, those that were read for an earlier request or another clone. */
	readonly cachedTokens: number;
	readonly completionTokens: number;
}

/** node-llama-cpp's JSON grammars let an answer end in this, and then go on for ever. */
const jsonEnd = '\n\n\n\n';

/** A model in this process, answering several prompts at once, each as if it were alone. */
export class EmbeddedModel {
	readonly maxModelLen: number;
	readonly slots: Slots<LlamaSequence>;
	readonly #runtime: LlamaRuntime;
	readonly #llama: Llama;
	readonly #model: LlamaModel;
	readonly #template: InstanceType<TemplateEngine['Template']>;
	readonly #states: PromptStates;
	readonly #lockstep = new Lockstep();
	readonly #grammars = new Map<string, Promise<object>>();

	private constructor(
		runtime: LlamaRuntime,
		llama: Llama,
		model: LlamaModel,
		template: InstanceType<TemplateEngine['Template']>,
		sequences: readonly LlamaSequence[],
		maxModelLen: number,
		atOnce: number | undefined,
	) {
		this.#runtime = runtime;
		this.#llama = llama;
		this.#model = model;
		this.#template = template;
		this.slots = new Slots(sequences, atOnce);
		this.#states = new PromptStates(sequences);
		this.maxModelLen = maxModelLen;
	}

	static async load(options: LoadOptions): Promise<EmbeddedModel> {
		const runtime = await loadRuntime(options.runtimeFolder);
		const llama = await runtime.getLlama({ gpu: false, build: 'never', maxThreads: availableParallelism() });
		const threads = options.threads ?? threadsFor(Math.min(llama.cpuMathCores, availableParallelism()));
		const model = await llama.loadModel({ modelPath: options.modelPath });
		const maxModelLen = Math.min(options.maxModelLen, model.trainContextSize);
		const context = await model.createContext({ sequences: options.sequences, contextSize: maxModelLen, threads });
		const sequences = Array.from({ length: options.sequences }, () => context.getSequence());
		const { Template } = loadTemplateEngine(options.runtimeFolder);
		const source = model.fileInfo.metadata.tokenizer.chat_template ?? plainTemplate;
		return new EmbeddedModel(runtime, llama, model, new Template(source), sequences, maxModelLen, options.atOnce);
	}

	tokenize(text: string): Token[] {
		return this.#model.tokenize(text, true);
	}

	/** The prompt as the model sees it: its own chat template over the messages. */
	tokenizeMessages(messages: readonly ChatMessage[]): Token[] {
		const { bosString, eosString } = this.#model.tokens;
		const values = { messages, add_generation_prompt: true, bos_token: bosString, eos_token: eosString };
		return this.tokenize(this.#template.render(values));
	}

	/** Throws at once what is wrong with a request; what it returns waits for a slot and generates. */
	async prepare(request: ChatRequest): Promise<(signal: AbortSignal, onText: OnText) => Promise<Generated>> {
		const prompt = this.tokenizeMessages(request.messages);
		if (prompt.length > this.maxModelLen) throw promptTooLong(this.maxModelLen);
		const room = this.maxModelLen - prompt.length;
		if (room < 1) throw badField('max_tokens must be at least 1, got 0.', 'max_tokens', 0);
		const maxTokens = Math.min(request.maxTokens ?? room, room);
		const grammar = request.jsonSchema && (await this.#grammarFor(request.jsonSchema));
		const choose = (free: readonly LlamaSequence[]) => this.#states.choose(free, prompt);
		return async (signal, onText) =>
			await this.slots.use(
				signal,
				async (sequence) => {
					const options = this.#samplingOptions(request, grammar);
					return await this.#generate(sequence, { prompt, maxTokens, request, options }, signal, onText);
				},
				choose,
			);
	}

	#samplingOptions(request: ChatRequest, grammar: object | undefined): object {
		const { temperature, topP, topK, minP } = request;
		const state = grammar && new this.#runtime.LlamaGrammarEvaluationState({ model: this.#model, grammar });
		return {
			temperature,
			topP,
			topK,
			minP,
			seed: toLlamaSeed(request.seed),
			yieldEogToken: true,
			...(state && { grammarEvaluationState: state }),
		};
	}

	async #grammarFor(schema: object | 'any'): Promise<object> {
		const key = JSON.stringify(schema);
		const known = this.#grammars.get(key);
		if (known) return await known;
		const made = schema === 'any' ? this.#llama.getGrammarFor('json') : this.#llama.createGrammarForJsonSchema(schema);
		this.#grammars.set(key, made);
		try {
			return await made;
		} catch (error) {
			this.#grammars.delete(key);
			throw badRequest(`Grammar error: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	async #generate(sequence: LlamaSequence, work: Work, signal: AbortSignal, onText: OnText): Promise<Generated> {
		const cachedTokens = await this.#states.read(sequence, work.prompt, signal);
		return await this.#lockstep.join(async () => await this.#write(sequence, { ...work, cachedTokens }, signal, onText));
	}

	async #write(
		sequence: LlamaSequence,
		{ prompt, maxTokens, request, options, cachedTokens }: Work & { readonly cachedTokens: number },
		signal: AbortSignal,
		onText: OnText,
	): Promise<Generated> {
		const scanner = new StopScanner(request.jsonSchema ? [...request.stop, jsonEnd] : request.stop);
		const decoder = new TokenDecoder(this.#model);
		let text = '';
		let completionTokens = 0;
		const end = (finishReason: 'stop' | 'length', lastPiece: string, stop?: string): Generated => {
			const whole = text + lastPiece;
			const stopReason = stop === undefined || stop === jsonEnd ? null : stop;
			return { text: whole, lastPiece, finishReason, stopReason, promptTokens: prompt.length, cachedTokens, completionTokens };
		};

		for await (const token of sequence.evaluate(prompt.slice(-1), options)) {
			signal.throwIfAborted();
			completionTokens++;
			if (this.#model.isEogToken(token) && !request.ignoreEos) return end('stop', scanner.flush());
			const { text: piece, stop } = scanner.push(decoder.push(token));
			if (stop !== undefined) return end('stop', piece, stop);
			if (completionTokens >= maxTokens) return end('length', piece + scanner.flush());
			text += piece;
			onText(piece);
			await this.#states.pass();
			await this.#lockstep.arrive();
		}
		signal.throwIfAborted();
		return end('stop', scanner.flush());
	}
}

/** Called with the text of each token but the last, which may be empty. */
export type OnText = (piece: string) => void;

interface Work {
	readonly prompt: readonly Token[];
	readonly maxTokens: number;
	readonly request: ChatRequest;
	readonly options: object;
}

/**
 * All real cores but one, which is left to n8n, the sandboxes and the sampling.
 *
 * llama.cpp's threads wait for each other by spinning: one that shares its core holds up all others. On two cores with one
 * of them busy, two threads wrote 9 tokens a second for five clones, and one thread 48; with more threads than cores it is less than one.
 */
export function threadsFor(realCores: number): number {
	return Math.max(1, realCores - 1);
}

/** For weights that bring no chat template of their own. */
const plainTemplate = "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\n' }}{% endfor %}assistant: ";

/** llama.cpp takes 32 bits, and reads the highest value as "choose one yourself". No seed: a fresh one, never the clock's. */
export function toLlamaSeed(seed: number | undefined): number {
	const highest = 2 ** 32 - 1;
	if (seed === undefined) return randomInt(highest);
	return ((Math.trunc(seed) % highest) + highest) % highest;
}

/** Turns tokens into text, holding back those that end in the middle of a character. */
class TokenDecoder {
	readonly #model: LlamaModel;
	#pending: Token[] = [];
	#before: Token[] = [];

	constructor(model: LlamaModel) {
		this.#model = model;
	}

	push(token: Token): string {
		this.#pending.push(token);
		const text = this.#model.detokenize(this.#pending, false, this.#before);
		if (text.endsWith('\uFFFD') && this.#pending.length < 8) return '';
		this.#before = this.#pending;
		this.#pending = [];
		return text;
	}
}
