import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LlamaSequence, Token } from './llamaRuntime.mts';
import { Turnstile } from './turnstile.mts';

/** Fewer tokens than these are read sooner than a state is copied. */
const worthCopying = 24;

/** Long prompts are read in pieces, so that who aborts does not wait for the whole of it. */
const piece = 256;

/** Losing four tokens that somebody may come back for counts as much as having to read one. */
const worthOfHistory = 0.25;

interface Copy {
	readonly path: Promise<string>;
	users: number;
}

/** How much of a prompt a sequence holds, from its start. */
export function sharedLength(held: readonly Token[], prompt: readonly Token[]): number {
	const most = Math.min(held.length, prompt.length);
	for (let place = 0; place < most; place++) if (held[place] !== prompt[place]) return place;
	return most;
}

/**
 * Reads prompts into sequences, and no part of one twice where that can be helped.
 *
 * A sequence keeps what it read and wrote last. A prompt that begins in the same way goes on from there; one that begins as another sequence's
 * does, even one that is being read at this moment, takes over that state. So the part that all clones share is read once for all of them.
 */
export class PromptStates {
	readonly #sequences: readonly LlamaSequence[];
	readonly #reading = new Map<LlamaSequence, { readonly prompt: readonly Token[]; readonly done: Promise<void> }>();
	readonly #copies = new Map<LlamaSequence, Copy>();
	readonly #turnstile = new Turnstile();

	constructor(sequences: readonly LlamaSequence[]) {
		this.#sequences = sequences;
	}

	/** The place, among the free ones, of the sequence that has the most of the prompt and the least else to lose; the first of several. */
	choose(free: readonly LlamaSequence[], prompt: readonly Token[]): number {
		const worth = free.map(({ contextTokens: held }) => {
			const shared = sharedLength(held, prompt);
			return shared - worthOfHistory * (held.length - shared);
		});
		return worth.indexOf(Math.max(...worth));
	}

	/**
	 * To be awaited between two tokens.
	 *
	 * As long as two sequences write, node-llama-cpp never gives its lock to one that has a state to copy or to cut: without this, the
	 * third clone would wait until the first two are done.
	 */
	async pass(): Promise<void> {
		await this.#turnstile.pass();
	}

	/** Reads all of the prompt but its last token, which is for the sampler; resolves to how many tokens were there already. */
	async read(sequence: LlamaSequence, prompt: readonly Token[], signal: AbortSignal): Promise<number> {
		const source = this.#findSource(sequence, prompt);
		const work = this.#readFrom(source, sequence, prompt, signal);
		const done = work.then(
			() => undefined,
			() => undefined,
		);
		this.#reading.set(sequence, { prompt, done });
		try {
			return await work;
		} finally {
			this.#reading.delete(sequence);
		}
	}

	/** Another sequence whose state is worth taking over. */
	#findSource(sequence: LlamaSequence, prompt: readonly Token[]): LlamaSequence | undefined {
		let best: LlamaSequence | undefined;
		let most = sharedLength(sequence.contextTokens, prompt) + worthCopying - 1;
		for (const other of this.#sequences) {
			if (other === sequence) continue;
			const held = this.#reading.get(other)?.prompt ?? other.contextTokens;
			const shared = Math.min(sharedLength(held, prompt), prompt.length - 1);
			if (shared > most) [best, most] = [other, shared];
		}
		return best;
	}

	async #readFrom(
		source: LlamaSequence | undefined,
		sequence: LlamaSequence,
		prompt: readonly Token[],
		signal: AbortSignal,
	): Promise<number> {
		if (source !== undefined) {
			await untilAborted(this.#reading.get(source)?.done, signal);
			await this.#turnstile.alone(async () => await this.#copy(source, sequence));
			signal.throwIfAborted();
		}
		const known = Math.min(sharedLength(sequence.contextTokens, prompt), prompt.length - 1);
		if (known < sequence.contextTokens.length)
			await this.#turnstile.alone(async () => await sequence.adaptStateToTokens(prompt.slice(0, known), false));
		for (let read = known; read < prompt.length - 1; read += piece) {
			await this.pass();
			signal.throwIfAborted();
			await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(read, Math.min(read + piece, prompt.length - 1)));
		}
		signal.throwIfAborted();
		return known;
	}

	/** By a file, as the runtime offers nothing else. Several who take over the same state at the same time share it; where it cannot be written, all is read. */
	async #copy(source: LlamaSequence, target: LlamaSequence): Promise<void> {
		const copy = this.#copies.get(source) ?? { path: save(source), users: 0 };
		this.#copies.set(source, copy);
		copy.users++;
		const path = await copy.path.catch(() => undefined);
		try {
			if (path !== undefined) await target.loadStateFromFile(path, { acceptRisk: true });
		} finally {
			if (--copy.users === 0) {
				if (this.#copies.get(source) === copy) this.#copies.delete(source);
				if (path !== undefined) await rm(path, { force: true });
			}
		}
	}
}

/** Made when it is first needed and removed when the process ends, however far it is. A prompt is nobody else's business: it is open to this user only. */
let stateFolder: Promise<string> | undefined;

async function makeStateFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-prompts-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

async function save(sequence: LlamaSequence): Promise<string> {
	stateFolder ??= makeStateFolder();
	const path = join(await stateFolder, randomUUID());
	try {
		await sequence.saveStateToFile(path);
	} catch (error) {
		await rm(path, { force: true });
		throw error;
	}
	return path;
}

async function untilAborted(done: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	let onAbort = () => {};
	const aborted = new Promise<never>((_, reject) => {
		onAbort = () => reject(signal.reason as Error);
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		await Promise.race([done, aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
