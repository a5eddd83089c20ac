import type { IExecuteFunctions } from 'n8n-workflow';
import type { ScorerTools } from '../engine/evaluate/scorers';
import { askWithRoom } from '../engine/endpoint/askWithRoom';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { findModel } from '../engine/endpoint/findModel';
import { createRetryBudget } from '../engine/endpoint/retryBudget';
import { createSandbox, extractCode, extractReadings, type Language, type Sandbox, type SandboxServiceSettings } from '../engine/sandbox';
import { openFirstChatModel } from '../shared/chatModel/openChatModels';
import { hasModelServer, openModelServer } from '../shared/openModelServer';
import { withPatience } from '../shared/withPatience';

const TIMEOUT_MS = 300_000;
/** Vectors come in well under a second from a server that is well, and words do without. */
const EMBEDDING_TIMEOUT_MS = 10_000;
const RETRIES = 20;

/** Languages that a code-running service is asked to run where this host cannot. */
export const serviceLanguages: Language[] = ['python'];

/** What scorers need from outside, as the node's connected Chat Model and its credentials give it; `close` gives the opened sandboxes back. */
export async function openTools(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<{ readonly tools: ScorerTools; readonly asksConnected: boolean; readonly close: () => Promise<void> }> {
	const opened: Sandbox[] = [];
	const openSandbox = async (language: Language) => {
		const service = serviceLanguages.includes(language) ? await readService(context, itemIndex) : undefined;
		const sandbox = await createSandbox(language, service === undefined ? {} : { service });
		opened.push(sandbox);
		return sandbox;
	};
	const close = async () => {
		await Promise.all(opened.map((sandbox) => sandbox.close()));
	};
	const models = hasModelServer(context)
		? {
				ask: createAsk(async () => await openModelServer(context, itemIndex)),
				rank: createRanking(context, itemIndex),
				embed: createEmbedding(context, itemIndex),
			}
		: {};
	const first = await openFirstChatModel(context, itemIndex);
	const connected = first === undefined ? {} : { ask: createAsk(async () => await Promise.resolve(first.endpoint), first.model) };
	return { tools: { openSandbox, extractCode, extractReadings, ...models, ...connected }, asksConnected: first !== undefined, close };
}

/** Asks at temperature 0; the server, and the model where none is named, are looked for only when first asked. With `only`, no other model is asked, whatever is named. */
function createAsk(open: () => Promise<Endpoint>, only?: string): NonNullable<ScorerTools['ask']> {
	const retryBudget = createRetryBudget(RETRIES);
	let opened: Promise<Endpoint> | undefined;
	let found: Promise<string> | undefined;
	return async ({ model: chosen, field, messages, maxTokens, jsonSchema }, signal) => {
		const named = only ?? chosen;
		const endpoint = await (opened ??= open());
		const model =
			named === '' ? await (found ??= findModel(endpoint, field, { signal, timeoutMs: TIMEOUT_MS }).then(({ id }) => id)) : named;
		const request = { model, messages, sampling: { temperature: 0, maxTokens }, ...(jsonSchema && { jsonSchema }) };
		return await askWithRoom(endpoint, request, { signal, timeoutMs: TIMEOUT_MS, retries: 2, retryBudget, stream: false });
	};
}

function createRanking(context: IExecuteFunctions, itemIndex: number): NonNullable<ScorerTools['rank']> {
	return async (model, task, texts, signal) => {
		const endpoint = await openModelServer(context, itemIndex);
		return await withPatience(signal, TIMEOUT_MS, async (patient) => await endpoint.rank(model, task, texts, patient));
	};
}

function createEmbedding(context: IExecuteFunctions, itemIndex: number): NonNullable<ScorerTools['embed']> {
	return async (named, texts, signal) => {
		const endpoint = await openModelServer(context, itemIndex);
		return await withPatience(signal, EMBEDDING_TIMEOUT_MS, async (patient) => {
			const model = named === '' ? (await endpoint.listModels(patient)).find(({ otherUse }) => otherUse === 'embedding')?.id : named;
			return model === undefined ? undefined : await endpoint.embed(model, texts, patient);
		});
	};
}

/** The credential is optional, and n8n throws when asked for one that is not set. */
async function readService(context: IExecuteFunctions, itemIndex: number): Promise<SandboxServiceSettings | undefined> {
	if (context.getNode().credentials?.['sandboxServiceApi'] === undefined) return undefined;
	const { url, apiKey } = await context.getCredentials<{ url: string; apiKey?: string }>('sandboxServiceApi', itemIndex);
	return { url, ...(apiKey !== undefined && apiKey !== '' && { key: apiKey }) };
}
