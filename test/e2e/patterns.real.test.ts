import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { idOf, type Workflow } from '../../scripts/real-n8n/workflow.mts';
import { waitUntil } from '../../scripts/shared/waitUntil.mts';
import { startVllmDouble, type Arrival, type Fault, type VllmDouble } from '../support/vllmDouble/index.ts';
import { openRest, type Rest } from './openRest.ts';
import { createPatternModel } from './patternModel.ts';
import { readExecution, runPattern, type Execution } from './runPattern.ts';

type Pattern = Workflow & { readonly pinData: Readonly<Record<string, readonly object[]>> };

const patterns = new Map(
	globSync(join(__dirname, '../../workflows/patterns/*.json'))
		.sort()
		.map((file) => [basename(file, '.json'), JSON.parse(readFileSync(file, 'utf8')) as Pattern]),
);
const patternOf = (name: string) => patterns.get(name) as Pattern;
const isTrigger = ({ type }: { readonly type: string }) => /Trigger$|\.webhook$/.test(type);
const triggerOf = ({ nodes, pinData }: Pattern) => nodes.find((node) => isTrigger(node) && pinData[node.name] !== undefined)?.name ?? '';

/** Published ones share an n8n with their twins: chats and forms of both need addresses of their own. */
const asked = (name: string, pinned: object): Pattern => {
	const pattern = patternOf(name);
	const nodes = pattern.nodes.map((node) => (node['webhookId'] === undefined ? node : { ...node, webhookId: crypto.randomUUID() }));
	return { ...pattern, name: `${pattern.name}: ${JSON.stringify(pinned)}`, nodes, pinData: { [triggerOf(pattern)]: [{ json: pinned }] } };
};
const largerHelps = asked('classify-and-escalate', { Message: 'It does what it does.' });
const personHelps = asked('classify-and-escalate', { Message: 'Hm, well.\n<img src="x"> & more' });
const noneAnswers = asked('classify-and-escalate', { Message: 'Five clones fail on this.' });
const largerFails = asked('classify-and-escalate', { Message: 'All clones fail on this.' });
const fewAnswer = asked('classify-and-escalate', { Message: 'Three clones fail on this.' });
/** What a clone is told stands around what a user sends, so that no task is empty by itself. */
const blank = [
	asked('translate-or-summarise-judged', { chatInput: ' \n' }),
	asked('extract-json-by-field-vote', { chatInput: '' }),
	asked('code-with-tests-by-form', { Task: ' ', Language: 'javascript', Tests: '' }),
	asked('classify-and-escalate', { Message: ' ' }),
];
const askedTwice = asked('report', { query: { workflow: ['one', 'two'], days: 'abc' } });
/** As its user leaves it who has a table already. */
const ownRows: Pattern = {
	...(JSON.parse(
		JSON.stringify(patternOf('nightly-batch-over-a-data-table')).replaceAll('Messages to sort', 'Rows of our own'),
	) as Pattern),
	name: 'Nightly batch over our own rows',
	pinData: { 'Every night': [{ json: {} }] },
};
/** As its user leaves it who names the members in Settings. */
const councilOf = (members: string): Pattern => ({
	...patternOf('council'),
	name: `Council of ${members}`,
	nodes: patternOf('council').nodes.map((node) =>
		node.name === 'Settings'
			? (JSON.parse(
					JSON.stringify(node).replace(
						'"members","type":"string","value":""',
						`"members","type":"string","value":${JSON.stringify(members)}`,
					),
				) as typeof node)
			: node,
	),
});
const [twoMembers, oneMember] = [councilOf('double-7b\ndouble-1b'), councilOf('double-7b')];
const unknownMember = councilOf('double-7b, double-1b, double-9b');
/** The same rows, with nobody there to sort them. */
const nobodySorts: Pattern = {
	...(JSON.parse(
		JSON.stringify(patternOf('nightly-batch-over-a-data-table'))
			.replaceAll('Messages to sort', 'Rows that nobody sorts')
			.replaceAll('vLLM account', 'Server that is down'),
	) as Pattern),
	name: 'Nightly batch without a server',
};

