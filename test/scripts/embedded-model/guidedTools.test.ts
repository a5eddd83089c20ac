import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ToolMode } from '../../../nodes/engine/fanout/tools/toolMode';
import { createChatServer } from '../../../scripts/embedded-model/createChatServer.mts';
import type { EmbeddedModel } from '../../../scripts/embedded-model/embeddedModel.mts';
import type { ChatRequest } from '../../../scripts/embedded-model/readChatRequest.mts';
import { fanOutOn } from '../../support/fanOutOn';
import { playGuided, questionOf } from '../../support/guidedModel';
import { listenOnNewPort } from '../../support/listenOnNewPort';
import { toolOf } from '../../support/toolOf';

const model = 'embedded';
let server: Server;
let requests: ChatRequest[];

/** The embedded server itself, routes and checks, with words from a script in place of a model's. */
async function start(): Promise<string> {
	requests = [];
	const scripted = {
		maxModelLen: 8192,
		slots: { running: 0, waiting: 0 },
		prepare: async (request: ChatRequest) => {
			requests.push(request);
			const said = playGuided()({ messages: [...request.messages] });
			const text = typeof said === 'string' ? said : (said.text ?? '');
			return async () => ({
				text,
				lastPiece: text,
				finishReason: 'stop',
				stopReason: null,
				promptTokens: 9,
				cachedTokens: 0,
				completionTokens: 9,
			});
		},
	};
	server = createChatServer({ model: scripted as unknown as EmbeddedModel, modelId: model });
	return `http://127.0.0.1:${await listenOnNewPort(server)}/v1`;
}

afterEach(() => {
	server.closeAllConnections();
	server.close();
});

const run = async (baseUrl: string, toolMode: ToolMode) =>
	await fanOutOn(
		{ baseUrl, model },
		{
			task: 'How many people live in Paris?',
			clones: 2,
			toolMode,
			difference: { by: 'role', roles: [{ name: 'Looker', instruction: 'You look things up.', tools: ['look_up'] }] },
			sampling: { maxTokens: 200, seed: 1 },
		},
		undefined,
		undefined,
		[toolOf('look_up', async () => 'Paris has two million people.')],
	);

describe('the embedded server and tools', () => {
	it('refuses a request with tools, and none in which they may not be used', async () => {
		const baseUrl = await start();
		const ask = async (body: object) =>
			await fetch(`${baseUrl}/chat/completions`, {
				method: 'POST',
				body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], ...body }),
			});
		const tools = [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object' } } }];
		const refused = await ask({ tools });
		expect(refused.status).toBe(400);
		expect(await refused.text()).toContain('tool choice requires --enable-auto-tool-choice');
		expect((await ask({ tools, tool_choice: 'none' })).status).toBe(200);
		expect((await ask({ tools: [] })).status).toBe(200);
	});

	it('has clones guided by Tool Use: Automatic, each with a call of its tool, and says why', async () => {
		const { candidates, receipt } = await run(await start(), 'automatic');
		expect(candidates.map(({ toolUses }) => toolUses?.map(({ name, outcome }) => `${name} ${outcome}`))).toEqual([
			['look_up answered'],
			['look_up answered'],
		]);
		expect(receipt.remarks).toEqual([
			expect.stringMatching(/^The model "embedded" at http\S+ was guided step by step .* its server takes no tools/),
		]);
		expect(requests.map(({ messages }) => questionOf({ messages: [...messages] }))).toContain('reading');
	});

	it('asks it by schema, which reaches the model', async () => {
		await run(await start(), 'guided');
		const [first] = requests;
		expect(first?.jsonSchema).toMatchObject({ type: 'object', properties: { q: { type: 'string' } } });
	});

	it('gets a clear refusal by Tool Use: Function Calling', async () => {
		await expect(run(await start(), 'functionCalling')).rejects.toThrow(/The model "embedded" at http\S+ takes no tools/);
		expect(requests).toEqual([]);
	});
});
