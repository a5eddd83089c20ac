import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAllowedHosts } from '../../../../../nodes/engine/fanout/tools/openPage/allowedHosts';
import { fetchPage, type PageAccess } from '../../../../../nodes/engine/fanout/tools/openPage/fetchPage';
import { createOpenPageTool } from '../../../../../nodes/engine/fanout/tools/openPage/openPageTool';

const closers: Array<() => void> = [];
afterEach(() => {
	vi.unstubAllEnvs();
	for (const close of closers.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
	const counts = { connections: 0, requests: [] as string[] };
	const server = createServer((request, response) => {
		counts.requests.push(request.url ?? '');
		answer(request, response);
	});
	server.on('connection', () => counts.connections++);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closers.push(() => (server.closeAllConnections(), server.close()));
	const { port } = server.address() as AddressInfo;
	return { port, host: `127.0.0.1:${port}`, counts };
}

const { signal } = new AbortController();
const fetchWith = async (address: string, access: Partial<PageAccess> & { readonly hosts?: string } = {}) =>
	await fetchPage(address, { allows: readAllowedHosts(access.hosts ?? ''), ...access }, signal);
const secret = async () => await serve((_, response) => response.end('for nobody'));
const leadsTo =
	(...addresses: string[]): LookupFunction =>
	(_, __, done) =>
		done(
			null,
			addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
		);

describe('a page', () => {
	it.each([
		'http://127.0.0.1:PORT/',
		'http://127.1:PORT/',
		'http://2130706433:PORT/',
		'http://0x7f000001:PORT/',
		'http://0177.0.0.1:PORT/',
		'http://127.0.0.1.:PORT/',
		'http://0.0.0.0:PORT/',
		'http://0:PORT/',
		'http://[::1]:PORT/',
		'http://[::ffff:127.0.0.1]:PORT/',
		'http://[::ffff:7f00:1]:PORT/',
		'http://[::]:PORT/',
		'http://１２７.０.０.１:PORT/',
		'http://localhost:PORT/',
		'http://LOCALHOST.:PORT/',
		'http://a.localhost:PORT/',
		'http://metadata.google.internal:PORT/',
		'http://printer.local:PORT/',
		'http://redis:PORT/',
		'http://169.254.169.254/latest/meta-data/',
	])('of a host that is not public is not opened, however it is written: %s', async (address) => {
		const { port, counts } = await secret();
		await expect(fetchWith(address.replace('PORT', String(port)))).rejects.toThrow(/The host ".+" is not public/);
		expect(counts.connections).toBe(0);
	});

	it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['fd00::1', '10.0.0.1']])(
		'whose name leads to %s is not opened',
		async (...addresses) => {
			const { port, counts } = await secret();
			const opened = fetchWith(`http://innocent.example:${port}/`, { lookup: leadsTo(...addresses) });
			await expect(opened).rejects.toThrow('The host "innocent.example" is not public, and only public pages are opened.');
			expect(counts.connections).toBe(0);
		},
	);

	it.each([
		['file:///etc/passwd', /"file:" addresses are not opened/],
		['ftp://example.com/', /"ftp:" addresses are not opened/],
		['data:text/html,hello', /"data:" addresses are not opened/],
		['http://me:word@example.com/', /holds a user or a password/],
		['example.com', /is no whole web address/],
		['', /is no whole web address/],
		[`http://example.com/${'a'.repeat(5000)}`, /is no whole web address/],
	])('has an address of the web: %s', async (address, says) => {
		await expect(fetchWith(address)).rejects.toThrow(says);
	});

	it('of a host that the user lists is opened, at its port only', async () => {
		const { host, counts } = await serve((_, response) => response.end('hello'));
		await expect(fetchWith(`http://${host}/a`, { hosts: host })).resolves.toBe('hello');
		const other = await secret();
		await expect(fetchWith(`http://${other.host}/`, { hosts: host })).rejects.toThrow(/not public/);
		expect([counts.requests, other.counts.connections]).toEqual([['/a'], 0]);
	});

	it('that leads on is followed, and every address on the way is checked', async () => {
		const inner = await secret();
		const targets: Record<string, string> = {
			'/moved': '/here',
			'/inside': `http://${inner.host}/`,
			'/named': `http://localhost:${inner.port}/`,
			'/file': 'file:///etc/passwd',
			'/loop': '/loop',
		};
		const { host } = await serve(({ url = '' }, response) => {
			if (targets[url] !== undefined) response.writeHead(302, { location: targets[url] });
			response.end('there');
		});
		const open = async (path: string) => await fetchWith(`http://${host}${path}`, { hosts: host });
		await expect(open('/moved')).resolves.toBe('there');
		await expect(open('/inside')).rejects.toThrow(/not public/);
		await expect(open('/named')).rejects.toThrow(/not public/);
		await expect(open('/file')).rejects.toThrow(/"file:" addresses are not opened/);
		await expect(open('/loop')).rejects.toThrow('The page leads on to another one more than 5 times.');
		expect(inner.counts.connections).toBe(0);
	});

	it('is refused where something else has a say in addresses, also on the way', async () => {
		const { host, counts } = await serve((_, response) => response.writeHead(302, { location: '/closed' }).end());
		const checkAddress = async ({ pathname }: URL) => {
			if (pathname === '/closed') throw new Error('n8n blocks it.');
		};
		await expect(fetchWith(`http://${host}/`, { hosts: host, checkAddress })).rejects.toThrow('n8n blocks it.');
		expect(counts.requests).toEqual(['/']);
	});

	it('is asked for by the proxy of the environment, unless its name is known here and not public', async () => {
		const proxy = await serve((_, response) => response.end('by the proxy'));
		for (const name of ['http_proxy', 'HTTP_PROXY']) vi.stubEnv(name, `http://${proxy.host}`);
		for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
		const inner = fetchWith('http://innocent.example/', { lookup: leadsTo('10.0.0.1') });
		await expect(inner).rejects.toThrow('The host "innocent.example" is not public');
		expect(proxy.counts.connections).toBe(0);
		const unknown: LookupFunction = (_, __, done) => done(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
		await fetchWith('http://only-the-proxy-knows.example/', { lookup: unknown }).catch(() => {});
		expect(proxy.counts.connections).toBe(1);
	});

	it('is read to two million bytes, however small it comes', async () => {
		const packed = gzipSync(Buffer.alloc(50_000_000, 'a'));
		const { host } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
		expect(await fetchWith(`http://${host}/`, { hosts: host })).toHaveLength(2_000_000);
	});

	it.each([
		['its header', { 'content-type': 'text/html; charset=windows-1252' }, Buffer.from('caf\xe9', 'latin1'), 'café'],
		[
			'its own word',
			{ 'content-type': 'text/html' },
			Buffer.from('<meta charset="iso-8859-1">caf\xe9', 'latin1'),
			'<meta charset="iso-8859-1">café',
		],
		['its first mark', {}, Buffer.from('\ufeffcafé', 'utf16le'), 'café'],
		['what is usual', { 'content-type': 'text/html; charset=no-such' }, Buffer.from('café'), 'café'],
	])('is read by the letters that %s names', async (_, headers, bytes, text) => {
		const { host } = await serve((__, response) => response.writeHead(200, headers).end(bytes));
		await expect(fetchWith(`http://${host}/`, { hosts: host })).resolves.toBe(text);
	});

	it('that is no text is given as bytes', async () => {
		const { host } = await serve((_, response) => response.end(Buffer.from([1, 0, 2])));
		await expect(fetchWith(`http://${host}/`, { hosts: host })).resolves.toEqual(Buffer.from([1, 0, 2]));
	});

	it('that is not there is told in a sentence', async () => {
		const { host } = await serve((_, response) => response.writeHead(404).end());
		await expect(fetchWith(`http://${host}/`, { hosts: host })).rejects.toThrow(
			'The page was not given: the server answered 404 Not Found',
		);
		await expect(fetchWith('http://127.0.0.1:1/', { hosts: '127.0.0.1' })).rejects.toThrow(
			'The host "127.0.0.1:1" could not be reached: bad port',
		);
	});

	it('is opened by a tool, whose call ends when it is aborted', async () => {
		const stop = new AbortController();
		const { host } = await serve(() => stop.abort(new Error('stopped')));
		const tool = createOpenPageTool({ allows: readAllowedHosts(host) });
		await expect(tool.use({ url: `http://${host}/` }, stop.signal)).rejects.toThrow('stopped');
	});
});
