import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { withPages } from '../../../nodes/ShadowCloneFanOut/withPages';
import { runInEngine } from '../../support/runInEngine';
import { call, toolOutputsIn, toolOf } from '../../support/toolOf';
import { startVllmDouble, type VllmDouble } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let double: VllmDouble;
let pages: Server;
let host: string;
let opened: string[];

beforeEach(async () => {
	opened = [];
	pages = createServer(({ url = '' }, response) => {
		opened.push(url);
		response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body><h1>Tower</h1><p>It is 158 metres high.</p></body></html>');
	});
	await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
	host = `127.0.0.1:${(pages.address() as AddressInfo).port}`;
	double = await startVllmDouble({
		maxModelLen: 8000,
		answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('Open_page', { url: `http://${host}/tower` })] } : 'Done.'),
	});
});
afterEach(async () => {
	await double.close();
	pages.closeAllConnections();
	pages.close();
});

async function run(settings: IDataObject, parameters: IDataObject = {}) {
	const options = inGroups(new ShadowCloneFanOut(), { maxTokens: 100, openPages: { settings } });
	const fanOut = {
		name: 'clones',
		type: new ShadowCloneFanOut(),
		parameters: { task: 'How high is it?', clones: 1, ...options, ...parameters },
	};
	return await runInEngine([fanOut], [{}], { vllmApi: { url: double.baseUrl, apiKey: '' } });
}
const told = () => toolOutputsIn(double.requests.at(-1) ?? {}).join('\n');

describe('Open Pages, in n8n-core', () => {
	it('lets clones read pages of a host that the user lists', async () => {
		const ran = await run({ allowedPrivateHosts: host });
		expect(ran.outputsOf('clones')[0]?.[0]?.json).toMatchObject({
			text: 'Done.',
			details: { toolUses: [{ name: 'Open_page', outcome: 'answered', source: 'S1.1' }] },
		});
		expect(told()).toContain('It is 158 metres high.');
	});

	it('opens no page inside of the network otherwise, and the clone is told why', async () => {
		const ran = await run({});
		expect(ran.outputsOf('clones')[0]?.[0]?.json).toMatchObject({ details: { toolUses: [{ name: 'Open_page', outcome: 'threw' }] } });
		expect(told()).toContain(`The host "${host}" is not public, and only public pages are opened`);
		expect(opened).toEqual([]);
	});

	it('is a tool that roles name', async () => {
		const roles = { role: [{ name: 'Web', instruction: 'You read pages.', tools: 'Open page', model: '' }] };
		const ran = await run({ allowedPrivateHosts: host }, { differBy: 'role', roles });
		expect(ran.warningsOf('clones')).toEqual([]);
		expect(opened).toEqual(['/tower']);
	});

	it('says which of its hosts is none', async () => {
		const ran = await run({ allowedPrivateHosts: 'http://wiki.local/' });
		expect(() => ran.outputsOf('clones')).toThrow(/Allowed Private Hosts names "http:\/\/wiki.local\/", which is no host/);
	});

	it('keeps to what n8n itself forbids, also for hosts that the user lists', async () => {
		const createSecureLookup = () => () => {};
		const validateUrl = async () => ({ ok: false, error: new Error('n8n blocks this address.') });
		const context = { helpers: { getSecureEgressFilter: () => ({ validateUrl, createSecureLookup }) } } as unknown as IExecuteFunctions;
		const [tool] = withPages(context, [], () => true);
		await expect(tool?.use({ url: `http://${host}/` }, new AbortController().signal)).rejects.toThrow('n8n blocks this address.');
		expect(opened).toEqual([]);
	});

	it('takes no tool of the same name beside it', () => {
		const context = { helpers: {} } as IExecuteFunctions;
		expect(() => withPages(context, [toolOf('Open_page', async () => '')], () => false)).toThrow(/another one of that name is connected/);
	});
});
