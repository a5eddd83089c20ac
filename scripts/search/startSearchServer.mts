import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

interface Page {
	readonly id: string;
	readonly title: string;
	readonly text: string;
}

/** A search engine that answers as SearXNG does with `format=json`, over pages that it serves itself. */
export interface SearchServer {
	/** Of its search, with the path. */
	readonly searchAddress: string;
	close(): Promise<void>;
}

const MOST_RESULTS = 10;
const SNIPPET_WORDS = 55;

/**
 * Starts a search over a small shipped corpus, so that clones can search where the network is closed.
 *
 * Takes GET and POST on `/search` with `q` and `format=json`; any other format is refused with 403, as SearXNG refuses formats that are not switched on.
 */
export async function startSearchServer({ port = 0 }: { readonly port?: number } = {}): Promise<SearchServer> {
	const pages = readCorpus();
	const find = index(pages);
	let origin = '';
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		const url = new URL(request.url ?? '/', origin);
		const fields =
			request.method === 'POST'
				? new URLSearchParams([...url.searchParams, ...new URLSearchParams(await readBody(request))])
				: url.searchParams;
		const page = pages.find(({ id }) => url.pathname === `/pages/${id}`);
		if (page !== undefined) return send(response, 200, 'text/html', writePage(page));
		if (url.pathname !== '/search') return send(response, 404, 'text/plain', 'Not found');
		if (fields.get('format') !== 'json') return send(response, 403, 'text/plain', 'Forbidden');
		const query = fields.get('q') ?? '';
		const results = find(query).map((found, place) => writeResult(found, origin, place));
		send(
			response,
			200,
			'application/json',
			JSON.stringify({
				query,
				number_of_results: results.length,
				results,
				answers: [],
				corrections: [],
				infoboxes: [],
				suggestions: [],
				unresponsive_engines: [],
			}),
		);
	};
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		searchAddress: `${origin}/search`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function readCorpus(): Page[] {
	return JSON.parse(readFileSync(new URL('corpus.json', import.meta.url), 'utf8')) as Page[];
}

function index(pages: readonly Page[]): (query: string) => Page[] {
	const database = new DatabaseSync(':memory:');
	database.exec("CREATE VIRTUAL TABLE page USING fts5(title, text, tokenize = 'porter unicode61')");
	const insert = database.prepare('INSERT INTO page (rowid, title, text) VALUES (?, ?, ?)');
	for (const [place, { title, text }] of pages.entries()) insert.run(place, title, text);
	const search = database.prepare('SELECT rowid FROM page WHERE page MATCH ? ORDER BY bm25(page, 3, 1) LIMIT ?');
	return (query) => {
		const words = [...query.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => `"${word}"`);
		if (words.length === 0) return [];
		return search.all(words.join(' OR '), MOST_RESULTS).map((row) => pages[Number(row['rowid'])] as Page);
	};
}

function writeResult({ id, title, text }: Page, origin: string, place: number) {
	return {
		title,
		url: `${origin}/pages/${id}`,
		content: text.split(' ').slice(0, SNIPPET_WORDS).join(' '),
		engine: 'corpus',
		engines: ['corpus'],
		score: 1 / (place + 1),
		category: 'general',
	};
}

function writePage({ title, text }: Page): string {
	const escape = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head><body><h1>${escape(title)}</h1><p>${escape(text)}</p></body></html>`;
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
	response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-length': Buffer.byteLength(body) }).end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