/** What the first item of the last node must hold, on the sample that is pinned. */
const answers: Readonly<Record<string, object>> = {
	report: {
		text: expect.stringMatching(/no receipts of runs yet|clones? answered/) as string,
		html: expect.stringContaining('What the clones did') as string,
	},
	'agent-on-clones': { output: 'They are 306 litres.' },
	'answer-from-memory-with-citations': {
		text: expect.stringMatching(/take over 5 days \[1\]|take over 5 days/) as string,
		outcome: 'written',
		details: expect.objectContaining({ citations: expect.objectContaining({ kept: 1, dropped: [expect.anything()] }) as object }) as object,
	},
	'chat-best-of-five': { text: expect.stringContaining('scatters blue light') as string, rank: 1 },
	'classify-and-escalate': { text: 'billing', decidedBy: 'five clones' },
	'clones-as-an-openai-endpoint': { text: expect.stringContaining('leaves lose their green') as string },
	'code-with-tests-by-form': { text: expect.stringContaining('return Math.max(...numbers);') as string, passed: true },
	council: {
		text: 'One repository.',
		dissent: [expect.objectContaining({})],
		ranks: expect.arrayContaining([expect.objectContaining({ rank: 1, meanRank: 1, places: [1, 1, 1] })]) as object,
	},
	'extract-json-by-field-vote': { data: { invoiceNumber: '2026-1187', date: '2026-11-14', total: 399.5 } },
	'nightly-batch-over-a-data-table': {
		text: '499 of 500 rows sorted, 1 left for a person',
		answers: 1500,
		tokens: { completion: expect.any(Number) as number },
		categories: { billing: 125, bug: 125, open: 1 },
	},
	'translate-or-summarise-judged': { text: expect.stringContaining('Heizung') as string, others: { length: 3 } },
};

