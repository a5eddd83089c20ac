import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../shared/setupError.mts';
import type { ModelServer } from './findModelServer.mts';
import { addPath, keyHeader, readJson, whyUnreachable } from './http.mts';

/**
 * Asks the server for a few words, so that trouble shows before five clones meet it.
 *
 * @throws SetupError with the server's own words when it lists models but cannot chat.
 */
export async function tryModelServer(server: ModelServer, signal?: AbortSignal): Promise<{ durationMs: number }> {
	const startedAt = performance.now();
	const body = { model: server.model, messages: [{ role: 'user', content: 'Say hello.' }], max_tokens: 8 };
	const limits = [AbortSignal.timeout(180_000), ...(signal ? [signal] : [])];
	const ask = async () => {
		const response = await fetch(addPath(server.baseUrl, '/chat/completions'), {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...keyHeader(server.apiKey) },
			body: JSON.stringify(body),
			signal: AbortSignal.any(limits),
		});
		return { status: response.status, text: await response.text() };
	};
	let said: string;
	try {
		let answer = await ask();
		// A server that is still loading its model says so; it is worth a few more tries.
		for (let tries = 0; answer.status === 503 && tries < 20; tries++)
			answer = (await sleep(3000, undefined, signal && { signal }), await ask());
		const choices = (readJson(answer.text) as { choices?: unknown[] } | undefined)?.choices;
		if (answer.status === 200 && Array.isArray(choices) && choices.length > 0) return { durationMs: performance.now() - startedAt };
		said = `it answered ${answer.status}: ${answer.text.trim().slice(0, 300)}`;
	} catch (error) {
		if (signal?.aborted) throw error;
		said = whyUnreachable(error);
	}
	throw new SetupError(
		`${server.name[0]?.toUpperCase()}${server.name.slice(1)} lists the model ${server.model}, but did not answer a short chat: ${said}`,
		'Load a chat model in it, name another server with VLLM_BASE_URL, or stop it to have the embedded model used.',
	);
}
