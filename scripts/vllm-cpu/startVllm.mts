import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shippedModels, type ShippedModelSize } from '../embedded-model/shippedModels.mts';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { endGroup } from '../shared/endGroup.mts';
import { freePort, isPortFree } from '../shared/freePort.mts';
import { runScript, SetupError } from '../shared/setupError.mts';
import { startService } from '../shared/startService.mts';
import { step } from '../shared/step.mts';
import type { OnStep } from '../shared/step.mts';
import { isHealthy } from '../shared/waitUntil.mts';
import { ensureConverted } from './ensureConverted.mts';
import { ensureThinkingModel } from './ensureThinkingModel.mts';
import { ensureVllm } from './ensureVllm.mts';

const tinyName = 'smollm2-135m';

export interface StartVllmOptions {
	/** Which of the shipped models; tiny by default. */
	readonly size?: ShippedModelSize;
	/** Any free one by default. */
	readonly port?: number;
	readonly apiKey?: string;
	readonly maxModelLen?: number;
	/** As `deepseek_r1`: vLLM takes thinking out of the text, and a grammar holds from the first thought on. */
	readonly reasoningParser?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** More arguments for vLLM's server, as `--max-num-seqs`, `2`. */
	readonly args?: readonly string[];
	/** Five minutes by default; on a machine that does much else it can take longer. */
	readonly startTimeoutMs?: number;
	/** Leave it running when this process ends. */
	readonly keep?: boolean;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

export interface RunningVllm {
	/** Ends in /v1, as clients want it. */
	readonly baseUrl: string;
	readonly model: string;
	readonly pid: number;
	/** Returns when vLLM and all its processes are gone. Calling it again does no harm. */
	stop(): Promise<void>;
}

/**
 * Starts a real vLLM on the CPU with SmolLM2-135M, or another of the shipped models, and returns once it answers, about a minute later.
 *
 * @throws VllmUnavailableError where it cannot run, SetupError when it did not start.
 */
export async function startVllm(options: StartVllmOptions = {}): Promise<RunningVllm> {
	const { signal, onStep } = options;
	const installation = await ensureVllm({ ...(signal && { signal }), ...(onStep && { onStep }) });
	const port = options.port ?? (await freePort());
	if (!(await isPortFree(port))) {
		throw new SetupError(
			`Port ${port}, where vLLM was to answer, is taken by another program.`,
			'Stop that program or choose another port.',
		);
	}
	const { size = 'tiny' } = options;
	const model = size === 'tiny' ? tinyName : shippedModels[size].name;
	const converted = await ensureConverted(size, installation, { ...(signal && { signal }), ...(onStep && { onStep }) });
	onStep?.('loading the model');
	const modelFolder = options.reasoningParser === undefined ? converted : await ensureThinkingModel(installation);
	const { pid, stop } = await startService({
		...{ name: 'vLLM', command: installation.python, cwd: installation.folder },
		args: argumentsOf({ ...options, model, modelFolder, port }),
		logFile: join(installation.folder, `server-${port}.log`),
		env: environmentOf(options),
		isReady: async () => await isHealthy(`http://127.0.0.1:${port}/health`),
		timeoutMs: options.startTimeoutMs ?? 300_000,
		...{ keep: options.keep === true, ...(signal && { signal }) },
	});
	return { baseUrl: `http://127.0.0.1:${port}/v1`, model, pid, stop };
}

interface Served extends StartVllmOptions {
	readonly model: string;
	readonly modelFolder: string;
	readonly port: number;
}

function argumentsOf({ model, modelFolder, port, maxModelLen, reasoningParser, args: more = [] }: Served): readonly string[] {
	// The `vllm` command looks for a package of that name, which this build is not: the module is called instead.
	const args = ['-m', 'vllm.entrypoints.openai.api_server', '--model', modelFolder];
	args.push('--served-model-name', model, '--host', '127.0.0.1', '--port', String(port));
	args.push('--max-model-len', String(maxModelLen ?? 4096), '--enforce-eager', '--enable-prompt-tokens-details');
	// On a CPU, vLLM 0.32 dies of a seeded prompt that it reads in more than one step, which many clones at once bring about.
	args.push('--no-enable-chunked-prefill');
	if (reasoningParser !== undefined) {
		args.push('--reasoning-parser', reasoningParser, '--structured-outputs-config', '{"enable_in_reasoning": true}');
	}
	args.push('--enable-auto-tool-choice', '--tool-call-parser', 'hermes', ...more);
	return args;
}

const environmentOf = ({ apiKey, env }: StartVllmOptions): NodeJS.ProcessEnv => ({
	...process.env,
	VLLM_TARGET_DEVICE: 'cpu',
	VLLM_CPU_KVCACHE_SPACE: '2',
	VLLM_NO_USAGE_STATS: '1',
	HF_HUB_OFFLINE: '1',
	...(apiKey && { VLLM_API_KEY: apiKey }),
	...env,
});

const noteFile = () => cacheFolder('vllm-running.json');

async function startFromTerminal(port: number): Promise<void> {
	const { baseUrl, model, pid } = await step(
		'Starting a real vLLM on the CPU',
		async (onStep) => await startVllm({ port, keep: true, onStep }),
	);
	await writeFile(noteFile(), JSON.stringify({ pid, baseUrl }));
	console.log(`\n${model} answers at ${baseUrl}. Stop it with: node scripts/vllm-cpu/startVllm.mts stop`);
}

async function stopFromTerminal(): Promise<void> {
	const note = await readFile(noteFile(), 'utf8').catch(() => undefined);
	if (note === undefined)
		throw new SetupError('No vLLM was started from here.', 'Start one with: node scripts/vllm-cpu/startVllm.mts start');
	const { pid, baseUrl } = JSON.parse(note) as { pid: number; baseUrl: string };
	await step(`Stopping vLLM at ${baseUrl}`, async () => await endGroup(pid));
	await rm(noteFile(), { force: true });
}

if (import.meta.main) {
	const [command, port = '8000'] = process.argv.slice(2);
	await runScript(async () => {
		if (command === 'start') await startFromTerminal(Number(port));
		else if (command === 'stop') await stopFromTerminal();
		else throw new SetupError(`\`${command ?? ''}\` is no command of this script.`, 'Say `start [port]` or `stop`.');
	});
}
