import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LlamaSequence, Token } from '../../../scripts/embedded-model/llamaRuntime.mts';
import { PromptStates, sharedLength } from '../../../scripts/embedded-model/promptStates.mts';

const never = new AbortController().signal;

/** Where states were written to. */
const saved: string[] = [];

/** Keeps count of what it had to read. */
class CountingSequence implements LlamaSequence {
	contextTokens: Token[] = [];
	read = 0;
	isDiskFull = false;

	async clearHistory() {
		this.contextTokens = [];
	}

	async adaptStateToTokens(tokens: readonly Token[]) {
		this.contextTokens = this.contextTokens.slice(0, sharedLength(this.contextTokens, tokens));
	}

	async evaluateWithoutGeneratingNewTokens(tokens: readonly Token[]) {
		await nextTurn();
		this.read += tokens.length;
		this.contextTokens = [...this.contextTokens, ...tokens];
	}

	async *evaluate() {}

	async saveStateToFile(path: string) {
		saved.push(path);
		await writeFile(path, JSON.stringify(this.contextTokens));
		if (this.isDiskFull) throw new Error('ENOSPC');
	}

	async loadStateFromFile(path: string) {
		this.contextTokens = JSON.parse(await readFile(path, 'utf8')) as Token[];
	}
}

const shared = Array.from({ length: 100 }, (_, token) => token);
const prompt = (clone: number) => [...shared, 1000 + clone, 2000 + clone, 3000 + clone];

let sequences: readonly CountingSequence[];
let states: PromptStates;

beforeEach(() => {
	saved.length = 0;
	sequences = Array.from({ length: 5 }, () => new CountingSequence());
	states = new PromptStates(sequences);
});

describe('PromptStates', () => {
	it('reads the part that all clones share once, and leaves no file behind', async () => {
		const cached = await Promise.all(sequences.map(async (sequence, clone) => await states.read(sequence, prompt(clone), never)));
		expect(cached).toEqual([0, 100, 100, 100, 100]);
		expect(sequences.map(({ read }) => read)).toEqual([102, 2, 2, 2, 2]);
		for (const [clone, { contextTokens }] of sequences.entries()) expect(contextTokens).toEqual(prompt(clone).slice(0, -1));
		expect(saved).toHaveLength(1);
		expect(existsSync(saved[0]!)).toBe(false);
	});

	it('goes on from where the sequence was, and forgets what comes after', async () => {
		const [sequence] = sequences;
		await states.read(sequence!, prompt(1), never);
		expect(await states.read(sequence!, [...shared, 7, 8], never)).toBe(100);
		expect(sequence!.contextTokens).toEqual([...shared, 7]);
	});

	it('reads the last token never, as the sampler needs one', async () => {
		const [sequence] = sequences;
		await states.read(sequence!, shared, never);
		expect(await states.read(sequence!, shared, never)).toBe(99);
		expect(sequence!.contextTokens).toEqual(shared.slice(0, 99));
	});

	it('does not copy what is read sooner', async () => {
		const [one, other] = sequences;
		await states.read(one!, shared.slice(0, 24), never);
		expect(await states.read(other!, shared.slice(0, 24), never)).toBe(0);
		expect(await states.read(sequences[2]!, shared.slice(0, 26), never)).toBe(0);
	});

	it('reads all of it where the state cannot be written', async () => {
		const [one, other] = sequences;
		await states.read(one!, shared, never);
		one!.isDiskFull = true;
		expect(await states.read(other!, shared, never)).toBe(0);
		expect(other!.contextTokens).toEqual(shared.slice(0, 99));
		expect(saved.map((path) => existsSync(path))).toEqual([false]);
	});

	it('lets who aborts go while another reads, and the others go on', async () => {
		const gone = new AbortController();
		const first = states.read(sequences[0]!, prompt(0), never);
		const second = states.read(sequences[1]!, prompt(1), gone.signal);
		const third = states.read(sequences[2]!, prompt(2), never);
		gone.abort(new Error('gone'));
		await expect(second).rejects.toThrow('gone');
		expect(await first).toBe(0);
		expect(await third).toBe(100);
	});

	it('goes on without the state of one that was aborted', async () => {
		const gone = new AbortController();
		const long = Array.from({ length: 1000 }, (_, token) => token);
		const first = states.read(sequences[0]!, [...long, 1], gone.signal);
		const second = states.read(sequences[1]!, [...long, 2], never);
		gone.abort(new Error('gone'));
		await expect(first).rejects.toThrow('gone');
		await second;
		expect(sequences[1]!.contextTokens).toEqual(long);
	});

	it('chooses the sequence that has most of the prompt, but not one that has much else to lose', async () => {
		await states.read(sequences[2]!, prompt(2), never);
		expect(states.choose(sequences, [...prompt(2), 5])).toBe(2);
		await states.read(sequences[3]!, [...shared.slice(0, 20), ...Array.from({ length: 500 }, (_, token) => 5000 + token)], never);
		expect(states.choose([sequences[3]!, sequences[4]!], [...shared.slice(0, 20), 9])).toBe(1);
	});
});
