import { onTestFinished } from 'vitest';
import { createEndpoint } from '../../../nodes/engine/endpoint/createEndpoint';
import type { AskOptions, ChatAnswer, ChatRequest, Endpoint } from '../../../nodes/engine/endpoint/endpoint';
import { createRetryBudget } from '../../../nodes/engine/endpoint/retryBudget';
import type { FanOutResult } from '../../../nodes/engine/fanout/fanOut';
import type { FanOutRequest } from '../../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../../nodes/engine/tool';
import { fanOutOn } from '../../support/fanOutOn';
import type { ServerKind } from '../../support/servers/serverKind.ts';
import { startServer, type ServerScript, type ZooServer } from '../../support/servers/startServer.ts';

/** What one has to know to ask a server. */
export interface AskedServer {
	readonly baseUrl: string;
	readonly model: string;
	readonly apiKey?: string;
}

/** A server that says what a test has it say. */
export type OpenedServer = Pick<ZooServer, 'baseUrl' | 'model' | 'requests' | 'close'> & {
	readonly apiKey?: string;
	/** How it is asked; absent: over the OpenAI API. */
	readonly endpoint?: (server: AskedServer) => Endpoint;
};

/** A kind of server under test, and how to open one. */
export interface AnyServer<Server extends OpenedServer = OpenedServer> {
	readonly kind: ServerKind;
	open(script?: ServerScript): Promise<Server>;
}

/** A server of the zoo; whatever a test opens is closed when that test is over. */
export function ofZoo(kind: ServerKind): AnyServer<ZooServer> {
	return {
		kind,
		open: async (script = {}) => {
			const server = await startServer(kind, script);
			onTestFinished(async () => await server.close());
			return server;
		},
	};
}

export function endpointOn({
	baseUrl,
	apiKey = '',
	model = '',
	endpoint: own,
}: Pick<OpenedServer, 'baseUrl' | 'apiKey' | 'endpoint'> & { readonly model?: string }): Endpoint {
	const endpoint = own?.({ baseUrl, model, apiKey }) ?? createEndpoint({ baseUrl, apiKey, backoff: { firstMs: 1, longestMs: 5 } });
	onTestFinished(async () => await endpoint.close());
	return endpoint;
}

/** Asks once, as one clone does. */
export async function askOn(
	server: OpenedServer,
	request: Partial<ChatRequest> = {},
	options: Partial<AskOptions> = {},
): Promise<ChatAnswer> {
	return await endpointOn(server).chat(
		{
			model: server.model,
			messages: [{ role: 'user', content: 'What is 6 times 7?' }],
			sampling: { temperature: 1, maxTokens: 400 },
			...request,
		},
		{
			signal: new AbortController().signal,
			timeoutMs: 20_000,
			retries: 2,
			retryBudget: createRetryBudget(2),
			stream: false,
			...options,
		},
	);
}

/** Runs a fan-out of two clones, or of what the test says; `stream` reads answers token by token. */
export async function runOn(
	server: OpenedServer,
	{ stream = false, tools = [], ...changes }: Partial<FanOutRequest> & { readonly stream?: boolean; readonly tools?: readonly Tool[] } = {},
): Promise<FanOutResult> {
	const request = { clones: 2, sampling: { temperature: 1, maxTokens: 400 }, keepCutAnswers: stream, ...changes };
	return await fanOutOn(server, request, undefined, undefined, tools);
}
