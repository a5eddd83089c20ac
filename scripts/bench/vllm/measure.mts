import OpenAI from 'openai';
import { SetupError } from '../../shared/setupError.mts';
import type { OnStep } from '../../shared/step.mts';
import { bareRequest, tokensPerClone } from './benchRequest.mts';

export interface FanOutReceipt {
	readonly answered: number;
	readonly wallMs: number;
	readonly details: { readonly speedup?: number };
	readonly tokens: { readonly completion: number };
}

/** One fan-out through our node: its wall on the client's clock, and its own receipt. */
export type CallNode = (clones: number, measurePace: boolean) => Promise<{ wallMs: number; receipt: FanOutReceipt }>;

export interface Row {
	readonly clones: number;
	readonly bareMs: number;
	readonly nodeMs: number;
	/** Of the rounds, each a pair measured one right after the other: the middle one of nodeMs / bareMs. */
	readonly ratio: number;
	readonly tokensPerSecond: number;
	/** What the receipt says, and what came out when the same calls were made one after another. */
	readonly receiptSpeedup: number | undefined;
	readonly measuredSpeedup: number;
}

export interface MeasureOptions {
	readonly client: OpenAI;
	readonly model: string;
	readonly callNode: CallNode;
	readonly sizes: readonly number[];
	readonly rounds: number;
	readonly onStep?: OnStep;
}

/**
 * Times the same clones three ways: through our node, through a bare client loop, and one by one.
 *
 * Node and client take turns, and take turns in going first, so that a machine that slows down slows both.
 */
export async function measure(options: MeasureOptions): Promise<Row[]> {
	const { client, model, callNode, sizes, rounds, onStep } = options;
	onStep?.('warming up');
	await callBare(client, model, 2);
	await callNode(2, true);

	const rows: Row[] = [];
	for (const clones of sizes) {
		// Right beside the rounds that it is compared with, and so is the lone clone that our node takes its pace from.
		onStep?.(`${clones} ${clones === 1 ? 'call' : 'calls'} one by one`);
		const oneByOneMs = await callOneByOne(client, model, clones);
		await callNode(1, false);
		const pairs: Pair[] = [];
		for (let round = 0; round < rounds; round++) {
			onStep?.(`${clones} clones, round ${round + 1} of ${rounds}`);
			pairs.push(await measurePair(options, clones, round % 2 === 0));
		}
		const nodeMs = median(pairs.map((pair) => pair.nodeMs));
		const speedups = pairs.flatMap(({ receipt }) => receipt.details.speedup ?? []);
		rows.push({
			clones,
			nodeMs,
			bareMs: median(pairs.map((pair) => pair.bareMs)),
			ratio: median(pairs.map((pair) => pair.nodeMs / pair.bareMs)),
			tokensPerSecond: (clones * tokensPerClone * 1000) / nodeMs,
			receiptSpeedup: speedups.length === 0 ? undefined : median(speedups),
			measuredSpeedup: oneByOneMs / median(pairs.map((pair) => pair.receipt.wallMs)),
		});
	}
	return rows;
}

interface Pair {
	readonly nodeMs: number;
	readonly bareMs: number;
	readonly receipt: FanOutReceipt;
}

async function measurePair({ client, model, callNode }: MeasureOptions, clones: number, nodeFirst: boolean): Promise<Pair> {
	let bareMs = nodeFirst ? 0 : await callBare(client, model, clones);
	const { wallMs, receipt } = await callNode(clones, false);
	if (nodeFirst) bareMs = await callBare(client, model, clones);
	if (receipt.answered !== clones || receipt.tokens.completion !== clones * tokensPerClone) {
		throw new SetupError(
			`Our node answered ${receipt.answered} of ${clones} clones with ${receipt.tokens.completion} tokens instead of ${clones * tokensPerClone}.`,
			'Times of unequal work cannot be compared: look into the log of vLLM for the reason.',
		);
	}
	return { nodeMs: wallMs, bareMs, receipt };
}

async function callBare(client: OpenAI, model: string, clones: number): Promise<number> {
	const startedAt = performance.now();
	const calls = Array.from({ length: clones }, async (_, clone) => await client.chat.completions.create(bareRequest(model, clone)));
	for (const { usage } of await Promise.all(calls)) checkLength(usage?.completion_tokens);
	return performance.now() - startedAt;
}

/** The same calls, each begun when the one before has ended. */
async function callOneByOne(client: OpenAI, model: string, clones: number): Promise<number> {
	const startedAt = performance.now();
	for (let clone = 0; clone < clones; clone++) {
		const { usage } = await client.chat.completions.create(bareRequest(model, clone));
		checkLength(usage?.completion_tokens);
	}
	return performance.now() - startedAt;
}

function checkLength(tokens: number | undefined): void {
	if (tokens === tokensPerClone) return;
	throw new SetupError(
		`The server wrote ${tokens ?? 'an unknown number of'} tokens where ${tokensPerClone} were asked for.`,
		'This benchmark needs a server that honours ignore_eos, as vLLM does.',
	);
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((left, right) => left - right);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
