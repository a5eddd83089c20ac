import { createServer, request as forward } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createEndpoint } from '../../../nodes/engine/endpoint';
import { startPlainServer } from '../../support/startPlainServer';
import { makeSelfSigned } from '../../support/selfSigned';
import { errorOf, openDouble, patience, question } from './openDouble';

/** A proxy that forwards plain requests and opens tunnels; `passed` counts both. */
async function openProxy(): Promise<{ readonly url: string; readonly passed: () => number }> {
	let passed = 0;
	const proxy = createServer((request, response) => {
		passed++;
		request.pipe(
			forward(request.url!, { method: request.method!, headers: request.headers }, (answer) =>
				answer.pipe(response.writeHead(answer.statusCode!, answer.headers)),
			),
		);
	});
	proxy.on('connect', (request, socket) => {
		passed++;
		const { hostname, port } = new URL(`http://${request.url}`);
		const target = connect(Number(port), hostname, () => socket.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
		target
			.on('error', () => socket.destroy())
			.pipe(socket)
			.on('error', () => target.destroy())
			.pipe(target);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		proxy.closeAllConnections();
		proxy.close();
	});
	return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, passed: () => passed };
}

it.each([
	['through the proxy that the environment names', '', 1],
	['past the proxy where NO_PROXY says so', '127.0.0.1', 0],
])('asks %s', async (_, noProxy, expected) => {
	const { double } = await openDouble({ answer: () => 'Found.' });
	const proxy = await openProxy();
	vi.stubEnv('http_proxy', proxy.url);
	vi.stubEnv('no_proxy', noProxy);
	onTestFinished(() => void vi.unstubAllEnvs());
	const endpoint = createEndpoint({ baseUrl: double.baseUrl });
	for (const stream of [false, true]) expect(await endpoint.chat(question(), patience({ stream }))).toMatchObject({ text: 'Found.' });
	expect(Math.sign(proxy.passed())).toBe(expected);
	await endpoint.close();
});

it('ignores SSL issues of a server behind a proxy only where it is told to', async () => {
	const { origin } = await startPlainServer({ tls: makeSelfSigned() });
	const proxy = await openProxy();
	vi.stubEnv('https_proxy', proxy.url);
	vi.stubEnv('no_proxy', '');
	onTestFinished(() => void vi.unstubAllEnvs());
	const careless = createEndpoint({ baseUrl: origin, ignoresSslIssues: true });
	expect(await careless.chat(question(), patience())).toMatchObject({ text: 'Found.' });
	const careful = createEndpoint({ baseUrl: origin });
	expect(await errorOf(careful.chat(question(), patience()))).toMatchObject({ kind: 'untrustedCertificate' });
	expect(proxy.passed()).toBe(2);
	await Promise.all([careless.close(), careful.close()]);
});
