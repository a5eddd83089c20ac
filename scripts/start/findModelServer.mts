import { SetupError } from '../shared/setupError.mts';
import { keyHeader, readJson, whyUnreachable } from './http.mts';

/** A model server that listens and lists at least one model. */
export interface ModelServer {
	readonly name: string;
	/** Ends in /v1, as clients want it. */
	readonly baseUrl: string;
	readonly apiKey: string;
	/** The first model that it lists. */
	readonly model: string;
	/** The longest answer to ask it for; left to the server when absent. */
	readonly maxTokens?: number;
}

export interface KnownPlace {
	readonly name: string;
	readonly port: number;
}

export const knownPlaces: readonly KnownPlace[] = [
	{ name: 'vLLM', port: 8000 },
	{ name: 'Ollama', port: 11434 },
	{ name: 'LM Studio', port: 1234 },
	{ name: 'llama-server', port: 8080 },
];

/**
 * The model server to use: the one VLLM_BASE_URL names, else the first known one that listens on this machine.
 *
 * A server without a model, and a program that is no model server, are passed over, told by `onNote`. Undefined when there is none.
 *
 * @throws SetupError when VLLM_BASE_URL names one that does not answer: that was wanted, and must not silently become another.
 */
export async function findModelServer(
	env: NodeJS.ProcessEnv,
	places: readonly KnownPlace[] = knownPlaces,
	onNote: (line: string) => void = () => {},
): Promise<ModelServer | undefined> {
	const apiKey = env['VLLM_API_KEY'] ?? '';
	const wanted = env['VLLM_BASE_URL'];
	if (wanted) return await readWanted(wanted, apiKey);

	for (const { name, port } of places) {
		const baseUrl = `http://127.0.0.1:${port}/v1`;
		const found = await listModels(baseUrl, apiKey, 1500);
		if (found.kind === 'models' && found.models[0] !== undefined) return { name, baseUrl, apiKey, model: found.models[0] };
		if (found.kind === 'models') onNote(`${name} listens on port ${port} but has no model; looking further.`);
		if (found.kind === 'refused') throw refusal(`${name} on port ${port}`, baseUrl, found);
	}
	return undefined;
}

async function readWanted(address: string, apiKey: string): Promise<ModelServer> {
	const baseUrl = completeAddress(address);
	const found = await listModels(baseUrl, apiKey, 10_000);
	if (found.kind === 'refused') throw refusal(`The model server at ${baseUrl}`, baseUrl, found);
	if (found.kind === 'nothing') {
		throw new SetupError(
			`VLLM_BASE_URL says ${address}, but ${baseUrl}/models gave no list of models (${found.reason}).`,
			'Start the server (vllm serve <model>), mend the address, or leave VLLM_BASE_URL out to have another one looked for.',
		);
	}
	const [model] = found.models;
	if (model === undefined) {
		throw new SetupError(
			`The model server at ${baseUrl} has no model.`,
			'Load one in it (ollama pull <model>, vllm serve <model>), then try again.',
		);
	}
	return { name: `the server at ${baseUrl}`, baseUrl, apiKey, model };
}

function refusal(who: string, baseUrl: string, { status }: { readonly status: number }): SetupError {
	return new SetupError(
		`${who} asks for a key, and answered ${status} to what it was given.`,
		`Name both: VLLM_BASE_URL=${baseUrl} VLLM_API_KEY=<key> npm start`,
	);
}

/** What people copy around often lacks the scheme or the /v1, or names one path too many. */
export function completeAddress(address: string): string {
	const bare = address
		.trim()
		.replace(/\/+$/, '')
		.replace(/\/(chat\/completions|models)$/, '');
	const url = /^https?:\/\//.test(bare) ? bare : `http://${bare}`;
	return /^https?:\/\/[^/]+$/.test(url) ? `${url}/v1` : url;
}

type Listing =
	| { readonly kind: 'models'; readonly models: readonly string[] }
	| { readonly kind: 'refused'; readonly status: number }
	| { readonly kind: 'nothing'; readonly reason: string };

async function listModels(baseUrl: string, apiKey: string, timeoutMs: number): Promise<Listing> {
	try {
		const response = await fetch(`${baseUrl}/models`, { headers: keyHeader(apiKey), signal: AbortSignal.timeout(timeoutMs) });
		const text = await response.text();
		if (response.status === 401 || response.status === 403) return { kind: 'refused', status: response.status };
		const listed = readJson(text) as { data?: unknown } | undefined;
		if (!response.ok || !Array.isArray(listed?.data))
			return { kind: 'nothing', reason: `it answered ${response.status} with something else` };
		const models = (listed.data as { id?: unknown }[]).map(({ id }) => id).filter((id): id is string => typeof id === 'string');
		return { kind: 'models', models };
	} catch (error) {
		return { kind: 'nothing', reason: whyUnreachable(error) };
	}
}
