import { NodeConnectionTypes, type IDataObject, type INodeType } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod/v3';
import { ShadowCloneFanOut } from '../../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../../nodes/Synthesizer/Synthesizer.node';
import { runInEngine, type NodeUnderTest } from '../../support/runInEngine';
import { lastPrompt, playGuided } from '../../support/guidedModel';
import { call, toolOutputsIn } from '../../support/toolOf';
import { startVllmDouble, type ChatBody, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';
import { inGroups } from '../../support/inGroups';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble({ maxModelLen: 8000, ...settings }));
afterEach(async () => await double?.close());

/** A node that supplies a tool in the shape that n8n's own have. */
function toolNode(response: unknown): INodeType {
	return {
		description: {
			displayName: 'Tool',
			name: 'tool',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
			properties: [],
		},
		supplyData: async () => ({ response }),
	};
}
const langChainTool = (name: string, invoke: (words: unknown) => Promise<unknown>) => ({
	name,
	description: `About ${name}`,
	schema: z.object({ q: z.string() }),
	invoke,
});

async function run(tools: readonly NodeUnderTest[], parameters: IDataObject = {}, options: IDataObject = {}) {
	const fanOut = {
		name: 'clones',
		type: new ShadowCloneFanOut(),
		parameters: {
			task: 'Find out.',
			clones: 3,
			...inGroups(new ShadowCloneFanOut(), { maxTokens: 100, seed: 1, receiptOutput: true, ...options }),
			...parameters,
		},
	};
	return await runInEngine([fanOut, ...tools], [{}], { vllmApi: { url: double.baseUrl, apiKey: '' } });
}
const asTool = (name: string, response: unknown): NodeUnderTest => ({ name, type: toolNode(response), parameters: {}, toolOf: 'clones' });
const rolesOf = (...tools: readonly string[]): IDataObject => ({
	differBy: 'role',
	roles: { role: tools.map((tool) => ({ name: tool, instruction: `You use ${tool}.`, tools: tool, model: '' })) },
});
const namesOf = (body: ChatBody | undefined) =>
	(body?.['tools'] as Array<{ function: { name: string } }> | undefined)?.map(({ function: { name } }) => name);

