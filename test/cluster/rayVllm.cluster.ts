import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRay } from '../../scripts/ray/checkRay.mts';
import { deployApp } from '../../scripts/ray/deployApp.mts';
import { ensureRayOnCpu } from '../../scripts/ray/ensureRayOnCpu.mts';
import { ownAddress } from '../../scripts/ray/ownAddress.mts';
import { startRayNode, type RunningRayNode } from '../../scripts/ray/startRayNode.mts';
import { freePort } from '../../scripts/shared/freePort.mts';
import { isHealthy, waitUntil } from '../../scripts/shared/waitUntil.mts';
import { ensureConverted } from '../../scripts/vllm-cpu/ensureConverted.mts';
import { ensureVllm } from '../../scripts/vllm-cpu/ensureVllm.mts';
import { createEndpoint } from '../../nodes/engine/endpoint';
import { fanOutOn } from '../support/fanOutOn';

const model = 'qwen2.5-coder-0.5b';

describe('a real vLLM on Ray, on the CPU', () => {
	let folder: string;
	let node: RunningRayNode;
	let baseUrl: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'rayv-'));
		const python = await ensureRayOnCpu();
		const source = await ensureConverted('small', await ensureVllm(), {});
		const [port, served] = [await freePort(), await freePort()];
		node = await startRayNode({
			...{ python, port, logFile: join(folder, 'head.log'), resources: { large: 1 } },
			args: [
				...['--num-cpus=4', '--object-store-memory=100000000', `--temp-dir=${join(folder, 'ray')}`],
				...['--include-dashboard=false', `--ray-client-server-port=${await freePort()}`],
			],
		});
		const engine = { max_model_len: 2048, enforce_eager: true, distributed_executor_backend: 'mp', enable_chunked_prefill: false };
		const env = { VLLM_TARGET_DEVICE: 'cpu', VLLM_CPU_KVCACHE_SPACE: '1', VLLM_NO_USAGE_STATS: '1', HF_HUB_OFFLINE: '1' };
		const models = [{ name: model, resource: 'large', source, gpus: 0, engine, env }];
		await deployApp(python, { address: `${ownAddress()}:${port}`, host: '127.0.0.1', port: served, models });
		baseUrl = `http://127.0.0.1:${served}/v1`;
		await waitUntil('The app', async () => await isHealthy(`${baseUrl}/models`), { timeoutMs: 600_000, everyMs: 1000 });
	});

	afterAll(async () => {
		await node?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	it('answers what npm run ray -- check asks', async () => {
		const [answer, ...others] = await checkRay(baseUrl);
		expect([answer?.model, others]).toEqual([model, []]);
		expect(answer?.text).toMatch(/\w/);
	});

	it('answers five clones', async () => {
		const endpoint = () => createEndpoint({ baseUrl });
		const { receipt } = await fanOutOn({ baseUrl, model, endpoint }, { clones: 5, cloneTimeoutMs: 300_000 });
		expect(receipt).toMatchObject({ asked: 5, answered: 5, missing: [] });
	});
});
