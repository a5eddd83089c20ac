import OpenAI from 'openai';
import { SetupError } from '../shared/setupError.mts';
import { startVllm } from '../vllm-cpu/startVllm.mts';

export interface ModelServer {
	readonly baseUrl: string;
	readonly apiKey: string;
	readonly model: string;
	stop(): Promise<void>;
}

/** The vLLM that VLLM_BASE_URL names, with VLLM_MODEL where it has several; else one of our own on the CPU. */
export async function openModelServer(onStep: (line: string) => void): Promise<ModelServer> {
	const baseUrl = process.env['VLLM_BASE_URL']?.replace(/\/+$/, '');
	if (!baseUrl) return { ...(await startVllm({ onStep })), apiKey: '' };
	const apiKey = process.env['VLLM_API_KEY'] ?? '';
	const models = await new OpenAI({ baseURL: baseUrl, apiKey: apiKey || 'none' }).models.list();
	const model = process.env['VLLM_MODEL'] ?? models.data[0]?.id;
	if (model === undefined) throw new SetupError(`The server at ${baseUrl} lists no model.`, 'Start vLLM with a model.');
	return { baseUrl, apiKey, model, stop: async () => await Promise.resolve() };
}
