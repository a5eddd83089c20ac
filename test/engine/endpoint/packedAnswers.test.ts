import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { createEndpoint } from '../../../nodes/engine/endpoint';
import { patience, question } from './openDouble';

const packers = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, zstd: zstdCompressSync };
const whole = JSON.stringify({ choices: [{ message: { content: 'Packed well.' }, finish_reason: 'stop' }] });
const streamed = 'data: {"choices":[{"delta":{"content":"Packed well."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

it.each(
	Object.keys(packers).flatMap((encoding) => [
		[encoding, false, 'application/json'],
		[encoding, true, 'text/event-stream'],
		[encoding, true, undefined],
	]) as Array<[keyof typeof packers, boolean, string | undefined]>,
)('reads an answer that came packed by %s (stream: %s, type: %s)', async (encoding, stream, type) => {
	const server = createServer((request, response) => {
		request.resume();
		response.writeHead(200, { 'content-encoding': encoding, ...(type === undefined ? {} : { 'content-type': type }) });
		response.end(packers[encoding](Buffer.from(stream ? streamed : whole)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const endpoint = createEndpoint({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
	onTestFinished(async () => {
		await endpoint.close();
		server.close();
	});
	expect(await endpoint.chat(question(), patience({ stream }))).toMatchObject({ text: 'Packed well.', finishReason: 'stop' });
});