describe('ShadowCloneFanOut with tools connected, in n8n-core', () => {
	it.each([
		['fails', 'Look_up', 'all 3 calls of Look up failed (down)', 'down'],
		['is called by a wrong name', 'search', 'There is Look up', 'There is no tool "search". There is Look up.'],
	])('names a tool that %s as its node is named, and tells models the name that they call it by', async (_, called, hint, trouble) => {
		await start({ answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call(called, { q: 'x' })] } : 'I know it.') });
		const failing = langChainTool('Look_up', async () => {
			throw new Error('down');
		});
		const ran = await run([asTool('Look up', failing)]);
		expect(ran.hintsOf('clones').join('\n')).toContain(hint);
		expect(ran.hintsOf('clones').join('\n')).not.toContain('Look_up');
		expect(namesOf(double.requests[0])).toEqual(['Look_up']);
		const [first] = ran.outputsOf('clones')[0] ?? [];
		expect(first?.json).toHaveProperty('details.toolUses', [expect.objectContaining({ name: called, trouble })]);
		if (called === 'search') expect(double.requests.flatMap(toolOutputsIn).join()).toContain('There is Look_up.');
	});

	it('says that all calls were refused where their arguments never fit, also where clones share what they find', async () => {
		await start({
			answer: (body) =>
				toolOutputsIn(body).length === 0
					? { toolCalls: [call('Look_up', { wrong: 1 }), call('post_question', { question: 'How long?' })] }
					: 'I know it.',
		});
		const ran = await run(
			[
				asTool(
					'Look up',
					langChainTool('Look_up', async () => 'Never.'),
				),
			],
			{ clones: 2 },
			{ rounds: 2 },
		);
		expect(ran.hintsOf('clones').join('\n')).toMatch(/both calls of Look up were refused \(The arguments do not fit: /);
		const [first] = ran.outputsOf('clones')[0] ?? [];
		const uses = expect.arrayContaining([
			expect.objectContaining({ name: 'Look_up', label: 'Look up', outcome: 'refused' }),
			expect.objectContaining({ name: 'post_question', board: true }),
		]);
		expect(first?.json).toMatchObject({ details: { toolUses: uses, rounds: expect.any(Number) } });
	});

	it('names a tool by its own name where no node is called so', async () => {
		await start({ answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('far_search', { q: 'x' })] } : 'I know it.') });
		const failing = langChainTool('far_search', async () => {
			throw new Error('down');
		});
		const ran = await run([asTool('MCP Client', [failing])]);
		expect(ran.hintsOf('clones').join('\n')).toContain('all 3 calls of far_search failed (down)');
	});

	it('guides clones whose server takes no tools, and tells it without a warning', async () => {
		await start({
			answer: playGuided(),
			faults: ({ body }) =>
				'tools' in body
					? { kind: 'status', status: 400, body: { error: { message: '"auto" tool choice requires --enable-auto-tool-choice' } } }
					: undefined,
		});
		const ran = await run([
			asTool(
				'Look Up',
				langChainTool('look_up', async () => 'Paris has two million people.'),
			),
		]);
		expect(ran.outputsOf('clones')[0]).toHaveLength(3);
		expect(ran.warningsOf('clones')).toEqual([]);
		expect(ran.hintsOf('clones')).toContainEqual(
			expect.stringMatching(/was guided step by step through its tools.*Set Tool Use to Guided/),
		);
		expect(ran.outputsOf('clones')[1]?.[0]?.json).toHaveProperty('details.remarks', [expect.stringContaining('its server takes no tools')]);
	});

	it('lets every clone use them, and tells in candidate and receipt what they did', async () => {
		await start({
			answer: (body) =>
				toolOutputsIn(body).length === 0
					? { toolCalls: [call('look_up', { q: `clone ${body.seed}` })] }
					: `Heard: ${toolOutputsIn(body)[0]?.split('\n')[1]}`,
		});
		const ran = await run([
			asTool(
				'Look Up',
				langChainTool('look_up', async (words) => `about ${(words as { q: string }).q}`),
			),
		]);
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => json['text'])).toEqual(['Heard: about clone 1', 'Heard: about clone 2', 'Heard: about clone 3']);
		expect(clones[0]?.json).toHaveProperty('details.toolUses', [expect.objectContaining({ name: 'look_up', outcome: 'answered' })]);
		expect(receipts[0]?.json).toMatchObject({ answered: 3, details: { tools: { calls: 3, answered: 3 } } });
		expect(double.requests[0]?.['tools']).toEqual([
			{
				type: 'function',
				function: {
					strict: true,
					name: 'look_up',
					description: 'About look_up',
					parameters: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'], additionalProperties: false },
				},
			},
		]);
	});

	it('tells each call the trace of the execution and the id of the run', async () => {
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'x' })] } : 'Heard.'),
		});
		const told: Array<Readonly<Record<string, string>>> = [];
		const tool = {
			...langChainTool('look_up', async () => 'x'),
			invoke: async (_: unknown, { metadata }: { readonly metadata: Readonly<Record<string, string>> }) => {
				told.push(metadata);
				return 'x';
			},
		};
		const ran = await run([asTool('Look Up', tool)]);
		const id = ((ran.outputsOf('clones')[0]?.[0]?.json['details'] as IDataObject)['run'] as IDataObject)['id'];
		expect(told.map(({ runId }) => runId)).toEqual([id, id, id]);
		const asked = double.headers.map(({ traceparent = '' }) => traceparent.slice(0, 35));
		expect(new Set(told.map(({ traceparent = '' }) => traceparent.slice(0, 35)))).toEqual(new Set(asked));
		expect(told[0]?.['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
	});

	it('takes the tools of a toolkit one by one, mends names and numbers those that are taken', async () => {
		await start();
		const tool = (name: string) => langChainTool(name, async () => 'x');
		await run([asTool('MCP', { tools: [tool('read file'), tool('write_file')] }), asTool('Other', tool('read file'))]);
		expect(namesOf(double.requests[0])?.toSorted()).toEqual(['read_file', 'read_file_2', 'write_file']);
	});

	it('gives no two tools the same name, whatever they are called', async () => {
		await start();
		const toolkit = { tools: ['x_2', 'x', 'x', 'x', 'y'.repeat(70), 'y'.repeat(80)].map((name) => langChainTool(name, async () => '')) };
		await run([asTool('MCP', toolkit)]);
		expect(namesOf(double.requests[0])).toEqual(['x_2', 'x', 'x_3', 'x_4', 'y'.repeat(64), `${'y'.repeat(60)}_2`]);
	});

	it('gives each role its instructions, its share of the tools and its model, and says what is not there', async () => {
		await start({ models: ['double-1b', 'double-7b'] });
		const tool = (name: string) => langChainTool(name, async () => 'x');
		const roles = {
			role: [
				{ name: 'Web', instruction: 'Search.', tools: 'search the web, telepathy' },
				{ name: 'Web', instruction: 'Reckon.', tools: 'none', model: 'double-7b' },
				{ name: 'All', instruction: 'Do.' },
			],
		};
		const tools = [asTool('a', tool('Search_the_web')), asTool('b', tool('memory'))];
		const ran = await run(tools, { differBy: 'role', roles }, { toolUse: 'functionCalling' });
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => [json['approach'], json['model']])).toEqual([
			['Web', 'double-1b'],
			['Web 2', 'double-7b'],
			['All', 'double-1b'],
		]);
		const byClone = [1, 2, 3].map((seed) => double.requests.find((body) => body.seed === seed));
		expect(byClone.map(namesOf).map((names) => names?.toSorted())).toEqual([['Search_the_web'], undefined, ['Search_the_web', 'memory']]);
		expect(byClone.map((body) => String(body?.messages?.[0]?.content).split('\n').at(-1))).toEqual(['Search.', 'Reckon.', 'Do.']);
		const notes = [
			'The role "Web" asks for "telepathy", which is not connected, and goes without. There are memory, Search_the_web.',
			'There are 2 roles named "Web": this one is called "Web 2".',
		];
		expect(((receipts[0]?.json['details'] as IDataObject)['notes'] as string[]).toSorted()).toEqual(notes.toSorted());
		for (const note of notes) expect(ran.hintsOf('clones')).toContainEqual(note);
	});

	it.each<readonly [string, IDataObject, VllmDoubleSettings['faults']]>([
		['with Tool Use set to Guided', { toolUse: 'guided' }, undefined],
		[
			'without that option, where the server takes no tools',
			{},
			({ body }) =>
				'tools' in body
					? { kind: 'status', status: 400, body: { error: { message: 'This model does not support tools.', code: 400 } } }
					: undefined,
		],
	])('guides clones through their tools %s', async (_, options, faults) => {
		await start({ answer: playGuided(), ...(faults === undefined ? {} : { faults }) });
		const tool = langChainTool('look_up', async (words) => `${(words as { q: string }).q} has two million people.`);
		const ran = await run([asTool('Look Up', tool)], {}, { rounds: 2, ...options });
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => json['text'])).toEqual(['Found 0.', 'Found 0.', 'Found 0.']);
		for (const { json } of clones) expect(json).toHaveProperty('details.toolUses', [expect.objectContaining({ outcome: 'answered' })]);
		expect(clones.flatMap(({ json }) => (json['details'] as { findings?: object[] }).findings ?? [])).toEqual([
			expect.objectContaining({ quote: 'Paris has two million people.', alsoFoundBy: [2, 3] }),
		]);
		expect(receipts[0]?.json).toMatchObject({ answered: 3, details: { tools: { calls: 3, answered: 3 } } });
	});

	it('refuses a way of using tools that there is not', async () => {
		await start();
		const ran = await run([], {}, { toolUse: 'telepathy' });
		expect(() => ran.outputsOf('clones')).toThrow(/Tool Use/);
		expect(double.requests).toHaveLength(0);
	});

	it.each<readonly [string, IDataObject, IDataObject, RegExp]>([
		['no role', { differBy: 'role' }, {}, /no role is given/],
		['a role without instructions', { differBy: 'role', roles: { role: [{ name: 'Web' }] } }, {}, /"Web" has no instructions/],
		['no steps', {}, { toolSteps: 0 }, /Tool Steps is 0, and it goes from 1 to 100/],
		['no time for tools', {}, { toolTimeoutSeconds: 0 }, /Tool Timeout \(Seconds\) is not above 0/],
		['no output', {}, { toolOutputCharacters: 5 }, /Tool Output \(Characters\) is 5/],
		['a hundred rounds', {}, { rounds: 100 }, /Rounds is 100, and it goes from 1 to 20/],
		['no digest', {}, { rounds: 2, digestTokens: 1 }, /Digest \(Tokens\) is 1/],
	])('refuses %s before it asks anybody', async (_, parameters, options, sentence) => {
		await start();
		const ran = await run([], parameters, options);
		expect(() => ran.outputsOf('clones')).toThrow(sentence);
		expect(double.counters.received).toBe(0);
	});

	it('has one call draft plans that differ, and each clone follow one', async () => {
		const plans = ['Search for the year.', 'Search for the builder.', 'search for the builder!', 'Reckon its height from its shadow.'];
		await start({
			answer: ({ messages }) => (String(messages?.[0]?.content).includes('Do not do this task yet') ? JSON.stringify({ plans }) : 'Done.'),
		});
		const ran = await run([], { differBy: 'plan' });
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => json['approach'])).toEqual([
			'Plan 1: Search for the year.',
			'Plan 2: Search for the builder.',
			'Plan 3: Reckon its height from its shadow.',
		]);
		expect(
			double.requests
				.slice(1)
				.map(({ messages }) => String(messages?.[0]?.content))
				.toSorted(),
		).toEqual(
			['Search for the year.', 'Search for the builder.', 'Reckon its height from its shadow.']
				.map((plan) => `Find out.\n\nFollow this plan: ${plan}`)
				.toSorted(),
		);
		expect(receipts[0]?.json).toMatchObject({ details: { requests: 4, retries: 0 } });
		expect(receipts[0]?.json).not.toHaveProperty('details.notes');
	});

	it('asks once more for plans that are missing, and goes without where none can be read', async () => {
		await start({ answer: ({ messages }) => (String(messages?.[0]?.content).includes('Do not do this task yet') ? 'No idea.' : 'Done.') });
		const ran = await run([], { differBy: 'plan' });
		expect(ran.outputsOf('clones')[0]?.map(({ json }) => json['approach'])).toEqual(Array(3).fill('Without a plan'));
		expect(double.counters.received).toBe(5);
		expect(ran.warningsOf('clones')).toEqual(['The model drafted no plan that could be read, so the clones went without.']);
	});

	it('asks a guided clone that found nothing for what it knows, and marks that as without a source in item and receipt', async () => {
		await start({
			answer: playGuided({ answer: (body) => (lastPrompt(body).includes('Nothing was found') ? 'A guess.' : 'It is blue.') }),
		});
		const tools = [
			asTool(
				'Look Up',
				langChainTool('look_up', async () => 'The sky is blue.'),
			),
			asTool(
				'Recall',
				langChainTool('recall', async () => 'Nothing was found in memory about this.'),
			),
		];
		const ran = await run(tools, { clones: 2, ...rolesOf('look_up', 'recall') }, { toolUse: 'guided' });
		const [clones = [], receipts = []] = ran.outputsOf('clones');
		expect(clones.map(({ json }) => [json['text'], (json['details'] as IDataObject)['withoutSource']])).toEqual([
			['It is blue.', undefined],
			['A guess.', true],
		]);
		expect(receipts[0]?.json).toMatchObject({
			summary: expect.stringMatching(/^2 of 2 answered in .*, 1 of them without a source\.$/) as string,
			details: { withoutSource: 1 },
		});
	});

	it('marks a clone that answers without its tools although it calls functions, but none that has no tools', async () => {
		await start({
			answer: (body) => (body.seed === 1 && toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'x' })] } : 'Blue.'),
		});
		const tools = [
			asTool(
				'Look Up',
				langChainTool('look_up', async () => 'The sky is blue.'),
			),
		];
		const marksOf = async (ran: ReturnType<typeof run>) =>
			(await ran).outputsOf('clones')[0]?.map(({ json }) => (json['details'] as IDataObject)['withoutSource']);
		expect(await marksOf(run(tools, { clones: 2 }, { toolUse: 'functionCalling' }))).toEqual([undefined, true]);
		expect(await marksOf(run([], { clones: 2 }))).toEqual([undefined, undefined]);
	});

	it('hands Synthesizer an answer without a source as such: the report says so and makes no claim of it', async () => {
		await start({ answer: playGuided({ reading: () => ({ findings: [] }), answer: () => 'It is about 330 m high.' }) });
		const tools = [
			asTool(
				'Look Up',
				langChainTool('look_up', async () => 'The tower stands in Paris.'),
			),
		];
		const fanOut = {
			name: 'clones',
			type: new ShadowCloneFanOut(),
			parameters: {
				task: 'How high?',
				clones: 2,
				...rolesOf('look_up'),
				...inGroups(new ShadowCloneFanOut(), { maxTokens: 100, seed: 1, rounds: 2, toolUse: 'guided' }),
			},
			outputs: [['report']],
		};
		const report = { name: 'report', type: new Synthesizer(), parameters: { method: 'citedReport', options: {} } };
		const ran = await runInEngine([fanOut, report, ...tools], [{}], { vllmApi: { url: double.baseUrl, apiKey: '' } });
		expect(ran.outputsOf('clones')[0]?.map(({ json }) => (json['details'] as IDataObject)['withoutSource'])).toEqual([true, true]);
		expect(ran.outputsOf('report')[0]?.[0]?.json).toMatchObject({
			text: 'It is about 330 m high.\n\nNo source: this answer cites nothing that can be checked.',
			outcome: 'passedThrough',
			details: { withoutSource: true },
		});
	});
});
