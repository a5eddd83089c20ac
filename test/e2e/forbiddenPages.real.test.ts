import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { call, toolOutputsIn } from '../support/toolOf';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { chain, openingClones } from './hostileWorkflows.ts';

describe('a real n8n with N8N_SSRF_PROTECTION_ENABLED', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let pages: Server;
	let port: number;
	const served: string[] = [];

	beforeAll(async () => {
		pages = createServer((request, response) => {
			served.push(`${request.headers.host}${request.url}`);
			if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end();
			else response.writeHead(200, { 'content-type': 'text/plain' }).end('The tower is 330 metres high.');
		});
		await new Promise<void>((resolve) => pages.listen(0, resolve));
		port = (pages.address() as AddressInfo).port;
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble({
			// Opens the page that its task names, then repeats what it was told.
			answer: (body) => {
				const [told] = toolOutputsIn(body);
				if (told !== undefined) return told;
				const [url] = /http:\/\/[\w.:/]+/.exec(JSON.stringify(body.messages)) ?? [];
				return { toolCalls: [call('Open_page', { url })] };
			},
		});
		n8n = await startN8n({
			folder,
			workflows: [chain('open', [openingClones(`localhost:${port}, 127.0.0.1:${port}`)])],
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } }],
			env: { N8N_SSRF_PROTECTION_ENABLED: 'true', N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost' },
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		pages?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const open = async (address: string) => {
		const response = await fetch(`${n8n.address}/webhook/open`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ task: address }),
		});
		return await response.text();
	};

	it('opens a page of a host that both the node and n8n allow, and asks a model server of this host', async () => {
		expect(await open(`http://localhost:${port}/tower`)).toContain('330 metres');
		expect(served).toContain(`localhost:${port}/tower`);
	});

	it.each(['http://127.0.0.1:PORT/secret', 'http://localhost:PORT/moved'])(
		'refuses what n8n forbids, although the node allows it: %s',
		async (address) => {
			const told = await open(address.replace('PORT', String(port)));
			expect(told).not.toContain('330 metres');
			expect(told).toMatch(/n8n|block|forbid|not allowed/i);
			expect(served).not.toContain(`127.0.0.1:${port}/secret`);
		},
	);
});
