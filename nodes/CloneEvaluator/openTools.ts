import type { IExecuteFunctions } from 'n8n-workflow';
import type { ScorerTools } from '../engine/evaluate/scorers';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { findModel } from '../engine/endpoint/findModel';
import { extractCode, extractReadings, type Language, type Sandbox, type SandboxServiceSettings } from '../engine/sandbox';
import { openFirstChatModel } from '../shared/chatModel/openChatModels';
import { hasModelServer, openModelServer } from '../shared/openModelServer';
import { openSandboxOf } from '../shared/openSandboxOf';
import { hasCredential } from '../shared/readCredential';
import { createAsk, createEmbedding, QUESTION_TIMEOUT_MS } from '../shared/scorerQuestions';
import { withPatience } from '../shared/withPatience';

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
		const sandbox = await openSandboxOf(language, service, serviceLanguages.includes(language));
		opened.push(sandbox);
		return sandbox;
	};
	const close = async () => {
		await Promise.all(opened.map((sandbox) => sandbox.close()));
	};
	const open = async () => await openModelServer(context, itemIndex);
	const models = hasModelServer(context)
		? { ask: createAsk(open, firstUnlessNamed()), rank: createRanking(open), embed: createEmbedding(open) }
		: {};
	const first = await openFirstChatModel(context, itemIndex);
	// A connected Chat Model answers everything, whichever model is named.
	const connected = first && {
		ask: createAsk(
			async () => await Promise.resolve(first.endpoint),
			async () => await Promise.resolve(first.model),
		),
	};
	return { tools: { openSandbox, extractCode, extractReadings, ...models, ...connected }, asksConnected: first !== undefined, close };
}

/** The named model, or else the first of the server that chats, which is looked for once. */
function firstUnlessNamed(): Parameters<typeof createAsk>[1] {
	let found: Promise<string> | undefined;
	return async ({ model, field }, endpoint, signal) => {
		if (model !== '') return model;
		return await (found ??= findModel(endpoint, field, { signal, timeoutMs: QUESTION_TIMEOUT_MS }).then(({ id }) => id));
	};
}

function createRanking(open: () => Promise<Endpoint>): NonNullable<ScorerTools['rank']> {
	return async (model, task, texts, signal) => {
		const endpoint = await open();
		return await withPatience(signal, QUESTION_TIMEOUT_MS, async (patient) => await endpoint.rank(model, task, texts, patient));
	};
}

/** The credential is optional, and n8n throws when asked for one that is not set, or that a template names only. */
async function readService(context: IExecuteFunctions, itemIndex: number): Promise<SandboxServiceSettings | undefined> {
	if (!hasCredential(context, 'sandboxServiceApi')) return undefined;
	const { url, apiKey } = await context.getCredentials<{ url: string; apiKey?: string }>('sandboxServiceApi', itemIndex);
	return { url, ...(apiKey !== undefined && apiKey !== '' && { key: apiKey }) };
}