describe('the patterns in a real n8n', () => {
	let folder: string;
	let n8n: RunningN8n;
	let rest: Rest;
	let double: VllmDouble;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-patterns-'));
		double = await startVllmDouble({
			models: ['double-1b', 'double-7b'],
			maxModelLen: 32_768,
			answer: createPatternModel(),
			faults: failFirst(),
		});
		const classified = [largerHelps, largerFails, personHelps, fewAnswer, noneAnswers];
		const own = [...classified, ...blank, askedTwice, ownRows, nobodySorts, twoMembers, oneMember, unknownMember];
		const workflows = [...patterns.values(), ...own];
		n8n = await startN8n({
			folder,
			workflows,
			unpublished: workflows.map(({ name }) => name),
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } },
				{ name: 'Server that is down', type: 'vllmApi', data: { url: 'http://127.0.0.1:9/v1', apiKey: '' } },
				{ name: 'Report readers', type: 'httpBasicAuth', data: { user: 'anna', password: 'only for her' } },
			],
		});
		rest = await openRest(n8n);
	});

	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const run = async (pattern: Pattern) => await runPattern(rest, idOf('workflow', pattern.name), triggerOf(pattern));
	/** n8n registers addresses a moment after it has answered. */
	const publish = async ({ name }: Pattern, address: string, ready = 200) => {
		const id = idOf('workflow', name);
		const { versionId } = (await rest.call('GET', `rest/workflows/${id}`)).data as { readonly versionId: string };
		expect(await rest.call('POST', `rest/workflows/${id}/activate`, { versionId })).toMatchObject({ status: 200 });
		await waitUntil(address, async () => (await fetch(`${n8n.address}/${address}`)).status === ready, { timeoutMs: 60_000 });
	};

	it('are at least ten, and each has its answer written down here', () => {
		expect(patterns.size).toBeGreaterThanOrEqual(10);
		expect(Object.keys(answers)).toEqual(expect.arrayContaining([...patterns.keys()]));
	});

	it('name only nodes, versions and fields that this n8n knows', async () => {
		const { data } = await rest.call('GET', 'types/nodes.json');
		const known = new Map<string, Set<string>>();
		for (const { name, version, properties } of data as ReadonlyArray<Described>)
			for (const each of [version].flat()) {
				const key = `${name} ${each}`;
				known.set(key, new Set([...(known.get(key) ?? []), ...properties.map((property) => property.name)]));
			}
		const unknown = [...patterns].flatMap(([pattern, { nodes }]) =>
			nodes.flatMap(({ type, typeVersion, parameters, name }) => {
				const fields = known.get(`${type} ${Number(typeVersion)}`);
				if (fields === undefined) return [`${pattern}: ${name} is ${type} ${Number(typeVersion)}`];
				return Object.keys(parameters)
					.filter((field) => !fields.has(field))
					.map((field) => `${pattern}: ${name} has ${field}`);
			}),
		);
		expect(unknown).toEqual([]);
	});

	it.each(Object.keys(answers))('%s answers its sample on one click', async (name) => {
		const { status, trouble, items } = await run(patternOf(name));
		expect({ status, trouble }).toEqual({ status: 'success', trouble: '' });
		expect(items[0]).toMatchObject(answers[name] as object);
	});

	it('council sits of the models that are named', async () => {
		const { status, items } = await run(twoMembers);
		const [{ text, ranks }] = items as [{ readonly text: string; readonly ranks: ReadonlyArray<{ readonly member: string }> }];
		expect({ status, text }).toEqual({ status: 'success', text: 'One repository.' });
		expect(ranks.map(({ member }) => member).sort()).toEqual(['double-1b', 'double-7b']);
	});

	it('council says which member is missing, and why', async () => {
		const { status, items } = await run(unknownMember);
		const [{ text, ranks }] = items as [{ readonly text: string; readonly ranks: readonly object[] }];
		expect(status).toBe('success');
		expect(text).toMatch(/^One repository\.\n\n2 of 3 members answered, and 2 of 3 ranked the answers: .* has no model "double-9b"/);
		expect(ranks).toHaveLength(2);
	});

	it('council of one model is three clones of it', async () => {
		const { status, trouble, items } = await run(oneMember);
		expect({ status, trouble }).toEqual({ status: 'success', trouble: '' });
		expect(items[0]).toMatchObject({ ranks: Array.from({ length: 3 }, () => expect.objectContaining({ member: 'double-7b' }) as object) });
	});

	it.each(blank.map((pattern) => [pattern.name, pattern] as const))('%s says that nothing was asked', async (_, pattern) => {
		const before = double.requests.length;
		expect(await run(pattern)).toMatchObject({ status: 'error', trouble: expect.stringContaining('The task is empty') as string });
		expect(double.requests.length).toBe(before);
	});

	it('report takes an address with a name twice, and finds nothing of that name', async () => {
		const { status, items } = await run(askedTwice);
		expect({ status, text: items[0]?.['text'] }).toEqual({
			status: 'success',
			text: expect.stringContaining('No receipt of a run meets all conditions') as string,
		});
	});

	it('nightly batch changes each row by itself, whatever its ticket, and leaves one open on which a single clone answered', async () => {
		await run(ownRows);
		const { id: project } = (await rest.call('GET', 'rest/projects/personal')).data as { readonly id: string };
		const at = `rest/projects/${project}/data-tables`;
		const { data: tables } = (await rest.call('GET', `${at}?take=50`)).data as {
			readonly data: ReadonlyArray<{ readonly id: string; readonly name: string }>;
		};
		const table = `${at}/${tables.find(({ name }) => name === 'Rows of our own')?.id}`;
		const rows = [
			{ ticket: '', message: 'I was charged twice.' },
			{ ticket: '', message: 'Thank you, well done.' },
			{ message: 'It loses my text.' },
			{ ticket: 'T-1', message: 'Two clones fail on this.' },
			{ ticket: 'T-1', message: '' },
		];
		await rest.call('POST', `${table}/insert`, { returnType: 'all', data: rows });
		expect((await run(ownRows)).items).toEqual([
			expect.objectContaining({ text: '3 of 4 rows sorted, 1 left for a person', rows: 4, sorted: 3 }),
		]);
		const { data: kept } = (await rest.call('GET', `${table}/rows?take=50`)).data as { readonly data: readonly object[] };
		expect(kept).toEqual(
			['billing', 'praise', 'bug', null, null].map(
				(category, place) => expect.objectContaining({ ticket: null, ...rows[place], category }) as object,
			),
		);
	});

	it('nightly batch fails and says why where no row could be asked about', async () => {
		expect(await run(nobodySorts)).toMatchObject({
			status: 'error',
			trouble: expect.stringMatching(
				/^0 of 500 rows sorted, 0 left for a person, 500 failed: .*Nothing listens at http:\/\/127\.0\.0\.1:9/,
			) as string,
		});
	});

	describe('report, published', () => {
		const page = async (query: string) =>
			await fetch(`${n8n.address}/webhook/shadow-clones-report${query}`, {
				headers: { authorization: `Basic ${Buffer.from('anna:only for her').toString('base64')}` },
			});

		beforeAll(async () => await publish(patternOf('report'), 'webhook/shadow-clones-report', 401));

		it.each(['abc', '0', '-1', '1.5', '1e9', '7&days=8'])('says that days must be a whole number, given %s', async (days) => {
			const answer = await page(`?days=${days}`);
			expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Days must be a whole number from 1')]);
		});

		it.each(['', '?days=', '?days=7'])('shows the page for "%s"', async (query) => {
			const answer = await page(query);
			expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('What the clones did')]);
		});
	});

	describe('classify-and-escalate', () => {
		it('asks a larger model where no clone answers, and says so', async () => {
			expect((await run(noneAnswers)).items).toEqual([
				expect.objectContaining({
					text: 'question',
					decidedBy: 'a larger model',
					reason: expect.stringMatching(/^None of the 5 clones answered: .+\. .+/) as string,
				}),
			]);
		});

		it('asks a larger model where fewer than three clones answer, even if these agree', async () => {
			expect((await run(fewAnswer)).items).toEqual([expect.objectContaining({ text: 'question', decidedBy: 'a larger model' })]);
		});

		it('asks a larger model where the clones disagree', async () => {
			expect((await run(largerHelps)).items).toEqual([expect.objectContaining({ text: 'question', decidedBy: 'a larger model' })]);
		});

		it("waits for a person, by n8n's form, where that disagrees too", async () => {
			const waiting = await run(personHelps);
			expect(waiting).toMatchObject({
				status: 'waiting',
				lastNode: 'A person decides',
				form: expect.stringContaining('form-waiting') as string,
			});
			const page = await (await fetch(waiting.form)).text();
			expect(page).toContain('&lt;img src="x"&gt; &amp; more');
			expect(page).not.toContain('<img src="x"');

			await decide(waiting, 'praise');
			const done = await ended(waiting);
			expect(done.items).toEqual([expect.objectContaining({ text: 'praise', decidedBy: 'a person' })]);
		});

		it('waits for a person where the larger model fails, and says so', async () => {
			const waiting = await run(largerFails);
			expect(waiting).toMatchObject({ status: 'waiting', lastNode: 'A person decides' });
			await decide(waiting, 'bug');
			expect((await ended(waiting)).items).toEqual([
				expect.objectContaining({
					...{ text: 'bug', decidedBy: 'a person' },
					reason: expect.stringMatching(/^None of the 5 clones answered: .+\. None of the 3 clones answered: /) as string,
				}),
			]);
		});

		const decide = async ({ form }: Execution, category: string) => {
			const filled = new FormData();
			filled.set('field-0', category);
			expect((await fetch(form, { method: 'POST', body: filled })).status).toBe(200);
		};

		const ended = async ({ id }: Execution): Promise<Execution> => {
			const now = await readExecution(rest, id);
			return now.status === 'waiting' ? await ended(now) : now;
		};
	});

	it('code-with-tests-by-form shows the code to who sent the form', async () => {
		const pattern = patternOf('code-with-tests-by-form');
		const address = `form/${String(pattern.nodes.find(({ name }) => name === triggerOf(pattern))?.['webhookId'])}`;
		await publish(pattern, address);
		const filled = new FormData();
		const sample = pattern.pinData['Task and tests']?.[0] as { readonly json: Readonly<Record<string, string>> };
		for (const [place, value] of Object.values(sample.json).entries()) filled.set(`field-${place}`, value);
		const sent = await fetch(`${n8n.address}/${address}`, { method: 'POST', body: filled });
		const { formWaitingUrl } = (await sent.json()) as { readonly formWaitingUrl: string };
		// As n8n's own page does: while the execution runs, its address answers nothing else.
		const status = new URL(formWaitingUrl);
		status.pathname += '/n8n-execution-status';
		await waitUntil('the code', async () => (await (await fetch(status)).text()) === 'form-waiting', { timeoutMs: 60_000 });
		expect(await (await fetch(formWaitingUrl)).text()).toContain('return Math.max(...numbers);');
	});

	describe('clones-as-an-openai-endpoint, published', () => {
		const messages = [{ role: 'user' as const, content: 'Why do leaves turn red?' }];
		let client: OpenAI;

		beforeAll(async () => {
			await publish(patternOf('clones-as-an-openai-endpoint'), 'webhook/v1/models');
			client = new OpenAI({ baseURL: `${n8n.address}/webhook/v1`, apiKey: 'none', maxRetries: 0 });
		});

		it('lists one model', async () => {
			const models = await client.models.list();
			expect(models.data.map(({ id }) => id)).toEqual(['shadow-clones']);
			expect(await client.models.retrieve('shadow-clones')).toMatchObject({ id: 'shadow-clones', object: 'model' });
		});

		it('gives as many answers as are asked for', async () => {
			const { choices } = await client.chat.completions.create({ model: 'shadow-clones', messages, n: 2 });
			expect(choices.map(({ index, message }) => [index, message.content])).toEqual([
				[0, expect.stringContaining('the red shows')],
				[1, expect.stringContaining('the red shows')],
			]);
		});

		it('gives JSON by the schema of the request', async () => {
			const schema = { type: 'object', properties: { colour: { type: 'string' } }, required: ['colour'], additionalProperties: false };
			const asking = [{ role: 'user' as const, content: 'Which colour is it, in JSON?' }];
			for (const response_format of [
				{ type: 'json_schema' as const, json_schema: { name: 'colour', schema } },
				{ type: 'json_object' as const },
			]) {
				const { choices } = await client.chat.completions.create({ model: 'shadow-clones', messages: asking, response_format });
				expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ colour: 'red' });
			}
			expect(JSON.stringify(double.requests.map((body) => body['response_format'] ?? null))).toContain(JSON.stringify(schema));
		});

		it('passes on what a model takes besides', async () => {
			const more = { stop: ['END'], presence_penalty: 0.5, frequency_penalty: 0.25, top_p: 0.9, reasoning_effort: 'low' as const };
			const before = double.requests.length;
			await client.chat.completions.create({ model: 'shadow-clones', messages, seed: 7, temperature: 0.2, max_tokens: 99, ...more });
			const sent = double.requests.slice(before);
			expect(sent).toHaveLength(5);
			for (const body of sent) expect(body).toMatchObject({ ...more, max_tokens: 99 });
			expect(sent.map(({ seed }) => seed)).toContain(7);
		});

		it('says that the prompt is too long as OpenAI does, so that clients shorten it', async () => {
			const long = [{ role: 'user' as const, content: 'Why do leaves turn red? '.repeat(9000) }];
			await expect(client.chat.completions.create({ model: 'shadow-clones', messages: long })).rejects.toMatchObject({
				status: 400,
				code: 'context_length_exceeded',
				param: 'messages',
				type: 'invalid_request_error',
				message: expect.stringContaining('tokens') as string,
			});
		});

		it('answers the openai client, with the tokens of all clones', async () => {
			const answer = await client.chat.completions.create({ model: 'shadow-clones', messages });
			expect(answer.choices[0]).toMatchObject({
				message: { role: 'assistant', content: expect.stringContaining('the red shows') as string },
			});
			expect(answer.usage?.completion_tokens).toBeGreaterThanOrEqual(5);
		});

		it('streams to the openai client, and ends the stream', async () => {
			const stream = await client.chat.completions.create({
				model: 'shadow-clones',
				messages,
				stream: true,
				stream_options: { include_usage: true },
			});
			let said = '';
			const ends: string[] = [];
			let tokens = 0;
			for await (const { choices, usage } of stream) {
				said += choices[0]?.delta.content ?? '';
				ends.push(...choices.flatMap(({ finish_reason: end }) => end ?? []));
				tokens += usage?.completion_tokens ?? 0;
			}
			expect({ said, ends }).toEqual({ said: 'The leaves lose their green, and the red shows.', ends: ['stop'] });
			expect(tokens).toBeGreaterThanOrEqual(5);
		});

		it('tells the clones what was said before, in parts as well, and the system message apart', async () => {
			const before = double.requests.length;
			const answer = await client.chat.completions.create({
				model: 'shadow-clones',
				messages: [
					{ role: 'system', content: 'Be brief.' },
					{ role: 'user', content: [{ type: 'text', text: 'Hello, my name is Anna.' }] },
					{ role: 'assistant', content: 'Hello Anna.' },
					{ role: 'user', content: 'What is my name?' },
				],
			});
			expect(answer.choices[0]?.message.content).toBe('You are called Anna.');
			expect(double.requests.at(before)?.messages).toEqual([
				{ role: 'system', content: 'Be brief.' },
				{
					role: 'user',
					content: expect.stringMatching(/^User: Hello, my name is Anna\.\n\nAssistant: Hello Anna\.\n\nUser: What is my name\?/),
				},
			]);
		});

		it.each([
			['messages', { messages: [{ role: 'user' as const, content: ' ' }] }],
			['temperature', { messages, temperature: 3 }],
			['max_tokens', { messages, max_tokens: 0 }],
			['top_p', { messages, top_p: 2 }],
			['n', { messages, n: 6 }],
			['logprobs', { messages, logprobs: true }],
			['response_format', { messages, response_format: { type: 'json_schema' as const, json_schema: { name: 'none' } } }],
			['tools', { messages, tools: [{ type: 'function' as const, function: { name: 'search', parameters: {} } }] }],
			[
				'messages',
				{
					messages: [
						{
							role: 'user' as const,
							content: [
								{ type: 'image_url' as const, image_url: { url: 'https://example.com/a.png' } },
								{ type: 'text' as const, text: 'What is this?' },
							],
						},
					],
				},
			],
		])('refuses %s that no model can take, so that clients do not try again', async (param, changes) => {
			const before = double.requests.length;
			await expect(client.chat.completions.create({ model: 'shadow-clones', ...changes })).rejects.toMatchObject({
				status: 400,
				param,
			});
			expect(double.requests.length).toBe(before);
		});

		it('says what is wrong as OpenAI does, and the execution counts as failed', async () => {
			const filter = encodeURIComponent(JSON.stringify({ status: ['error'] }));
			const failures = async () =>
				((await rest.call('GET', `rest/executions?filter=${filter}`)).data as { readonly results: readonly object[] }).results;
			const before = (await failures()).length;
			const asking = client.chat.completions.create({ model: 'shadow-clones', messages: [] });
			await expect(asking).rejects.toThrow(/400 The request has no messages/);
			await waitUntil('the failed execution', async () => (await failures()).length > before, { timeoutMs: 60_000 });
		});
	});
});

/** Servers that refuse the first few clones of a message. */
function failFirst(): (arrival: Arrival) => Fault | undefined {
	const left = new Map([
		['All clones fail on this.', 8],
		['Five clones fail on this.', 5],
		['Three clones fail on this.', 3],
		['Two clones fail on this.', 2],
	]);
	return ({ body }) => {
		const prompt = JSON.stringify(body['messages']);
		const message = [...left.keys()].find((each) => prompt.includes(each));
		const count = message === undefined ? 0 : (left.get(message) ?? 0);
		if (message === undefined || count === 0) return undefined;
		left.set(message, count - 1);
		return { kind: 'status', status: 400 };
	};
}

interface Described {
	readonly name: string;
	readonly version: number | readonly number[];
	readonly properties: ReadonlyArray<{ readonly name: string }>;
}
