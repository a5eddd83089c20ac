import { afterEach, describe, expect, it } from 'vitest';
import type { FanOutRequest } from '../../../../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../../../../nodes/engine/tool';
import { fanOutOn } from '../../../../support/fanOutOn';
import { lastPrompt, playGuided, questionOf, sentencesIn, wholePrompt } from '../../../../support/guidedModel';
import { call, toolOf } from '../../../../support/toolOf';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) =>
	(double = await startVllmDouble({ maxModelLen: 16_000, answerAfterMs: 0, ...settings }));
afterEach(async () => await double?.close());

const lookUp = toolOf('look_up', async ({ q }) => `${String(q)} has two million people.\nIt lies on the Seine.`);
const role = (tools: string) => ({ by: 'role' as const, roles: [{ name: 'Looker', instruction: 'You look things up.', tools: [tools] }] });
const run = async (changes: Partial<FanOutRequest> = {}, tools: readonly Tool[] = [lookUp], signal?: AbortSignal) =>
	await fanOutOn(
		double,
		{
			task: 'How many people live in Paris?',
			clones: 1,
			toolMode: 'guided',
			toolLimits: { mostSteps: 4, timeoutMs: 10_000, mostCharacters: 4000 },
			sampling: { maxTokens: 200, seed: 1 },
			...changes,
		},
		signal,
		undefined,
		tools,
	);
const questions = () => double.requests.map(questionOf);

