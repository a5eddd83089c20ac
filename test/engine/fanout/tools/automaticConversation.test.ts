import { afterEach, describe, expect, it } from 'vitest';
import type { FanOutRequest } from '../../../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../../../nodes/engine/tool';
import { fanOutOn } from '../../../support/fanOutOn';
import { playGuided, questionOf, wholePrompt } from '../../../support/guidedModel';
import { call, toolOutputsIn, toolOf } from '../../../support/toolOf';
import { startVllmDouble, type ChatBody, type VllmDouble, type VllmDoubleSettings } from '../../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) =>
	(double = await startVllmDouble({ maxModelLen: 16_000, answerAfterMs: 0, ...settings }));
afterEach(async () => await double?.close());

const lookUp = toolOf('look_up', async ({ q }) => `${String(q)} has two million people.`);
const roles = (...names: readonly string[]) => ({
	by: 'role' as const,
	roles: [{ name: 'Looker', instruction: 'You look things up.', ...(names.length === 0 ? {} : { tools: names }) }],
});
const run = async (changes: Partial<FanOutRequest> = {}, tools: readonly Tool[] = [lookUp]) =>
	await fanOutOn(
		double,
		{
			task: 'How many people live in Paris?',
			clones: 1,
			toolMode: 'automatic',
			toolLimits: { mostSteps: 4, timeoutMs: 10_000, mostCharacters: 4000 },
			sampling: { maxTokens: 400, seed: 1 },
			...changes,
		},
		undefined,
		undefined,
		tools,
	);

