import type { AskOptions, ChatAnswer, ChatRequest, Endpoint } from './endpoint';
import { isEndpointError } from './endpointError';

/**
 * Asks for a short answer, and once more without Max Tokens where the model spent all of them on thinking.
 *
 * Both calls share the one time that `timeoutMs` is. Models that think need room that nobody can foresee; for others a bound keeps a lost one from writing on and on.
 *
 * @throws what `endpoint.chat` throws.
 */
export async function askWithRoom(endpoint: Endpoint, request: ChatRequest, given: AskOptions): Promise<ChatAnswer> {
	const options = { startedAt: Date.now(), ...given };
	try {
		return await endpoint.chat(request, options);
	} catch (error) {
		if (request.sampling.maxTokens === undefined || !isEndpointError(error) || error.kind !== 'emptyAnswer') throw error;
	}
	const { maxTokens: _, ...sampling } = request.sampling;
	return await endpoint.chat({ ...request, sampling }, options);
}
