import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { listenOnNewPort } from './listenOnNewPort.ts';

export type PickyBody = Record<string, unknown>;

interface Refusal {
	readonly status?: number;
	readonly error: unknown;
}

/** A model server that refuses some fields and answers everything else, whole or streamed, as asked. */
export interface PickyServer {
	/** Ends in `/v1`. */
	readonly baseUrl: string;
	readonly model: string;
	/** The bodies of the chat requests that came, in their order. */
	readonly requests: readonly PickyBody[];
	close(): Promise<void>;
}

/** `refuse` gives what it says to a request that it does not take; `answer` the message of one that it takes. */
export async function startPickyServer(
	refuse: (body: PickyBody) => Refusal | undefined,
	answer: (body: PickyBody) => object = () => ({ content: '42' }),
): Promise<PickyServer> {
	const requests: PickyBody[] = [];
	const reply = (body: PickyBody): { readonly status: number; readonly type: string; readonly text: string } => {
		const refusal = refuse(body);
		if (refusal !== undefined) return { status: refusal.status ?? 400, type: 'application/json', text: JSON.stringify(refusal.error) };
		const message = { role: 'assistant', ...answer(body) };
		const usage = { prompt_tokens: 10, completion_tokens: 5 };
		if (body['stream'] !== true) {
			const text = JSON.stringify({ model: body['model'], choices: [{ index: 0, message, finish_reason: 'stop' }], usage });
			return { status: 200, type: 'application/json', text };
		}
		const pieces = [
			{ choices: [{ index: 0, delta: message, finish_reason: null }] },
			{ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage },
		];
		return {
			status: 200,
			type: 'text/event-stream',
			text: `${pieces.map((piece) => `data: ${JSON.stringify(piece)}\n\n`).join('')}data: [DONE]\n\n`,
		};
	};
	const server = createServer((request, response) => {
		if (request.method === 'GET') {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ object: 'list', data: [{ id: 'picky', object: 'model' }] }));
			return;
		}
		void json(request).then((body) => {
			requests.push(body as PickyBody);
			const { status, type, text } = reply(body as PickyBody);
			response.writeHead(status, { 'content-type': type });
			response.end(text);
		});
	});
	const port = await listenOnNewPort(server);
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		model: 'picky',
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Pydantic's complaint about fields that it does not know, as Mistral sends it. */
export function forbids(...fields: readonly string[]): (body: PickyBody) => Refusal | undefined {
	return (body) => {
		const found = fields.filter((field) => field in body);
		if (found.length === 0) return undefined;
		const detail = found.map((field) => ({ type: 'extra_forbidden', loc: ['body', field], msg: 'Extra inputs are not permitted' }));
		return { status: 422, error: { object: 'error', message: { detail } } };
	};
}

/** OpenAI's complaint about a field. */
export function complains(message: string, param: string | null = null): Refusal {
	return { error: { error: { message, type: 'invalid_request_error', param, code: null } } };
}
