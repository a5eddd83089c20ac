import { SetupError } from '../shared/setupError.mts';

export interface RayAnswer {
	readonly model: string;
	readonly text: string;
	readonly durationMs: number;
}

interface ModelList {
	readonly data?: ReadonlyArray<{ readonly id: string }>;
}

interface Completion {
	readonly choices?: ReadonlyArray<{ readonly message?: { readonly content?: string } }>;
}

/** A model that is not loaded yet is waited for by Ray itself. */
const patienceMs = 10 * 60_000;

/**
 * Asks each of these models one short question, by default all that are listed.
 *
 * @throws SetupError naming the model that does not answer.
 */
export async function checkRay(baseUrl: string, models?: readonly string[]): Promise<readonly RayAnswer[]> {
	const listed = await listModels(baseUrl);
	const missing = (models ?? listed).find((model) => !listed.includes(model));
	if (missing !== undefined || listed.length === 0)
		throw new SetupError(
			`Ray at ${baseUrl} lists ${listed.join(', ') || 'no model'}${missing === undefined ? '' : `, and not ${missing}`}.`,
			'Name the models as they were named to npm run ray -- head, or start again: npm run ray -- stop, then head.',
		);
	return await Promise.all((models ?? listed).map(async (model) => await ask(baseUrl, model)));
}

async function listModels(baseUrl: string): Promise<readonly string[]> {
	try {
		const response = await fetch(`${baseUrl}/models`, { signal: AbortSignal.timeout(10_000) });
		const text = await response.text();
		if (!response.ok) throw new Error(`it answered ${response.status}, ${text.slice(0, 300)}`);
		return (JSON.parse(text) as ModelList).data?.map(({ id }) => id) ?? [];
	} catch (error) {
		throw new SetupError(
			`No models are served at ${baseUrl}: ${reasonOf(error as Error)}.`,
			'Start Ray here with: npm run ray -- head. It takes a minute until it answers.',
		);
	}
}

/** What `fetch` says itself is only that it failed. */
const reasonOf = ({ message, cause }: Error): string =>
	cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code || message : message;

async function ask(baseUrl: string, model: string): Promise<RayAnswer> {
	const startedAt = performance.now();
	const response = await fetch(`${baseUrl}/chat/completions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ model, max_tokens: 16, messages: [{ role: 'user', content: 'Say hello.' }] }),
		signal: AbortSignal.timeout(patienceMs),
	}).catch((error: Error) => error);
	const text = response instanceof Error ? response.message : await response.text();
	if (response instanceof Error || !response.ok)
		throw new SetupError(
			`${model} does not answer at ${baseUrl}: ${text.slice(0, 300)}`,
			'Is its machine joined, and does its model fit into the memory of its GPU? Ray keeps its logs in /tmp/ray/session_latest/logs/serve.',
		);
	const said = (JSON.parse(text) as Completion).choices?.[0]?.message?.content ?? '';
	return { model, text: said, durationMs: Math.round(performance.now() - startedAt) };
}
