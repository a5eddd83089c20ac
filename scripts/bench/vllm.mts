import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { startN8n } from '../real-n8n/startN8n.mts';
import type { RunningN8n } from '../real-n8n/startN8n.mts';
import { readOptions, wholeNumber, wholeNumbers } from '../shared/readOptions.mts';
import { runScript, SetupError } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { formatTable } from '../start/formatTable.mts';
import { openModelServer } from './openModelServer.mts';
import { benchCredential, benchWorkflow, tokensPerClone, webhookPath } from './vllm/benchRequest.mts';
import { measure } from './vllm/measure.mts';
import type { CallNode, FanOutReceipt, Row } from './vllm/measure.mts';

const { json, sizes, rounds } = readOptions(
	{
		json: { type: 'boolean', default: false },
		sizes: { type: 'string', default: '1,5,16,32' },
		rounds: { type: 'string', default: '3' },
	},
	(values) => ({ json: values.json, sizes: wholeNumbers('sizes', values.sizes), rounds: wholeNumber('rounds', values.rounds) }),
);

/** What our node adds to a real vLLM's own time, beside a bare client at the same concurrency, both in the same minutes. */
async function benchVllm(): Promise<void> {
	const output = json ? process.stderr : process.stdout;
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-bench-'));
	const server = await step('starting vLLM', async (onStep) => await openModelServer(onStep), { output });
	try {
		const { baseUrl, apiKey, model } = server;
		const settings = { folder, workflows: [benchWorkflow(model)], credentials: [benchCredential(baseUrl, apiKey)] };
		const n8n = await step('starting n8n', async (onStep) => await startN8n({ ...settings, onStep }), { output });
		try {
			const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey || 'none', maxRetries: 0 });
			const asked = { client, model, callNode: callNodeOf(n8n), sizes, rounds };
			const rows = await step('measuring', async (onStep) => await measure({ ...asked, onStep }), { output });
			console.log(json ? JSON.stringify({ model, tokensPerClone, rounds, rows }, null, '\t') : formatRows(model, rows));
		} finally {
			await n8n.stop();
		}
		// Only now: after trouble, n8n's log in there is what tells why.
		await rm(folder, { recursive: true, force: true });
	} finally {
		await server.stop();
	}
}

function callNodeOf(n8n: RunningN8n): CallNode {
	return async (clones, measurePace) => {
		const startedAt = performance.now();
		const response = await fetch(`${n8n.address}/webhook/${webhookPath}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ clones, measurePace }),
		});
		const text = await response.text();
		const wallMs = performance.now() - startedAt;
		if (response.ok) return { wallMs, receipt: JSON.parse(text) as FanOutReceipt };
		throw new SetupError(`Our node answered ${response.status}: ${text.slice(0, 400)}`, `n8n's log is in ${n8n.logFile}.`);
	};
}

function formatRows(model: string, rows: readonly Row[]): string {
	const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
	const heading = ['clones', 'bare client s', 'our node s', 'ratio', 'tokens/s', 'speed-up by receipt', 'measured', 'off by'];
	const cells = rows.map((row) => {
		const off = row.receiptSpeedup === undefined ? undefined : row.receiptSpeedup / row.measuredSpeedup - 1;
		return [
			String(row.clones),
			seconds(row.bareMs),
			seconds(row.nodeMs),
			row.ratio.toFixed(3),
			row.tokensPerSecond.toFixed(0),
			row.receiptSpeedup?.toFixed(2) ?? 'no pace',
			row.measuredSpeedup.toFixed(2),
			off === undefined ? '' : `${(off * 100).toFixed(0)} %`,
		];
	});
	const table = formatTable(
		[heading, ...cells],
		heading.map(() => 'right'),
	);
	const legend =
		`${model}, ${tokensPerClone} tokens a clone, medians of ${rounds}. "Our node" is the whole webhook call. ` +
		'"Measured" is the wall of the same calls made one by one over the wall in the receipt.';
	return ['', ...table, '', legend].join('\n');
}

await runScript(benchVllm);
