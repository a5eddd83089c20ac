import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What reached the endpoint since the last reset. */
export interface EndpointCounts {
	readonly served: number;
	readonly mostInFlight: number;
}

const answerAfterMs = Number(process.argv[2] ?? 500);
const counts = { served: 0, mostInFlight: 0, inFlight: 0 };

/** Runs as a process of its own, so that its work is not mistaken for n8n's or the measuring script's. */
const server = createServer((request, response) => void handle(request, response));
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit(0));

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { pathname } = new URL(request.url ?? '/', 'http://endpoint');
	if (pathname === '/v1/chat/completions') return await answerChat(request, response);
	if (pathname === '/v1/models') return send(response, { object: 'list', data: [{ id: 'bench', object: 'model', max_model_len: 4096 }] });
	if (pathname === '/counts') return send(response, { served: counts.served, mostInFlight: counts.mostInFlight });
	if (pathname === '/reset') Object.assign(counts, { served: 0, mostInFlight: 0 });
	send(response, {});
}

async function answerChat(request: IncomingMessage, response: ServerResponse): Promise<void> {
	counts.inFlight++;
	counts.mostInFlight = Math.max(counts.mostInFlight, counts.inFlight);
	let text = '';
	for await (const chunk of request.setEncoding('utf8')) text += chunk;
	const { stream, model } = JSON.parse(text) as { stream?: boolean; model: string };
	await sleep(answerAfterMs);
	counts.inFlight--;
	counts.served++;
	const common = { id: `chat-${counts.served}`, created: 0, model };
	const usage = { prompt_tokens: 20, completion_tokens: 12, total_tokens: 32 };
	const content = 'A short answer of about a dozen tokens.';
	if (stream !== true) {
		const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
		return send(response, { ...common, object: 'chat.completion', choices, usage });
	}
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	const chunk = (choices: unknown[], rest = {}) =>
		response.write(`data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices, ...rest })}\n\n`);
	chunk([{ index: 0, delta: { role: 'assistant', content } }]);
	chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]);
	chunk([], { usage });
	response.end('data: [DONE]\n\n');
}

function send(response: ServerResponse, body: unknown): void {
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
