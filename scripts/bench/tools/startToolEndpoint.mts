import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A model that calls a tool once and then answers, at once; and what the tool asks, which takes its time. */
export interface ToolEndpoint {
	readonly baseUrl: string;
	readonly toolAddress: string;
	/** Calls of the tool since the last reset, and how many of them were there at the same time. */
	counts(): { readonly served: number; readonly mostInFlight: number };
	reset(): void;
	stop(): Promise<void>;
}

export async function startToolEndpoint(toolMs: number): Promise<ToolEndpoint> {
	const counts = { served: 0, inFlight: 0, mostInFlight: 0 };
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		if (request.url === '/v1/models') return send(response, { object: 'list', data: [{ id: 'bench', object: 'model' }] });
		if (request.url === '/v1/chat/completions') return send(response, answerChat(await readBody(request)));
		counts.inFlight++;
		counts.mostInFlight = Math.max(counts.mostInFlight, counts.inFlight);
		await sleep(toolMs);
		counts.inFlight--;
		counts.served++;
		send(response, { text: 'done' });
	};
	const server = createServer((request, response) => void answer(request, response));
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		baseUrl: `${origin}/v1`,
		toolAddress: `${origin}/tool`,
		counts: () => ({ served: counts.served, mostInFlight: counts.mostInFlight }),
		reset: () => Object.assign(counts, { served: 0, mostInFlight: 0 }),
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function answerChat(text: string): unknown {
	const { messages, tools } = JSON.parse(text) as { messages: Array<{ role: string }>; tools?: Array<{ function: { name: string } }> };
	const isDone = tools === undefined || messages.some(({ role }) => role === 'tool');
	const call = { id: 'call-1', type: 'function', function: { name: tools?.[0]?.function.name, arguments: '{}' } };
	const message = isDone ? { role: 'assistant', content: 'Done.' } : { role: 'assistant', content: null, tool_calls: [call] };
	return {
		id: 'bench',
		object: 'chat.completion',
		model: 'bench',
		choices: [{ index: 0, message, finish_reason: isDone ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
	};
}

function send(response: ServerResponse, body: unknown): void {
	const text = JSON.stringify(body);
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
