import type { IExecuteFunctions } from 'n8n-workflow';
import type { ScorerTools } from '../engine/evaluate/scorers';
import { askWithRoom } from '../engine/endpoint/askWithRoom';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { findModel } from '../engine/endpoint/findModel';
import { createRetryBudget } from '../engine/endpoint/retryBudget';
import { createSandbox, extractCode, extractReadings, type Language, type Sandbox, type SandboxServiceSettings } from '../engine/sandbox';
import { hasModelServer, openModelServer } from '../shared/openModelServer';
import { readModel } from '../shared/readModel';
import { withPatience } from '../shared/withPatience';
import { readJudges } from './readRequest';

const JUDGE_MAX_TOKENS = 512;
const DRAFTER_MAX_TOKENS = 1024;
const JUDGE_TIMEOUT_MS = 300_000;
const JUDGE_RETRIES = 20;

/** Languages that a code-running service is asked to run where this host cannot. */
export const serviceLanguages: Language[] = ['python'];

/** What scorers need from outside, as the node's credentials give it; `close` gives the opened sandboxes back. */
export function openTools(
	context: IExecuteFunctions,
	itemIndex: number,
): { readonly tools: ScorerTools; readonly close: () => Promise<void> } {
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
		? { askJudge: createJudge(context, itemIndex), askDrafter: createDrafter(context, itemIndex), rank: createRanking(context, itemIndex) }
		: {};
	return { tools: { openSandbox, extractCode, extractReadings, ...models }, close };
}

/** Asks the judges' models on the server of the node's credential, at temperature 0; the server is looked for only when a judge is first asked. */
function createJudge(context: IExecuteFunctions, itemIndex: number): NonNullable<ScorerTools['askJudge']> {
	const { moreJudges } = context.getNodeParameter('options', itemIndex, {}) as { moreJudges?: unknown };
	return openModels(context, itemIndex, ['judgeModel', 'Judge Model'], readJudges(String(moreJudges ?? '')), JUDGE_MAX_TOKENS);
}

function createDrafter(context: IExecuteFunctions, itemIndex: number): NonNullable<ScorerTools['askDrafter']> {
	const ask = openModels(context, itemIndex, ['draftingModel', 'Drafting Model'], [], DRAFTER_MAX_TOKENS);
	return async (messages, signal) => await ask(0, messages, signal);
}

/** Asks the model that a field names, the first one that chats where it names none, or one of some more. */
function openModels(
	context: IExecuteFunctions,
	itemIndex: number,
	[field, label]: readonly [name: string, label: string],
	more: readonly string[],
	maxTokens: number,
): NonNullable<ScorerTools['askJudge']> {
	let opened: Promise<{ readonly endpoint: Endpoint; readonly models: readonly string[] }> | undefined;
	const open = async (signal: AbortSignal) => {
		const endpoint = await openModelServer(context, itemIndex);
		const named = readModel(context, itemIndex, field);
		const first = named === '' ? (await findModel(endpoint, label, { signal, timeoutMs: JUDGE_TIMEOUT_MS })).id : named;
		return { endpoint, models: [first, ...more] };
	};
	const retryBudget = createRetryBudget(JUDGE_RETRIES);
	return async (which, messages, signal) => {
		const { endpoint, models } = await (opened ??= open(signal));
		const request = { model: models[which] ?? '', messages, sampling: { temperature: 0, maxTokens } };
		return await askWithRoom(endpoint, request, { signal, timeoutMs: JUDGE_TIMEOUT_MS, retries: 2, retryBudget, stream: false });
	};
}

function createRanking(context: IExecuteFunctions, itemIndex: number): NonNullable<ScorerTools['rank']> {
	return async (model, task, texts, signal) => {
		const endpoint = await openModelServer(context, itemIndex);
		return await withPatience(signal, JUDGE_TIMEOUT_MS, async (patient) => await endpoint.rank(model, task, texts, patient));
	};
}

/** The credential is optional, and n8n throws when asked for one that is not set. */
async function readService(context: IExecuteFunctions, itemIndex: number): Promise<SandboxServiceSettings | undefined> {
	if (context.getNode().credentials?.['sandboxServiceApi'] === undefined) return undefined;
	const { url, apiKey } = await context.getCredentials<{ url: string; apiKey?: string }>('sandboxServiceApi', itemIndex);
	return { url, ...(apiKey !== undefined && apiKey !== '' && { key: apiKey }) };
}
