import { createRequire } from 'node:module';
import type { ModelInfo } from '../../nodes/engine/endpoint/endpoint.ts';
import type * as ModelCards from '../../nodes/engine/endpoint/modelCards.ts';
import type * as ModelUse from '../../nodes/engine/endpoint/modelUse.ts';
import { SetupError } from '../shared/setupError.mts';
import { addPath, keyHeader, readJson, whyUnreachable } from './http.mts';

// Required, as Node warns where an ES module is imported from a package that does not call itself one.
const require = createRequire(import.meta.url);
const { chooseModel, readModelCards } = require('../../nodes/engine/endpoint/modelCards.ts') as typeof ModelCards;
const { otherUseOf } = require('../../nodes/engine/endpoint/modelUse.ts') as typeof ModelUse;

/** A model server that listens and lists at least one model that chats. */
export interface ModelServer {
	readonly name: string;
	/** Ends in /v1, as clients want it, or in the query that was given with it. */
	readonly baseUrl: string;
	readonly apiKey: string;
	/** The one that the nodes take where Model is empty. */
	readonly model: string;
	/** It is ours, small and on the CPU: who rambles on keeps all others waiting. */
	readonly isEmbedded?: boolean;
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
 * A server without a model that chats, and a program that is no model server, are passed over, told by `onNote`. Undefined when there is none.
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
		const model = found.kind === 'models' ? chooseModel(found.models) : undefined;
		if (model !== undefined) return { name, baseUrl, apiKey, model: model.id };
		if (found.kind === 'models') onNote(`${name} listens on port ${port} but has no model${whichOnly(found.models)}; looking further.`);
		if (found.kind === 'refused') throw refusal(`${name} on port ${port}`, baseUrl, found);
	}
	return undefined;
}

async function readWanted(address: string, apiKey: string): Promise<ModelServer> {
	const baseUrl = completeAddress(address);
	const found = await listModels(baseUrl, apiKey, 10_000);
	const place = withoutQuery(baseUrl);
	if (found.kind === 'refused') throw refusal(`The model server at ${place}`, place, found);
	if (found.kind === 'nothing') {
		throw new SetupError(
			`VLLM_BASE_URL says ${withoutQuery(address)}, but ${place}/models gave no list of models (${found.reason}).`,
			'Start the server (vllm serve <model>), correct the address, or leave VLLM_BASE_URL out to have another one looked for.',
		);
	}
	const model = chooseModel(found.models);
	if (model === undefined) {
		throw new SetupError(
			`The model server at ${place} has no model${whichOnly(found.models)}.`,
			'Load one that chats (ollama pull <model>, vllm serve <model>), then try again.',
		);
	}
	return { name: `the server at ${place}`, baseUrl, apiKey, model: model.id };
}

/** Behind "has no model". */
function whichOnly(models: readonly ModelInfo[]): string {
	const named = models.slice(0, 5).map(({ id, otherUse }) => `${id} (${otherUse})`);
	return models.length === 0 ? '' : ` that chats, only ${named.join(', ')}${models.length > 5 ? ` and ${models.length - 5} more` : ''}`;
}

/** A key may stand in it. */
function withoutQuery(address: string): string {
	return address.split('?', 1)[0] ?? '';
}

function refusal(who: string, baseUrl: string, { status }: { readonly status: number }): SetupError {
	return new SetupError(
		`${who} asks for a key, and answered ${status} to what it was given.`,
		`Name both: VLLM_BASE_URL=${baseUrl} VLLM_API_KEY=<key> npm start`,
	);
}

/** What people copy around often lacks the scheme or the /v1, or names one path too many. */
export function completeAddress(address: string): string {
	const [typed = ''] = address.trim().split('#', 1);
	const query = typed.includes('?') ? typed.slice(typed.indexOf('?')) : '';
	const bare = withoutQuery(typed)
		.replace(/\/+$/, '')
		.replace(/\/(chat\/completions|models)$/, '');
	const url = /^https?:\/\//.test(bare) ? bare : `http://${bare}`;
	return (/^https?:\/\/[^/]+$/.test(url) ? `${url}/v1` : url) + query;
}

type Listing =
	| { readonly kind: 'models'; readonly models: readonly ModelInfo[] }
	| { readonly kind: 'refused'; readonly status: number }
	| { readonly kind: 'nothing'; readonly reason: string };

async function listModels(baseUrl: string, apiKey: string, timeoutMs: number): Promise<Listing> {
	try {
		const response = await fetch(addPath(baseUrl, '/models'), { headers: keyHeader(apiKey), signal: AbortSignal.timeout(timeoutMs) });
		const text = await response.text();
		if (response.status === 401 || response.status === 403) return { kind: 'refused', status: response.status };
		const models = response.ok ? readModelCards(readJson(text), otherUseOf) : undefined;
		return models === undefined
			? { kind: 'nothing', reason: `it answered ${response.status} with something else` }
			: { kind: 'models', models };
	} catch (error) {
		return { kind: 'nothing', reason: whyUnreachable(error) };
	}
}