const sentTools = (body: ChatBody) => 'tools' in body;
const steps = () => double.requests.map((body) => (sentTools(body) ? 'calling' : questionOf(body)));
const callsWhenTold = (body: ChatBody) => {
	if (!sentTools(body)) return playGuided()(body);
	if (toolOutputsIn(body).length > 0) return 'Called.';
	return wholePrompt(body).includes('LOOKUP') ? { toolCalls: [call('look_up', { q: 'x' })] } : 'I know that.';
};
const refusal = { error: { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set', code: 400 } };
const refusesTools: VllmDoubleSettings['faults'] = ({ body }) =>
	sentTools(body) ? { kind: 'status', status: 400, body: refusal } : undefined;

describe('Tool Use: Automatic', () => {
	it('calls functions where that works, and asks nothing besides', async () => {
		await start({
			answer: (body) => (toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'Paris' })] } : { text: 'Two million.' }),
		});
		const { candidates, receipt } = await run({ difference: roles('look_up') });
		expect(steps()).toEqual(['calling', 'calling']);
		expect(candidates[0]).toMatchObject({ text: 'Two million.', toolUses: [{ outcome: 'answered' }] });
		expect(receipt).not.toHaveProperty('notes');
	});

	it('guides where the server refuses tools, says so once, and sends none in the next run', async () => {
		await start({ answer: playGuided(), faults: refusesTools });
		const first = await run({ clones: 3 });
		expect(first.candidates.map(({ text }) => text)).toEqual(['Found 1.', 'Found 1.', 'Found 1.']);
		expect(first.receipt).not.toHaveProperty('notes');
		expect(first.receipt.remarks).toEqual([
			expect.stringMatching(
				/^The model "double-1b" at http\S+ was guided step by step through its tools, because its server takes no tools\. Set Tool Use to Guided, which saves the failed try\.$/,
			),
		]);
		const before = double.requests.length;
		const second = await run();
		expect(second.receipt.remarks).toEqual([expect.stringMatching(/because its server took no tools when they were last tried\.$/)]);
		expect(steps().slice(before)).toEqual(['next', 'arguments', 'reading', 'next', 'answer']);
		expect(second.candidates[0]?.toolUses).toHaveLength(1);
	});

	it('guides where the server ignores tools, keeps count of what the first answer cost, and knows it for the next run', async () => {
		await start({ answer: (body) => (sentTools(body) ? 'Off the top of my head: a million.' : playGuided()(body)) });
		const { candidates, receipt } = await run({ difference: roles('look_up') });
		expect(steps()).toEqual(['calling', 'arguments', 'reading', 'next', 'answer']);
		expect(candidates[0]).toMatchObject({ text: 'Found 1.', attempts: 5, toolUses: [{ name: 'look_up', outcome: 'answered' }] });
		expect(receipt).toMatchObject({ requests: 5, retries: 0 });
		expect(candidates[0]?.usage.completionTokens).toBe(receipt.tokens.completion);
		expect(receipt.remarks).toEqual([
			expect.stringContaining('because it called none of them by itself. Set Tool Use to Guided, which saves the failed try.'),
		]);
		const second = await run();
		expect(steps().filter((step) => step === 'calling')).toHaveLength(1);
		expect(second.receipt.remarks).toEqual([expect.stringMatching(/because it called no tool when tools were last tried\.$/)]);
	});

	it.each([
		['Looker with a tool', roles('look_up')],
		['clone without a role', undefined],
	])(
		'guides a %s that calls no tool, whatever the model called in an earlier run, and calls functions again after it',
		async (_, difference) => {
			await start({ answer: callsWhenTold });
			const changes = difference === undefined ? {} : { difference };
			const lookUps = async (task: string) => (await run({ task, ...changes })).candidates[0];
			expect(await lookUps('LOOKUP the capital of Spain.')).toMatchObject({ text: 'Called.' });
			expect(await lookUps('What is the capital of France?')).toMatchObject({ text: 'Found 1.', toolUses: [{ outcome: 'answered' }] });
			expect(await lookUps('LOOKUP the capital of Italy.')).toMatchObject({ text: 'Called.' });
		},
	);

	it.each([
		['breaks', { kind: 'status', status: 500, body: { error: { message: 'Internal Server Error', code: 500 } } }],
		['refuses without a word of tools', { kind: 'status', status: 400, body: { error: { message: 'Bad moon.', code: 400 } } }],
		['sends nothing', { kind: 'emptyBody' }],
	] as const)('guides a model whose server %s where tools are sent, and lets it call functions in the next run', async (_, fault) => {
		let isHealthy = false;
		await start({ answer: callsWhenTold, faults: ({ body }) => (sentTools(body) && !isHealthy ? fault : undefined) });
		const task = 'LOOKUP the capital of Spain.';
		const first = await run({ task, retries: 0 });
		expect(first.candidates[0]).toMatchObject({ text: 'Found 1.' });
		expect(first.receipt.remarks).toEqual([expect.stringMatching(/because its server gave no answer where tools were sent\.$/)]);
		isHealthy = true;
		const second = await run({ task });
		expect(second.candidates[0]).toMatchObject({ text: 'Called.', toolUses: [{ outcome: 'answered' }] });
		expect(second.receipt).not.toHaveProperty('remarks');
	});

	it('leaves the answer as it is where nothing has to be looked up, and says nothing', async () => {
		await start({
			answer: (body) => (sentTools(body) ? 'Four.' : playGuided({ next: () => ({ missing: 'nothing', next: 'done' }) })(body)),
		});
		const { candidates, receipt } = await run({ task: 'What is two and two?' });
		expect(steps()).toEqual(['calling', 'next']);
		expect(candidates[0]).toMatchObject({ text: 'Four.', attempts: 2, toolUses: [] });
		expect(receipt).not.toHaveProperty('notes');
		expect(receipt).not.toHaveProperty('remarks');
	});

	it('says that it guided, and in vain, where the model answers no guided question in the asked form', async () => {
		await start({ answer: () => 'A million, I think.' });
		const { candidates, receipt } = await run();
		expect(steps()).toEqual(['calling', 'next', 'next']);
		expect(candidates[0]).toMatchObject({ text: 'A million, I think.', withoutSource: true });
		expect(receipt.notes).toEqual([expect.stringContaining('1 guided question was not answered in the asked form.')]);
		expect(receipt.remarks).toEqual([expect.stringMatching(/because it called none of them by itself\.$/)]);
	});

	it('guides a model that goes on writing calls as text', async () => {
		await start({
			answer: (body) =>
				sentTools(body) || questionOf(body) === 'answer'
					? wholePrompt(body).includes('Found so far')
						? 'Found.'
						: '<tool_call>look_up'
					: playGuided()(body),
		});
		const { candidates } = await run();
		expect(candidates[0]).toMatchObject({ text: 'Found.', toolUses: [{ outcome: 'answered' }] });
	});

	it('shares what was found in rounds where the server refuses tools', async () => {
		await start({
			answer: playGuided({ arguments: (body) => ({ q: body.seed === 1 ? 'Paris' : 'Lyon' }) }),
			faults: refusesTools,
		});
		const { candidates, receipt } = await run({ clones: 2, sharing: { rounds: 2, digestTokens: 2000 } });
		expect(candidates.flatMap(({ findings }) => findings?.map(({ quote }) => quote))).toEqual([
			'Paris has two million people.',
			'Lyon has two million people.',
		]);
		expect(receipt.rounds?.map(({ newFindings }) => newFindings)).toEqual([2, 0]);
	});

	it.each([
		['was found to take no tools before', true],
		['is found to take no tools now', false],
	])('says nothing of tools in rounds without any, where the server %s', async (_, isKnown) => {
		await start({ answer: playGuided({ answer: (body) => `Answer ${body.seed}.` }), faults: refusesTools });
		if (isKnown) await run();
		const larger = {
			model: double.model,
			formsOf: (answers: ReadonlyArray<{ readonly text: string }>) => answers.map(({ text }) => text),
			minimumLead: 1,
			weights: {},
		};
		const { candidates, receipt } = await run({ clones: 2, sharing: { rounds: 2, digestTokens: 2000 }, larger }, []);
		expect(candidates).toHaveLength(3);
		expect(receipt.larger).toMatchObject({ asked: true });
		expect(receipt).not.toHaveProperty('notes');
		expect(receipt).not.toHaveProperty('remarks');
	});

	it.each([
		['refuses tools', () => ({ kind: 'status', status: 400, body: refusal }) as const],
		['ignores tools', () => ({ kind: 'slow', byMs: 50 }) as const],
	])('counts the time from the first call on where the server %s', async (_, fault) => {
		const asked: number[] = [];
		await start({
			answer: (body) => (sentTools(body) ? 'A million.' : playGuided()(body)),
			faults: ({ body }) => {
				asked.push(Date.now());
				return sentTools(body) ? fault() : { kind: 'slow', byMs: 10 };
			},
		});
		const { candidates, receipt } = await run();
		const { startedAt = '', durationMs = 0 } = candidates[0]?.timing ?? {};
		const [first = 0, last = 0] = [asked[0], asked.at(-1)];
		expect(Date.parse(startedAt)).toBeLessThanOrEqual(first);
		expect(Math.ceil(durationMs)).toBeGreaterThanOrEqual(last - first);
		expect(receipt.clonesMs).toBe(durationMs);
	});

	it.each([
		['the clone’s time', { cloneTimeoutMs: 3000 }, "of the clone's time was left. Set a longer Clone Timeout."],
		['the time of the run', { deadlineMs: 3000 }, 'time was left before the deadline of the run. Set a later Deadline.'],
	])(
		'lets the answer stand where too little of %s is left to guide the clone, with its time and its tokens, and says so',
		async (_, limit, left) => {
			await start({ answer: () => 'A million.', faults: () => ({ kind: 'slow', byMs: 2000 }) });
			const { candidates, receipt } = await run(limit);
			expect(steps()).toEqual(['calling']);
			expect(candidates[0]).toMatchObject({ text: 'A million.', usage: { cachedTokens: expect.any(Number) }, attempts: 1 });
			expect(candidates[0]?.timing.durationMs).toBeGreaterThan(1900);
			expect(receipt.clonesMs).toBe(candidates[0]?.timing.durationMs);
			expect(receipt.notes).toEqual([
				expect.stringMatching(
					/^The model "double-1b" at http\S+ was not guided through its tools, although it called none of them by itself: too little /,
				),
			]);
			expect(receipt.notes?.[0]).toContain(left);
			expect(receipt).not.toHaveProperty('remarks');
		},
	);

	it('lets the answer stand where guiding fails, with what both cost, and says why', async () => {
		await start({
			answer: (body) => (sentTools(body) ? 'A million.' : playGuided()(body)),
			faults: ({ body }) =>
				questionOf(body) === 'reading' ? { kind: 'status', status: 401, body: { error: { message: 'No.' } } } : undefined,
		});
		const { candidates, receipt } = await run();
		expect(steps()).toEqual(['calling', 'next', 'arguments', 'reading']);
		expect(candidates[0]).toMatchObject({ text: 'A million.', attempts: 3, withoutSource: true });
		expect(receipt.notes).toEqual([
			expect.stringMatching(/ answered, but could not be guided through its tools, although it called none .*asks for an API key/),
		]);
	});

	it.each([
		['and guides it', undefined, 'Found 1.'],
		['and asks for an answer where nothing has to be looked up', () => ({ missing: 'nothing', next: 'done' }), 'Found 0.'],
	])('takes an output that the model made up for no answer, %s', async (_, next, text) => {
		await start({
			answer: (body) =>
				sentTools(body) ? '<output-marker00>324 meters</output-marker00>' : playGuided(next === undefined ? {} : { next })(body),
		});
		const { candidates } = await run();
		expect(candidates[0]?.text).toBe(text);
	});

	it('throws what is wrong with the server where guiding meets it, too', async () => {
		await start({ faults: () => ({ kind: 'status', status: 400, body: { error: { message: 'Bad moon.', code: 400 } } }) });
		await expect(run()).rejects.toThrow(/Bad moon/);
	});
});

