import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { runInEngine } from '../../support/runInEngine';
import { forbids, startPickyServer, type PickyServer } from '../../support/startPickyServer';
import { inGroups } from '../../support/inGroups';

async function start(...given: Parameters<typeof startPickyServer>) {
	const server = await startPickyServer(...given);
	onTestFinished(server.close);
	return server;
}

async function run(server: PickyServer, options: IDataObject, parameters: IDataObject = {}) {
	const fanOut = {
		name: 'clones',
		type: new ShadowCloneFanOut(),
		parameters: {
			task: 'Say something.',
			clones: 3,
			...inGroups(new ShadowCloneFanOut(), { receiptOutput: true, ...options }),
			...parameters,
		},
	};
	return await runInEngine([fanOut], [{}], { vllmApi: { url: server.baseUrl, apiKey: '' } });
}

describe('ShadowCloneFanOut on a server that refuses fields, in n8n-core', () => {
	it.each([
		['names with commas', 'seed, temperature'],
		['names with spaces', ' seed temperature '],
		['names in quotes', '"seed", `temperature`'],
		['a list from an expression', '={{ ["seed", "temperature"] }}'],
	])('never sends what Leave Out Fields names: %s', async (_, leaveOutFields) => {
		const server = await start(forbids('seed', 'temperature'));
		const ran = await run(server, { leaveOutFields }, { differBy: 'approach' });
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones).toHaveLength(3);
		expect(server.requests).toHaveLength(3);
		expect(receipts[0]?.json).not.toHaveProperty('details.notes');
	});

	it('takes out what Extra Body has null for', async () => {
		const server = await start(forbids('seed'));
		await run(server, { extraBody: '{ "seed": null }' });
		expect(server.requests).toHaveLength(3);
	});

	it('says in receipt and hint what was left out by itself', async () => {
		const server = await start(forbids('seed'));
		const ran = await run(server, {});
		const note = `The model "picky" at ${server.baseUrl} refuses "seed", so it was left out: "Extra inputs are not permitted".`;
		expect(ran.outputsOf('clones')[1]?.[0]?.json).toHaveProperty('details.notes', [note]);
		expect(ran.hintsOf('clones')).toContain(note);
	});

	it.each([
		['messages', 'which every request needs'],
		['tools', 'Disconnect the tools'],
	])('stops where Leave Out Fields names %s', async (field, words) => {
		const server = await start(() => undefined);
		const ran = await run(server, { leaveOutFields: `seed, ${field}` });
		const failure = (() => {
			try {
				ran.outputsOf('clones');
			} catch (error) {
				return error as Error & { description?: string };
			}
			return undefined;
		})();
		expect(`${failure?.message} ${failure?.description}`).toContain(words);
		expect(server.requests).toEqual([]);
	});

	it('shows a JSON schema as an example that every server takes', () => {
		const field = new ShadowCloneFanOut().description.properties.find(({ name }) => name === 'jsonSchema');
		expect(JSON.parse(field?.placeholder?.replace('e.g. ', '') ?? '')).toMatchObject({
			type: 'object',
			required: ['answer'],
			additionalProperties: false,
		});
	});
});