describe('a guided clone', () => {
	it.each([
		['prose', 'I would look at a map.'],
		['JSON cut short', '{"missing": "how many", "next": "look_'],
	])('tells how many questions were answered in %s, where an answer can be read in no form', async (_, text) => {
		await start({ answer: () => text });
		const { candidates, receipt } = await run();
		expect(questions()).toEqual(['next', 'next', 'answer']);
		expect(candidates[0]).toMatchObject({ text, withoutSource: true });
		expect(receipt.notes).toEqual([
			'Clone 1: 1 guided question was not answered in the asked form. Use a larger model, or a server that takes JSON Schema.',
		]);
	});

	it.each(['guided', 'functionCalling'] as const)(
		'does not say of a server that it sent nothing where it had answered before the time of the clone ran out: %s',
		async (toolMode) => {
			await start({
				answer: (body) => ('tools' in body ? { toolCalls: [call('look_up', { q: 'Paris' })] } : playGuided()(body)),
				faults: ({ index }) => (index === 0 ? undefined : { kind: 'hang' }),
			});
			const trouble = await run({ toolMode, cloneTimeoutMs: 1500 }).catch((error: Error & { advice?: string }) => error);
			const told = JSON.stringify(trouble, Object.getOwnPropertyNames(trouble));
			expect(told).toContain(`The clone's time of 1.5 s ran out while it waited for its 2nd answer from ${double.baseUrl}`);
			expect(told).not.toMatch(/sent nothing yet|hangs/);
		},
	);

	it('tells each such question once, over all rounds', async () => {
		let [asked, read] = [0, 0];
		const next = () => ({ next: 'look_up', ask: `question ${asked++}` });
		await start({ answer: playGuided({ next, reading: () => (read++ === 0 ? undefined : 'The first one.') }) });
		const { receipt } = await run({ sharing: { rounds: 2, digestTokens: 2000 } });
		const told = (receipt.notes ?? []).map((note) => /^Clone 1 in round (\d): (\d) guided/.exec(note)?.slice(1).map(Number));
		const inVain = (read - 1) / 2;
		expect(told.map((each) => each?.[0])).toEqual([1, 2]);
		expect(told.reduce((sum, each) => sum + (each?.[1] ?? 0), 0)).toBe(inVain);
	});

	it('names a tool, then its arguments by the tool’s own schema, then what the output says, and answers from that; no request sends tools', async () => {
		await start({ answer: playGuided() });
		const { candidates, receipt } = await run();
		expect(questions()).toEqual(['next', 'arguments', 'reading', 'next', 'answer']);
		expect(candidates[0]).toMatchObject({
			text: 'Found 1.',
			finishReason: 'stop',
			toolUses: [{ step: 1, name: 'look_up', asked: '{"q":"Paris"}', outcome: 'answered', source: 'S1.1' }],
			attempts: 5,
		});
		expect(receipt).toMatchObject({ requests: 5, retries: 0, tools: { calls: 1, answered: 1 } });
		expect(double.requests.some((body) => 'tools' in body)).toBe(false);
		const [next, words, reading, , last] = double.requests.map((body) => body['response_format'] as { json_schema: { schema: unknown } });
		expect(next?.json_schema.schema).toMatchObject({ properties: { next: { enum: ['look_up', 'done'] } } });
		expect(words?.json_schema.schema).toEqual(lookUp.parameters);
		expect(reading?.json_schema.schema).toMatchObject({ properties: { findings: { maxItems: 3 } } });
		expect(last).toBeUndefined();
		expect(wholePrompt(double.requests[4] ?? {})).toContain('- It says: Paris has two million people. ("Paris has two million people.")');
	});

	it('says what to ask in the same breath where its tools take one text each, and is asked by schema where one takes more', async () => {
		await start({
			answer: playGuided({ next: (body) => ({ next: wholePrompt(body).includes('Looked up') ? 'done' : 'look_up', ask: 'Lyon' }) }),
		});
		const { candidates } = await run();
		expect(questions()).toEqual(['next', 'reading', 'next', 'answer']);
		expect(candidates[0]?.toolUses).toMatchObject([{ asked: '{"q":"Lyon"}', outcome: 'answered' }]);
		const properties = { from: { type: 'string' }, to: { type: 'string', enum: ['a', 'b'] } };
		const route = { ...toolOf('route', async () => 'A way.'), parameters: { type: 'object', properties, required: ['from', 'to'] } };
		await run({}, [lookUp, route]);
		expect(double.requests[4]?.['response_format']).toMatchObject({ json_schema: { schema: { required: ['missing', 'next'] } } });
	});

	it('is told what it read as data, and the task again at the end', async () => {
		await start({ answer: playGuided() });
		await run();
		const prompt = lastPrompt(double.requests[2] ?? {});
		expect(prompt).toContain('<output-marker00 source="S1.1" tool="look_up" asked="{\'q\':\'Paris\'}">');
		expect(prompt.slice(prompt.indexOf('</output-marker00>\n'))).toContain('How many people live in Paris?');
	});

	it('takes what nearly has the form, in one go: numbers as text, a list alone, a tool in other letters', async () => {
		await start({
			answer: playGuided({
				next: (body) => ({ next: wholePrompt(body).includes('Looked up') ? 'DONE' : 'look up', ask: 'Lyon', why: 'so' }),
				reading: () => [{ sentence: '1', claim: 'Lyon has two million people.' }],
			}),
		});
		const { candidates } = await run();
		expect(questions()).toEqual(['next', 'reading', 'next', 'answer']);
		expect(candidates[0]?.toolUses).toMatchObject([{ name: 'look_up', outcome: 'answered' }]);
		expect(candidates[0]).not.toHaveProperty('withoutSource');
	});

	it('posts what it found on the board, where the others see it in the next round', async () => {
		await start({ answer: playGuided({ arguments: (body) => ({ q: body.seed === 1 ? 'Paris' : 'Lyon' }) }) });
		const { candidates, receipt } = await run({ clones: 2, sharing: { rounds: 2, digestTokens: 2000 } });
		expect(candidates.map(({ findings }) => findings?.map(({ quote, source, round }) => [quote, source, round]))).toEqual([
			[['Paris has two million people.', 'S1.1', 1]],
			[['Lyon has two million people.', 'S2.1', 1]],
		]);
		expect(candidates[0]?.sources).toEqual([expect.objectContaining({ id: 'S1.1', tool: 'look_up' })]);
		expect(receipt.rounds?.[0]).toMatchObject({ newFindings: 2, refused: 0 });
		expect(wholePrompt(double.requests.find((body) => wholePrompt(body).includes('Round 2.')) ?? {})).toContain(
			'Lyon has two million people.',
		);
	});

	const about = toolOf('look_up', async ({ q }) => `${String(q)} has many people. It lies on the Seine, and was led by G. Stanley Hall.`);

	it('looks up the names that it has read, with what the task still lacks, where it asks for the same again, and is asked once more where there are none left', async () => {
		await start({
			answer: playGuided({
				next: () => ({ next: 'look_up', ask: 'Paris' }),
				arguments: () => ({ q: 'something else' }),
			}),
		});
		const { candidates } = await run({ task: 'How many people live in the capital?' }, [about]);
		expect(questions()).toEqual(['next', 'reading', 'next', 'reading', 'next', 'reading', 'next', 'arguments', 'reading', 'answer']);
		expect(candidates[0]?.toolUses?.map(({ asked }) => asked)).toEqual(
			['Paris', 'Seine live capital', 'G. Stanley Hall people live capital', 'something else'].map((q) => JSON.stringify({ q })),
		);
		expect(wholePrompt(double.requests[2] ?? {})).toContain('<names-marker00>\nSeine\nG. Stanley Hall\n</names-marker00>');
	});

	it('looks up two names of the question by themselves first, then one that it has read, and nothing of the instructions', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: 'how many people live in Paris' }) }) });
		const { candidates } = await run({ task: 'Answer in English. How many people live in Paris, on the Loire?' }, [about]);
		expect(candidates[0]?.toolUses?.map(({ asked }) => JSON.parse(asked).q)).toEqual([
			'how many people live in Paris',
			'Paris',
			'Loire',
			'Seine people live',
		]);
	});

	it('goes on to the next name where the look-up of one goes wrong', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: 'how many people live in Paris' }) }) });
		const broken = toolOf('look_up', async ({ q }) => {
			if (q === 'Loire') throw new Error('The search is down');
			return `${String(q)} has many people.`;
		});
		const { candidates } = await run({ task: 'How many people live on the Loire, or in Paris?' }, [broken]);
		const asked = candidates[0]?.toolUses?.map((use) => JSON.parse(use.asked).q);
		expect(asked?.slice(0, 3)).toEqual(['how many people live in Paris', 'Loire', 'Paris']);
	});

	it('is led to no name where its tool does not say that it looks things up, or writes', async () => {
		for (const name of ['desk', 'save_lookup']) {
			const words = ['call the bank', 'call the bank', 'call the shop'];
			const next = () => ({ q: words.shift() });
			await start({ answer: playGuided({ next: () => ({ next: name }), arguments: next }) });
			const { candidates } = await run(
				{ task: 'How many people live in Paris?', toolLimits: { mostSteps: 2, timeoutMs: 10_000, mostCharacters: 4000 } },
				[toolOf(name, async () => 'The people of Paris are many.')],
			);
			expect(candidates[0]?.toolUses?.map(({ asked }) => JSON.parse(asked).q)).toEqual(['call the bank', 'call the shop']);
			await double.close();
		}
	});

	it.each([
		['a sum', '2+3', '3+4'],
		['a statement', 'SELECT name FROM people', 'SELECT name FROM towns'],
		['a number', 'ORD-123', 'ORD-124'],
	])('is asked once more where it asks for %s again, which leads to no name', async (_, first, second) => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: first }), arguments: () => ({ q: second }) }) });
		const desk = toolOf('look_up', async () => 'The people of Paris are 5.');
		const { candidates } = await run(
			{ task: 'How many people live in Paris?', toolLimits: { mostSteps: 2, timeoutMs: 10_000, mostCharacters: 4000 } },
			[desk],
		);
		expect(candidates[0]?.toolUses?.map(({ asked }) => JSON.parse(asked).q)).toEqual([first, second]);
	});

	it('does not ask for what another clone has asked for, and sees what came of that', async () => {
		await start({
			answer: playGuided({ next: () => ({ next: 'look_up', ask: 'Paris' }), arguments: () => ({ q: 'Lyon' }) }),
		});
		const { candidates } = await run(
			{
				clones: 2,
				sharing: { rounds: 2, digestTokens: 2000 },
				toolLimits: { mostSteps: 1, timeoutMs: 10_000, mostCharacters: 4000 },
			},
			[about],
		);
		const asked = candidates.flatMap(({ toolUses = [] }) => toolUses.map(({ asked: each }) => each));
		expect(new Set(asked).size).toBe(asked.length);
		const later = double.requests.filter((body) => questionOf(body) === 'next' && wholePrompt(body).includes('Round 2.')).map(wholePrompt);
		expect(later).toHaveLength(2);
		for (const prompt of later)
			expect(prompt).toMatch(/Looked up so far:\n[^]*Clone [12]: look_up \{"q":"(?:Paris|Lyon|Seine people live)"\}: 1 found/);
	});

	it('looks up what another clone has read and nobody has asked for, where it shares', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: 'Paris' }), arguments: () => ({ q: 'Lyon' }) }) });
		const city = toolOf('look_up', async ({ q }) =>
			String(q).includes('Paris')
				? 'Paris has many people. It lies on the Seine, and was led by G. Stanley Hall.'
				: `${String(q)} has some people.`,
		);
		const { candidates } = await run(
			{ clones: 2, sharing: { rounds: 2, digestTokens: 2000 }, toolLimits: { mostSteps: 1, timeoutMs: 10_000, mostCharacters: 4000 } },
			[city],
		);
		const asked = candidates.flatMap(({ toolUses = [] }) => toolUses.map(({ asked: each }) => JSON.parse(each).q as string));
		expect(asked.toSorted()).toEqual(['G. Stanley Hall people live', 'Lyon', 'Paris', 'Seine people live']);
	});

	it('is not led to what another clone has read with a tool that this one does not have', async () => {
		await start({
			answer: playGuided({
				next: (body) => ({ next: /- (\w+): The tool/.exec(wholePrompt(body))?.[1] ?? 'done', ask: 'Paris' }),
				arguments: () => ({ q: 'Lyon' }),
			}),
		});
		const roles = ['crm_search', 'web_search'].map((tool) => ({ name: tool, instruction: `You use ${tool}.`, tools: [tool] }));
		const crm = toolOf('crm_search', async ({ q }) => `${String(q)} has many people. A customer there is Wilhelmina Quastenberg.`);
		const web = toolOf('web_search', async ({ q }) => `${String(q)} has some people.`);
		const { candidates } = await run(
			{
				clones: 2,
				difference: { by: 'role', roles },
				sharing: { rounds: 2, digestTokens: 2000 },
				toolLimits: { mostSteps: 2, timeoutMs: 10_000, mostCharacters: 4000 },
			},
			[crm, web],
		);
		const uses = candidates.flatMap(({ toolUses = [] }) => toolUses);
		expect(uses.filter(({ name }) => name === 'web_search').length).toBeGreaterThan(1);
		expect(uses.filter(({ name, asked }) => name === 'crm_search' && asked.includes('Quastenberg'))).toHaveLength(1);
		expect(uses.filter(({ name, asked }) => name === 'web_search' && asked.includes('Quastenberg'))).toEqual([]);
	});

	it('keeps its tools until it has used one, where its role is about them', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'done' }) }) });
		const { candidates } = await run({ difference: role('look_up') });
		expect(questions()).toEqual(['arguments', 'reading', 'next', 'answer']);
		expect(candidates[0]?.toolUses).toHaveLength(1);
	});

	it('opens pages whose addresses it has read and no others, and at least one where its role is about that', async () => {
		const url = { type: 'object', properties: { url: { type: 'string' } }, required: ['url'] };
		const open = { ...toolOf('open_page', async () => 'Paris has two million people.'), parameters: url };
		const search = toolOf('search', async () => 'title: Paris\nurl: https://example.org/paris\ncontent: A town.');
		await start({
			answer: playGuided({
				arguments: (body) => (wholePrompt(body).includes('the tool open_page') ? { url: 'https://example.org/paris' } : { q: 'Paris' }),
				reading: (body) => (wholePrompt(body).includes('tool="search"') ? { findings: [] } : undefined),
				next: () => ({ next: 'done' }),
			}),
		});
		const difference = { by: 'role' as const, roles: [{ name: 'Web', instruction: 'You search.', tools: ['search', 'open_page'] }] };
		const { candidates } = await run({ difference }, [search, open]);
		expect(candidates[0]?.toolUses).toMatchObject([
			{ name: 'search' },
			{ name: 'open_page', asked: '{"url":"https://example.org/paris"}', outcome: 'answered' },
		]);
		const asked = double.requests.find((body) => wholePrompt(body).includes('the tool open_page'));
		expect(asked?.['response_format']).toMatchObject({
			json_schema: { schema: { properties: { url: { enum: ['https://example.org/paris'] } } } },
		});
	});

	it('opens the next page where one is an error page, and no address that stands on that', async () => {
		const url = { type: 'object', properties: { url: { type: 'string' } }, required: ['url'] };
		const pages: Record<string, string> = {
			'https://example.org/1':
				'<html><head><title>404 Not Found</title></head><body><h1>Oh no</h1><a href="https://example.org/home">Home</a></body></html>',
			'https://example.org/2': 'Paris has two million people.',
		};
		const open = { ...toolOf('open_page', async (parameters) => pages[String(parameters['url'])] ?? 'A start page.'), parameters: url };
		const search = toolOf('search', async () => `Paris is a town on the Seine.\n${Object.keys(pages).join('\n')}`);
		const offered: string[] = [];
		await start({
			answer: playGuided({
				arguments: (body) => {
					if (!wholePrompt(body).includes('the tool open_page')) return { q: 'Paris' };
					const form = body['response_format'] as { json_schema: { schema: { properties: { url: { enum: string[] } } } } };
					const addresses = form.json_schema.schema.properties.url.enum;
					offered.push(...addresses);
					return { url: addresses[0] };
				},
				next: () => ({ next: 'done' }),
			}),
		});
		const difference = { by: 'role' as const, roles: [{ name: 'Web', instruction: 'You search.', tools: ['search', 'open_page'] }] };
		const { candidates } = await run({ difference }, [search, open]);
		expect(candidates[0]?.toolUses?.map(({ name, trouble }) => `${name}: ${trouble ?? 'read'}`)).toEqual([
			'search: read',
			'open_page: It gave back an error: 404 Not Found',
			'open_page: read',
		]);
		expect(offered).toEqual(['https://example.org/1', 'https://example.org/2', 'https://example.org/2']);
	});

	it('tries something else after a tool that went wrong, and is asked what it knows itself where nothing was found', async () => {
		const broken = toolOf('clock', async () => Promise.reject(new Error('No number.')));
		await start({ answer: playGuided({ next: () => ({ next: 'clock', ask: 'how many' }), reading: () => ({ findings: [] }) }) });
		const difference = {
			by: 'role' as const,
			roles: [{ name: 'All', instruction: 'You look things up.', tools: ['clock', 'look_up'] }],
		};
		const { candidates } = await run({ difference }, [broken, lookUp]);
		expect(candidates[0]?.toolUses?.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(['clock threw', 'look_up answered']);
		expect(lastPrompt(double.requests.at(-1) ?? {})).toContain(
			'Nothing was found. Answer the task all the same, from what you know yourself',
		);
		expect(candidates[0]?.withoutSource).toBe(true);
	});

	it('answers at once where nothing has to be looked up and it has no role', async () => {
		await start({ answer: playGuided({ next: () => ({ missing: 'Nothing is missing.', next: 'done' }) }) });
		await run();
		expect(questions()).toEqual(['next', 'answer']);
	});

	it('takes no more steps than it may, however much it would like to look up', async () => {
		let count = 0;
		const tool = toolOf('look_up', async () => `Fact number ${++count} is written here.`);
		await start({ answer: playGuided({ next: () => ({ next: 'look_up' }), arguments: () => ({ q: `thing ${count}` }) }) });
		const { candidates } = await run({ toolLimits: { mostSteps: 4, timeoutMs: 10_000, mostCharacters: 4000 } }, [tool]);
		expect(candidates[0]?.toolUses).toHaveLength(4);
		expect(candidates[0]?.text).toBe('Found 4.');
	});

	it('stops looking up after two steps in a row that brought nothing', async () => {
		let asked = 0;
		await start({
			answer: playGuided({
				next: () => ({ next: 'look_up' }),
				arguments: () => ({ q: `thing ${++asked}` }),
				reading: () => ({ findings: [] }),
			}),
		});
		const { candidates } = await run({ toolLimits: { mostSteps: 8, timeoutMs: 10_000, mostCharacters: 4000 } });
		expect(candidates[0]?.toolUses).toHaveLength(2);
	});

	it('never posts a quote that does not stand in the source: it is put right by the sentence that was meant, or dropped and counted', async () => {
		const findings = [
			{ sentence: 99, claim: 'Paris has about two million people in it' },
			{ sentence: 0, claim: 'Paris has 3 million people.' },
			{ sentence: -1, claim: 'The river is the Thames' },
		];
		await start({ answer: playGuided({ reading: () => ({ findings }) }) });
		const { candidates, receipt } = await run({ sharing: { rounds: 2, digestTokens: 2000 } });
		expect(candidates[0]?.findings?.map(({ quote, claim }) => [claim, quote])).toEqual([
			['Paris has about two million people in it', 'Paris has two million people.'],
		]);
		expect(receipt.rounds?.[0]).toMatchObject({ newFindings: 1, refused: 2 });
	});

	it('lets the quote speak for itself where the claim says something else, on the board and in its own notes, and counts it', async () => {
		const reading = () => ({ findings: [{ sentence: 1, claim: 'Paris has 9 million people.' }] });
		await start({ answer: playGuided({ reading }) });
		const { candidates, receipt } = await run({ sharing: { rounds: 2, digestTokens: 2000 } });
		expect(candidates[0]?.findings?.map(({ claim }) => claim)).toEqual(['Paris has two million people.']);
		expect(receipt.rounds?.[0]).toMatchObject({ newFindings: 1, quotedInstead: 1 });
		expect(wholePrompt(double.requests.find((body) => questionOf(body) === 'answer') ?? {})).not.toContain('9 million');
		const alone = await run();
		expect(alone.receipt.notes).toEqual([
			'Clone 1 made 1 claim that does not follow from the source, and the words of the source were taken instead.',
		]);
	});

	it('takes no name from the question into a claim, but tells what its quote is about by the title above it', async () => {
		const entries =
			'- title: Eiffel Tower\n  content: It is 330 metres high today.\n- title: Blackpool Tower\n  content: It is 158 metres high today.';
		const reading = () => ({ findings: [{ sentence: 2, claim: 'The Eiffel Tower is 158 metres high.' }] });
		await start({ answer: playGuided({ reading }) });
		const task = 'Which is taller, the Eiffel Tower or Blackpool Tower?';
		const { candidates } = await run({ task, sharing: { rounds: 2, digestTokens: 2000 } }, [toolOf('look_up', async () => entries)]);
		expect(candidates[0]?.findings?.map(({ claim }) => claim)).toEqual(['It is 158 metres high today.']);
		const prompts = double.requests.map(wholePrompt);
		expect(prompts.some((prompt) => prompt.includes('- Blackpool Tower: It is 158 metres high today.'))).toBe(true);
		expect(prompts.some((prompt) => prompt.includes('Round 2.') && prompt.includes('Blackpool Tower: It is 158 metres high today.'))).toBe(
			true,
		);
		expect(prompts.join()).not.toContain('Eiffel Tower is 158');
	});

	it('is shown what each sentence is about where the sentence does not say so, and quotes it without that', async () => {
		const entries = '- title: Eiffel Tower\n  content: It stands in Paris, France. The Eiffel Tower is 330 metres high.';
		await start({ answer: playGuided() });
		const { candidates } = await run({ sharing: { rounds: 2, digestTokens: 2000 } }, [toolOf('look_up', async () => entries)]);
		const reading = double.requests.find((body) => questionOf(body) === 'reading') ?? {};
		expect(sentencesIn(reading)).toEqual(['Eiffel Tower: It stands in Paris, France.', 'The Eiffel Tower is 330 metres high.']);
		expect(candidates[0]?.findings?.map(({ quote }) => quote)).toEqual(['It stands in Paris, France.']);
	});

	it('answers from what it knows where it shares what it finds and nobody found anything, and is marked as without a source', async () => {
		await start({ answer: playGuided({ reading: () => ({ findings: [] }), answer: () => 'About two million.' }) });
		const { candidates, receipt } = await run({ difference: role('look_up'), sharing: { rounds: 2, digestTokens: 2000 } });
		expect(candidates[0]).toMatchObject({ text: 'About two million.', withoutSource: true, findings: [] });
		expect(receipt).toMatchObject({ withoutSource: 1, rounds: [{ newFindings: 0 }] });
	});

	it('stands on a source where it found something itself, or another clone did', async () => {
		const roles = ['look_up', 'recall'].map((name) => ({ name, instruction: `You use ${name}.`, tools: [name] }));
		const empty = toolOf('recall', async () => 'Nothing was found in memory about this.');
		await start({ answer: playGuided({ answer: (body) => (wholePrompt(body).includes('two million') ? 'Two million.' : 'A guess.') }) });
		const asked = { clones: 2, difference: { by: 'role' as const, roles }, sharing: { rounds: 2, digestTokens: 2000 } };
		const { candidates, receipt } = await run(asked, [lookUp, empty]);
		expect(candidates.map(({ text, withoutSource }) => [text, withoutSource])).toEqual([
			['Two million.', undefined],
			['Two million.', undefined],
		]);
		expect(receipt.withoutSource).toBeUndefined();
	});

	it.each([
		['a sentence of its own', "I don't know how to do that."],
		['an error as its output', { response: 'There was an error: "Request failed with status code 404"' }],
		['an empty list', []],
		['a flag', [{ text: 'Nothing was found in memory about this.', found: 0 }]],
		['a sentence in Chinese', '没有找到相关结果。'],
		['a sentence in Japanese', '検索結果は見つかりませんでした。'],
		['a sentence in Russian', 'По вашему запросу ничего не найдено.'],
		['a status', '429 Too Many Requests'],
		['a limit', 'API rate limit exceeded for 1.2.3.4. Authenticated requests get a higher limit.'],
		[
			'an error page',
			'<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>No file has that name here.</p></body></html>',
		],
		['an error in JSON', '{"error":{"code":503,"message":"Please come back in two hours"}}'],
		[
			'a whole answer of HTTP',
			{ statusCode: 404, statusMessage: 'Not Found', headers: { server: 'x' }, body: 'Paris has left this place.' },
		],
	])('asks nothing about an output that says by %s that there is nothing, and posts none of it', async (_, output) => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: `try ${double.requests.length}` }) }) });
		const { candidates, receipt } = await run({ sharing: { rounds: 2, digestTokens: 2000 } }, [toolOf('look_up', async () => output)]);
		expect(questions()).not.toContain('reading');
		expect(candidates[0]?.findings).toEqual([]);
		expect(candidates[0]?.toolUses).toHaveLength(2);
		expect(receipt.rounds).toEqual([expect.objectContaining({ newFindings: 0, refused: 0 })]);
	});

	it('counts a tool as failing that n8n lets tell what was thrown in it', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'code', ask: `try ${double.requests.length}` }) }) });
		const { candidates, receipt } = await run({}, [toolOf('code', async () => 'There was an error: "boom [line 3]"')]);
		expect(questions()).not.toContain('reading');
		expect(candidates[0]?.toolUses?.[0]).toMatchObject({ outcome: 'threw', trouble: 'boom [line 3]' });
		expect(receipt.failingTools).toMatchObject([{ name: 'code', why: 'boom [line 3]' }]);
	});

	it('reads nothing of an output that is the arguments alone, and stands on no source', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: `try ${double.requests.length}` }) }) });
		const { candidates } = await run({}, [toolOf('look_up', async (parameters) => JSON.stringify([parameters]))]);
		expect(questions()).not.toContain('reading');
		expect(candidates[0]?.withoutSource).toBe(true);
		expect(candidates[0]?.toolUses?.[0]).toMatchObject({ trouble: expect.stringContaining('is a file') });
	});

	it('reads a long page that has words of errors and of nothing found among others', async () => {
		const page = `404 pages tell of Paris. No results were found in 1900. ${'Paris has two million people and lies on the Seine. '.repeat(30)}`;
		await start({ answer: playGuided() });
		const { candidates } = await run({ sharing: { rounds: 2, digestTokens: 2000 } }, [toolOf('look_up', async () => page)]);
		expect(questions()).toContain('reading');
		expect(candidates[0]?.findings?.map(({ quote }) => quote)).toContain('Paris has two million people and lies on the Seine.');
	});

	it('tells how many quotes were dropped where there is no board', async () => {
		await start({ answer: playGuided({ reading: () => ({ findings: [{ sentence: 7, claim: 'Made up from nothing.' }] }) }) });
		const { receipt } = await run();
		expect(receipt.notes).toEqual(['Clone 1 gave 1 quote that does not stand in the source, and what rests on that was dropped.']);
	});

	it('is asked again for a tool that there is not, and makes no call of one', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'google' }) }) });
		const { candidates } = await run();
		expect(questions()).toEqual(['next', 'next', 'answer']);
		expect(lastPrompt(double.requests[1] ?? {})).toContain('does not fit');
		expect(candidates[0]?.toolUses).toEqual([]);
	});

	it('is asked again for arguments that do not fit; what still does not is refused, told, and given up after two steps', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up' }), arguments: () => ({ query: 7 }) }) });
		const { candidates, receipt } = await run();
		expect(candidates[0]?.toolUses?.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
		expect(wholePrompt(double.requests.at(-1) ?? {})).toContain('The arguments do not fit');
		expect(receipt.answered).toBe(1);
	});

	it('goes on where a tool throws, and is told so', async () => {
		let calls = 0;
		const tool = toolOf('look_up', async () => {
			if (++calls === 1) throw new Error('The disk is full.');
			return 'Paris has two million people.';
		});
		const next = () => ({ next: calls < 2 ? 'look_up' : 'done' });
		await start({ answer: playGuided({ next, arguments: () => ({ q: `try ${calls}` }) }) });
		const { candidates } = await run({}, [tool]);
		expect(candidates[0]?.toolUses?.map(({ outcome }) => outcome)).toEqual(['threw', 'answered']);
		expect(wholePrompt(double.requests.at(-1) ?? {})).toContain('failed: The disk is full');
	});

	it('needs no schema: where the server refuses them it is asked by prompt alone, and its JSON is taken out of prose', async () => {
		await start({
			answer: (body) => {
				const said = playGuided()(body);
				const text = typeof said === 'string' ? said : (said.text ?? '');
				return questionOf(body) === 'answer' ? text : `Sure, here it is:\n\`\`\`json\n${text}\n\`\`\``;
			},
			faults: ({ body }) =>
				body['response_format'] === undefined
					? undefined
					: {
							kind: 'status',
							status: 400,
							body: {
								error: { message: "Unsupported parameter: 'response_format' is not supported with this model.", param: 'response_format' },
							},
						},
		});
		const { candidates, receipt } = await run();
		expect(candidates[0]).toMatchObject({ text: 'Found 1.', toolUses: [{ outcome: 'answered' }] });
		expect(receipt.answered).toBe(1);
	});

	it('gives its answer in the asked form, and only there asks by that schema', async () => {
		const schema = { type: 'object', properties: { people: { type: 'number' } }, required: ['people'], additionalProperties: false };
		await start({ answer: playGuided({ answer: () => ({ people: 2_000_000 }) }) });
		const { candidates } = await run({ answerFormat: { kind: 'json', schema } });
		expect(candidates[0]?.data).toEqual({ people: 2_000_000 });
		expect(wholePrompt(double.requests[0] ?? {})).not.toContain('people"');
	});

	it('says what a lone value is in words of ours, without asking the model', async () => {
		await start({ answer: playGuided({ arguments: () => ({ q: '330 - 158' }) }) });
		const { candidates } = await run({ sharing: { rounds: 2, digestTokens: 2000 } }, [toolOf('calculator', async () => '172')]);
		expect(questions()).not.toContain('reading');
		expect(candidates[0]?.findings).toEqual([expect.objectContaining({ claim: 'calculator gives 172 for 330 - 158', quote: '172' })]);
	});

	it('uses a tool no more that said twice that there is nothing', async () => {
		const empty = toolOf('recall', async () => 'Nothing was found in memory about this.');
		await start({
			answer: playGuided({
				next: (body) => {
					const isFirst = wholePrompt(body).includes('- look_up') && !wholePrompt(body).includes('- It says');
					return { next: isFirst ? 'look_up' : 'recall', ask: `try ${double.requests.length}` };
				},
				arguments: () => ({ q: `try ${double.requests.length}` }),
			}),
		});
		const limits = { mostSteps: 4, timeoutMs: 10_000, mostCharacters: 4000 };
		const { candidates } = await run({ difference: role('recall'), toolLimits: limits, sharing: { rounds: 3, digestTokens: 2000 } }, [
			empty,
		]);
		expect(candidates[0]?.toolUses?.map(({ name }) => name)).toEqual(['recall', 'recall']);
		const mixed = await run({ toolLimits: limits }, [lookUp, empty]);
		expect(mixed.candidates[0]?.toolUses?.map(({ name }) => name)).toEqual(['look_up', 'recall', 'recall']);
	});

	it('begins every question about its next step with the same words, so that the server reads them once', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: `try ${double.requests.length}` }) }) });
		await run();
		const asked = double.requests.filter((body) => questionOf(body) === 'next').map(wholePrompt);
		const head = asked[0]?.slice(0, asked[0].indexOf('Nothing is found yet.')) ?? '';
		expect(head).toMatch(/How many people live in Paris\?[^]*- look_up: /);
		expect(asked.length).toBeGreaterThan(1);
		for (const each of asked) expect(each.startsWith(head)).toBe(true);
	});

	it('begins a round with the same words for all clones, whatever their roles, so that the server reads what all have found once', async () => {
		await start({ answer: playGuided({ next: () => ({ next: 'look_up', ask: `try ${double.requests.length}` }) }) });
		const roles = ['First', 'Last'].map((name) => ({ name, instruction: `You begin with the ${name}.`, tools: ['look_up'] }));
		await run({ clones: 2, difference: { by: 'role', roles }, sharing: { rounds: 2, digestTokens: 2000 } });
		const later = double.requests
			.map(wholePrompt)
			.filter((prompt) => prompt.includes('Round 2.') && prompt.includes('What do you use next?'));
		const heads = later.map((prompt) => prompt.slice(0, prompt.indexOf('You begin with the')));
		expect(heads[0]).toContain('Then answer the task.');
		expect(new Set(later.map((prompt) => /You begin with the (\w+)/.exec(prompt)?.[1])).size).toBe(2);
		expect(new Set(heads).size).toBe(1);
	});

	it('reads no lines that are addresses alone', async () => {
		const results = '- title: Paris\n  url: https://example.org/paris\n  content: Paris has two million people.';
		await start({ answer: playGuided() });
		const { candidates } = await run({}, [toolOf('look_up', async () => results)]);
		const reading = double.requests.find((body) => questionOf(body) === 'reading') ?? {};
		expect(wholePrompt(reading)).not.toContain('https://');
		expect(candidates[0]?.text).toBe('Found 1.');
	});

	it('reads only the telling passages of a long output, so that a small context has room', async () => {
		const filler = Array.from({ length: 200 }, (_, index) => `- Entry ${index} is about gardening and nothing else at all.`);
		const text = [...filler.slice(0, 150), '- Paris has two million people.', ...filler.slice(150)].join('\n');
		await start({
			answer: playGuided({
				reading: (body) => ({ findings: [{ sentence: sentencesIn(body).indexOf('Paris has two million people.') + 1, claim: 'So many' }] }),
			}),
		});
		const limits = { mostSteps: 4, timeoutMs: 10_000, mostCharacters: 50_000 };
		const { candidates } = await run({ toolLimits: limits }, [toolOf('look_up', async () => text)]);
		const prompt = wholePrompt(double.requests[2] ?? {});
		expect(sentencesIn(double.requests[2] ?? {})).toContain('Paris has two million people.');
		expect(prompt.length).toBeLessThan(4000);
		expect(candidates[0]?.text).toBe('Found 0.');
	});

	it('shows half as much where the prompt does not fit into the context', async () => {
		const text = Array.from({ length: 60 }, (_, index) => `Sentence ${index} tells of Paris and its people.`).join(' ');
		await start({ maxModelLen: 500, answer: playGuided({ reading: () => ({ findings: [] }) }) });
		const { receipt } = await run({}, [toolOf('look_up', async () => text)]);
		expect(receipt.answered).toBe(1);
		expect(double.requests.filter((body) => questionOf(body) === 'reading').length).toBeGreaterThan(1);
	});

	it('ends at once when the run is stopped in the middle, and the tool is let go', async () => {
		const stop = new AbortController();
		let isLetGo = false;
		const tool = toolOf('look_up', async (_, signal) => {
			signal.addEventListener('abort', () => (isLetGo = true));
			stop.abort(new Error('Stop was pressed.'));
			return await new Promise(() => {});
		});
		await start({ answer: playGuided() });
		await expect(run({}, [tool], stop.signal)).rejects.toThrow('Stop was pressed.');
		expect(isLetGo).toBe(true);
		expect(questions()).toEqual(['next', 'arguments']);
	});

	it('keeps time for its answer from a tool that hangs', async () => {
		await start({ answer: playGuided() });
		const { candidates } = await run({ cloneTimeoutMs: 2000 }, [toolOf('look_up', async () => await new Promise(() => {}))]);
		expect(candidates[0]).toMatchObject({ text: 'Found 0.', withoutSource: true });
		expect(candidates[0]?.toolUses).toEqual([expect.objectContaining({ outcome: 'timedOut' })]);
	});

	it.each([
		['Clone Timeout', { cloneTimeoutMs: 4000 }],
		['Deadline', { deadlineMs: 4000 }],
	])('answers from what was found where a later question would take all the time that %s leaves', async (_, limit) => {
		let reads = 0;
		await start({
			answer: playGuided({ next: () => ({ next: 'look_up' }), arguments: (body) => ({ q: `Paris ${wholePrompt(body).length}` }) }),
			faults: ({ body }) => (questionOf(body) === 'next' && ++reads > 1 ? { kind: 'hang' } : undefined),
		});
		const { candidates, receipt } = await run(limit);
		expect(candidates[0]).toMatchObject({ text: 'Found 1.', toolUses: [{ outcome: 'answered' }] });
		expect(candidates[0]).not.toHaveProperty('withoutSource');
		expect(receipt.missing).toEqual([]);
	});

	it('takes the sentence that tells most where no time is left to ask which one does', async () => {
		await start({
			answer: playGuided({ answer: (body) => (wholePrompt(body).includes('- Paris has') ? 'Two million.' : 'Nothing.') }),
			faults: ({ body }) => (questionOf(body) === 'reading' ? { kind: 'hang' } : undefined),
		});
		const { candidates } = await run({ task: 'How many people live in Paris?', cloneTimeoutMs: 4000 });
		expect(candidates[0]?.text).toBe('Two million.');
		expect(candidates[0]).not.toHaveProperty('withoutSource');
	});

	it('gives a model that thinks before it answers more room, once it was cut off', async () => {
		await start({
			answer: (body) => {
				const said = playGuided()(body);
				return { ...(typeof said === 'string' ? { text: said } : said), reasoning: 'I wonder. '.repeat(300) };
			},
		});
		const { candidates } = await run({ sampling: { maxTokens: 2000, seed: 1 } });
		expect(candidates[0]).toMatchObject({ text: 'Found 1.' });
		expect(double.requests.map((body) => body.max_tokens).slice(0, 3)).toEqual([250, 4000, 4000]);
	});
});