describe('Tool Use: Function Calling', () => {
	it('asks a clone once more whose role has tools and that used none, and never guides it', async () => {
		await start({
			answer: (body) => {
				if (toolOutputsIn(body).length > 0) return 'Two million.';
				return wholePrompt(body).includes('You have not used any of your tools: look_up.')
					? { toolCalls: [call('look_up', { q: 'Paris' })] }
					: 'A million, I think.';
			},
		});
		const { candidates } = await run({ toolMode: 'functionCalling', difference: roles('look_up') });
		expect(steps()).toEqual(['calling', 'calling', 'calling']);
		expect(candidates[0]).toMatchObject({ text: 'Two million.', toolUses: [{ outcome: 'answered' }] });
	});

	it.each([
		['functionCalling', 'text'],
		['guided', 'text'],
		['functionCalling', 'JSON'],
	] as const)('takes lines of ours out of an answer (%s, %s)', async (toolMode, kind) => {
		const said = '<output-marker00 source="S1.1" tool="look_up">\n324 meters\n</output-marker00>';
		const answer = () => (kind === 'text' ? said : JSON.stringify({ height: [said] }));
		await start({
			answer: (body) => {
				if (toolMode === 'guided') return playGuided({ answer })(body);
				return toolOutputsIn(body).length === 0 ? { toolCalls: [call('look_up', { q: 'x' })] } : answer();
			},
		});
		const { candidates } = await run({ toolMode, ...(kind === 'text' ? {} : { answerFormat: { kind: 'json' } }) });
		expect(candidates[0]?.text).not.toContain('marker00');
		if (kind === 'text') expect(candidates[0]?.text).toBe('324 meters');
		else expect(candidates[0]?.data).toEqual({ height: ['324 meters'] });
	});

	it('takes its answer when it uses none even then, and asks no clone whose role names no tools', async () => {
		await start({ answer: () => 'A million.' });
		const { candidates } = await run({ toolMode: 'functionCalling', difference: roles('look_up') });
		expect(candidates[0]).toMatchObject({ text: 'A million.', toolUses: [] });
		expect(steps()).toEqual(['calling', 'calling']);
		await run({ toolMode: 'functionCalling', difference: roles() });
		expect(steps()).toHaveLength(3);
	});

	it('still has all its steps after it was asked', async () => {
		await start({
			answer: (body) =>
				wholePrompt(body).includes('You have not used') && toolOutputsIn(body).length === 0
					? { toolCalls: [call('look_up', { q: 'x' })] }
					: 'Done.',
		});
		const limits = { mostSteps: 1, timeoutMs: 10_000, mostCharacters: 4000 };
		const { candidates } = await run({ toolMode: 'functionCalling', difference: roles('look_up'), toolLimits: limits });
		expect(candidates[0]?.toolUses).toHaveLength(1);
	});
});
