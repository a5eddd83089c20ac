import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isPortFree } from '../shared/freePort.mts';
import { runScript, SetupError } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import type { OnStep } from '../shared/step.mts';
import { isHealthy, waitUntil } from '../shared/waitUntil.mts';
import { ensureRuntime } from './ensureRuntime.mts';
import { ensureWeights } from './ensureWeights.mts';

export interface StartEmbeddedModelOptions {
	/** A shipped size, a GGUF file or an `hf:` address; what SHADOW_CLONES_MODEL says by default, else medium. */
	readonly model?: string;
	/** Any free one by default. */
	readonly port?: number;
	/** Asked of every call when given. */
	readonly apiKey?: string;
	readonly maxModelLen?: number;
	/** Prompts whose state is kept; five by default. */
	readonly sequences?: number;
	/** Answers that are written at once; as many as there are sequences by default. */
	readonly atOnce?: number;
	/** All cores but one by default. */
	readonly threads?: number;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

export interface RunningModelServer {
	/** Ends in /v1, as clients want it. */
	readonly baseUrl: string;
	/** The name to ask for. */
	readonly model: string;
	readonly pid: number;
	/** Returns when the process is gone. Calling it again does no harm. */
	stop(): Promise<void>;
}

/**
 * Starts the embedded model in a process of its own and returns once it answers.
 *
 * Fetches what is missing first. The process ends with this one, however this one ends.
 *
 * @throws SetupError with a sentence and advice.
 */
export async function startEmbeddedModel(options: StartEmbeddedModelOptions = {}): Promise<RunningModelServer> {
	const { port = 0, apiKey, signal, onStep } = options;
	if (port !== 0 && !(await isPortFree(port))) {
		throw new SetupError(
			`Port ${port}, where the embedded model was to answer, is taken by another program.`,
			'Stop that program or choose another port.',
		);
	}
	const common = { ...(signal && { signal }), ...(onStep && { onStep }) };
	const runtimeFolder = await ensureRuntime(common);
	const weights = await ensureWeights({ runtimeFolder, ...common, ...(options.model !== undefined && { model: options.model }) });
	onStep?.('loading the model');
	const args = ['--model', weights.path, '--runtime', runtimeFolder, '--port', String(port), '--name', weights.name];
	const { maxModelLen, sequences, atOnce, threads } = options;
	for (const [name, value] of Object.entries({ 'max-model-len': maxModelLen, sequences, 'at-once': atOnce, threads }))
		if (value !== undefined) args.push(`--${name}`, String(value));
	const child = fork(fileURLToPath(new URL('serve.mts', import.meta.url)), args, {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		execArgv: [],
		env: {
			...process.env,
			// node-llama-cpp refuses to start where CI is set to anything but true or false.
			CI: 'false',
			// Each step of the model runs on one of libuv's threads: with four of them in turn, five clones of Qwen2.5-Coder-1.5B wrote 15 tokens a second, with one 35.
			UV_THREADPOOL_SIZE: '1',
			EMBEDDED_MODEL_API_KEY: apiKey ?? '',
		},
	});
	const tail = keepTail(child);
	const stop = async () => await end(child);
	let told: { port: number } | undefined;
	child.once('message', (message) => (told = message as { port: number }));
	try {
		await waitUntil('The embedded model', async () => told !== undefined && (await isHealthy(`http://127.0.0.1:${told.port}/health`)), {
			timeoutMs: 120_000,
			everyMs: 100,
			child,
			tail,
			...(signal && { signal }),
		});
	} catch (error) {
		await stop();
		throw error;
	}
	return { baseUrl: `http://127.0.0.1:${told!.port}/v1`, model: weights.name, pid: child.pid!, stop };
}

function keepTail(child: ChildProcess): () => string {
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (piece: string) => (text = (text + piece).slice(-2000)));
	}
	return () => text;
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGTERM');
	const insist = setTimeout(() => child.kill('SIGKILL'), 5000);
	await ended;
	clearTimeout(insist);
}

function readPort(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= 65_535) return port;
	throw new SetupError(`${text} is no port.`, 'Say a whole number from 1 to 65535, or 0 for any free one.');
}

if (import.meta.main) {
	await runScript(async () => {
		const port = readPort(process.argv[2] ?? '8079');
		const server = await step('Starting the embedded model', async (say) => await startEmbeddedModel({ port, onStep: say }));
		console.log(`\n${server.model} answers at ${server.baseUrl} until you press Ctrl-C.`);
	});
}
