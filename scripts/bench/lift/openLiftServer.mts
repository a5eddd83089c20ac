import { startEmbeddedModel } from '../../embedded-model/startEmbeddedModel.mts';
import type { OnStep } from '../../shared/step.mts';
import { startVllm } from '../../vllm-cpu/startVllm.mts';
import { openModelServer, type ModelServer } from '../openModelServer.mts';

export const places = ['vllm', 'embedded'] as const;

export interface LiftServer extends ModelServer {
	/** By what, in words. */
	readonly served: string;
}

/** The server that VLLM_BASE_URL names; else a vLLM on the CPU or the embedded server, with a model of that size. */
export async function openLiftServer(size: 'tiny' | 'small' | 'medium', on: (typeof places)[number], onStep: OnStep): Promise<LiftServer> {
	if (process.env['VLLM_BASE_URL']) return { ...(await openModelServer(onStep)), served: 'a server of its own' };
	if (on === 'vllm') return { ...(await startVllm({ size, onStep })), apiKey: '', served: 'vLLM 0.32 on the CPU, bfloat16' };
	return { ...(await startEmbeddedModel({ model: size, onStep })), apiKey: '', served: 'the embedded server (llama.cpp on the CPU)' };
}
