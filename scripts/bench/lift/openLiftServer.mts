import { startEmbeddedModel } from '../../embedded-model/startEmbeddedModel.mts';
import type { OnStep } from '../../shared/step.mts';
import { startVllm } from '../../vllm-cpu/startVllm.mts';
import { openModelServer, type ModelServer } from '../openModelServer.mts';

/** While the machine builds and tests besides. */
const startTimeoutMs = 1_800_000;

export const places = ['vllm', 'embedded'] as const;

export interface LiftServer extends ModelServer {
	/** By what, in words. */
	readonly served: string;
}

/** The server that VLLM_BASE_URL names; else a vLLM on the CPU or the embedded server, with a model of that size. */
export async function openLiftServer(size: 'tiny' | 'small' | 'medium', on: (typeof places)[number], onStep: OnStep): Promise<LiftServer> {
	if (process.env['VLLM_BASE_URL']) {
		const server = await openModelServer(onStep);
		return { ...server, served: await nameServer(server.baseUrl) };
	}
	if (on === 'vllm') {
		const server = await startVllm({ size, onStep, startTimeoutMs });
		return { ...server, apiKey: '', served: await nameServer(server.baseUrl) };
	}
	return { ...(await startEmbeddedModel({ model: size, onStep })), apiKey: '', served: 'the embedded server (llama.cpp on the CPU)' };
}

/** By what the server says of itself; only vLLM says its version there. */
async function nameServer(baseUrl: string): Promise<string> {
	try {
		const reply = await fetch(new URL('/version', baseUrl));
		const { version } = (await reply.json()) as { version?: string };
		return version === undefined ? 'another server' : `vLLM ${version}`;
	} catch {
		return 'another server';
	}
}
