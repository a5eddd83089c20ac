import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, isPortFree } from '../shared/freePort.mts';
import { runScript, SetupError } from '../shared/setupError.mts';
import { startService } from '../shared/startService.mts';
import { step } from '../shared/step.mts';
import type { OnStep } from '../shared/step.mts';
import { isHealthy } from '../shared/waitUntil.mts';
import { ensureLitellm } from './ensureLitellm.mts';

export interface Upstream {
	/** Of a model server behind the proxy; ends in /v1. */
	readonly baseUrl: string;
	readonly apiKey?: string;
	/** By their names there; the proxy offers them under the same names. */
	readonly models: readonly string[];
}

export interface StartLitellmOptions {
	readonly upstreams: readonly Upstream[];
	/** Any free one by default. */
	readonly port?: number;
	/** What the proxy asks of its callers; it serves nobody without one. */
	readonly masterKey?: string;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

export interface RunningLitellm {
	/** Ends in /v1, as clients want it. */
	readonly baseUrl: string;
	readonly masterKey: string;
	readonly pid: number;
	/** Returns when the proxy is gone. Calling it again does no harm. */
	stop(): Promise<void>;
}

/**
 * Starts a real LiteLLM proxy before model servers and returns once it answers, about half a minute later.
 *
 * @throws SetupError with a sentence and advice.
 */
export async function startLitellm(options: StartLitellmOptions): Promise<RunningLitellm> {
	const { signal, onStep, masterKey = 'sk-zoo-master-key' } = options;
	const installation = await ensureLitellm({ ...(signal && { signal }), ...(onStep && { onStep }) });
	const port = options.port ?? (await freePort());
	if (!(await isPortFree(port))) {
		throw new SetupError(
			`Port ${port}, where LiteLLM was to answer, is taken by another program.`,
			'Stop that program or choose another port.',
		);
	}
	onStep?.('starting the proxy');
	const configFile = join(installation.folder, `proxy-${port}.yaml`);
	await writeFile(configFile, JSON.stringify(configOf(masterKey, options), null, 2), { mode: 0o600 });
	const { pid, stop } = await startService({
		...{
			name: 'LiteLLM',
			command: installation.command,
			cwd: installation.folder,
			logFile: join(installation.folder, `proxy-${port}.log`),
		},
		args: ['--config', configFile, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '1'],
		// The price list comes with the package: nothing is fetched.
		env: { ...process.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True', LITELLM_TELEMETRY: 'False' },
		isReady: async () => await isHealthy(`http://127.0.0.1:${port}/health/liveliness`),
		...{ timeoutMs: 180_000, patienceMs: 5_000, ...(signal && { signal }) },
	});
	return { baseUrl: `http://127.0.0.1:${port}/v1`, masterKey, pid, stop };
}

/** JSON without tabs is YAML too. Retries are ours, so that a test sees each request once. */
const configOf = (masterKey: string, { upstreams }: StartLitellmOptions) => ({
	model_list: upstreams.flatMap(({ baseUrl, apiKey = 'none', models }) =>
		models.map((model) => ({
			model_name: model,
			litellm_params: { model: `openai/${model}`, api_base: baseUrl, api_key: apiKey },
		})),
	),
	litellm_settings: { num_retries: 0, telemetry: false },
	router_settings: { num_retries: 0, disable_cooldowns: true },
	general_settings: { master_key: masterKey },
});

if (import.meta.main) {
	const [baseUrl = 'http://127.0.0.1:8079/v1', model = 'smollm2-135m'] = process.argv.slice(2);
	await runScript(async () => {
		const proxy = await step(
			'Starting LiteLLM',
			async (onStep) => await startLitellm({ upstreams: [{ baseUrl, models: [model] }], port: 4000, onStep }),
		);
		console.log(`\n${model} answers at ${proxy.baseUrl} with the key ${proxy.masterKey} until you press Ctrl-C.`);
	});
}
