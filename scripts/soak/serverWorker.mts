import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hostilePages } from './hostileTexts.mts';
import { Clones, type SoakReply, type SoakRequest } from './playClones.mts';

const PAGE_CHARACTERS = 290_000;

// The servers stand for other machines: on this one n8n goes first. On Linux a priority is one thread's own.
if (process.platform === 'linux') setPriority(0, 5);

/** A model server, a search engine and the pages that it finds, in one. */
const server = createServer((request, response) => void route(request, response));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => parentPort?.postMessage(origin()));

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
let clones: Clones | undefined;

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? '/', origin());
	if (url.pathname === '/v1/models')
		return sendJson(response, { object: 'list', data: [{ id: 'soak', object: 'model', max_model_len: 1_000_000 }] });
	if (url.pathname === '/v1/chat/completions') {
		clones ??= new Clones(origin());
		return sendJson(response, writeReply(clones.answer(JSON.parse(await readBody(request)) as SoakRequest)));
	}
	const mark = /m\d{5}[xh]/.exec(decodeURIComponent(request.url ?? ''))?.[0] ?? 'none';
	if (url.pathname === '/search')
		return sendJson(response, { results: [{ title: mark, url: `${origin()}/pages/${mark}`, content: 'A tower.' }] });
	response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(writePage(mark));
}

function writeReply({ text, calls }: SoakReply): unknown {
	const toolCalls = calls?.map(([name, parameters], index) => ({
		id: `call-${index}`,
		type: 'function',
		function: { name, arguments: JSON.stringify(parameters) },
	}));
	const message = { role: 'assistant', content: text ?? null, ...(toolCalls === undefined ? {} : { tool_calls: toolCalls }) };
	return {
		id: 'soak',
		object: 'chat.completion',
		model: 'soak',
		choices: [{ index: 0, message, finish_reason: toolCalls === undefined ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
	};
}

function writePage(mark: string): string {
	const words = `<p>The tower of ${mark} is 42 metres tall.</p>`;
	const kind = hostilePages[Number(mark.slice(1, 6)) % hostilePages.length];
	return `<!doctype html><html><head><title>${mark}</title></head><body>${words}${mark.endsWith('h') ? kind?.write(PAGE_CHARACTERS) : ''}</body></html>`;
}

function sendJson(response: ServerResponse, body: unknown): void {
	const text = JSON.stringify(body);
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
