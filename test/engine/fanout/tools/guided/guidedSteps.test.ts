import { afterEach, describe, expect, it } from 'vitest';
import type { FanOutRequest } from '../../../../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../../../../nodes/engine/tool';
import { fanOutOn } from '../../../../support/fanOutOn';
import { playGuided, questionOf, wholePrompt } from '../../../../support/guidedModel';
import { toolOf } from '../../../../support/toolOf';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../../../../support/vllmDouble/index.ts';

let double: VllmDouble;
const play = async (script: Parameters<typeof playGuided>[0]) =>
	(double = await startVllmDouble({ maxModelLen: 16_000, answerAfterMs: 0, answer: playGuided(script) }));
afterEach(async () => await double?.close());

const search = toolOf('search', async ({ q }) => `${String(q)} has two million people.`);
const calculator = toolOf('Calculator', async () => '4');
const run = async (tools: readonly Tool[], changes: Partial<FanOutRequest> = {}) =>
	await fanOutOn(
		double,
		{
			task: 'How many people live in Paris?',
			clones: 1,
			toolMode: 'guided',
			toolLimits: { mostSteps: 3, timeoutMs: 10_000, mostCharacters: 4000 },
			sampling: { maxTokens: 200, seed: 1 },
			...changes,
		},
		undefined,
		undefined,
		tools,
	);
const questions = () => double.requests.map(questionOf);
const namesOffered = (body: ChatBody | undefined) =>
	(body?.['response_format'] as { json_schema: { schema: { properties: { next?: { enum: readonly string[] } } } } } | undefined)
		?.json_schema.schema.properties.next?.enum;

describe('what a guided clone does next', () => {
	it('is asked once more, for search tools alone, where something is missing and it looks nothing up', async () => {
		await play({ next: () => ({ missing: 'the number of people', next: 'done' }) });
		const { candidates } = await run([toolOf('send_mail', async () => 'sent'), search]);
		expect(questions()).toEqual(['next', 'arguments', 'reading', 'next', 'answer']);
		expect(candidates[0]?.toolUses?.map(({ name }) => name)).toEqual(['search']);
		expect(candidates[0]).not.toHaveProperty('withoutSource');
	});

	it.each(['', '…', 'Nothing', 'nothing is missing', 'None.', 'n/a', 'Nichts', 'rien', 'ничего'])(
		'is done where it says that this is missing: "%s"',
		async (missing) => {
			await play({ next: () => ({ missing, next: 'done' }) });
			await run([search]);
			expect(questions()).toEqual(['next', 'answer']);
		},
	);

	it.each(['No. of people', 'none of the heights is known'])('looks up what it says in words of nothing: "%s"', async (missing) => {
		await play({ next: () => ({ missing, next: 'done' }) });
		const { candidates } = await run([search]);
		expect(candidates[0]?.toolUses).toHaveLength(1);
	});

	it('is not made to use a tool that does not say that it searches', async () => {
		await play({ next: () => ({ missing: 'a mail', next: 'done' }) });
		await run([toolOf('send_mail', async () => 'sent'), toolOf('desk', async () => 'open')]);
		expect(questions()).toEqual(['next', 'answer']);
	});

	it('is asked once only, also where the search finds nothing', async () => {
		await play({ next: () => ({ missing: 'the number of people', next: 'done' }), reading: () => ({ findings: [] }) });
		await run([toolOf('search', async () => [])]);
		expect(questions()).toEqual(['next', 'arguments', 'next', 'answer']);
	});

	it('calculates only with numbers, of the task or found', async () => {
		await play({ next: (body) => ({ next: wholePrompt(body).includes('Looked up') ? 'done' : 'search', ask: 'Paris' }) });
		await run([calculator, search]);
		expect(double.requests.flatMap((body) => [namesOffered(body) ?? []]).filter(({ length }) => length > 0)).toEqual([
			['search', 'done'],
			['Calculator', 'search', 'done'],
		]);
		const before = double.requests.length;
		await run([calculator, search], { task: 'How many people are 2 % of Paris?' });
		expect(namesOffered(double.requests[before])).toEqual(['Calculator', 'search', 'done']);
	});

	it('takes the dots of an example for no words, and makes no call with them', async () => {
		await play({ next: () => ({ next: 'search', ask: '…' }), arguments: () => ({ q: '...' }) });
		const { candidates } = await run([search]);
		expect(questions().slice(0, 2)).toEqual(['next', 'arguments']);
		expect(candidates[0]?.toolUses?.every(({ outcome }) => outcome === 'refused')).toBe(true);
	});

	it('writes whole sentences for a tool that saves or sends, and reads nothing in what that gives back', async () => {
		await play({
			next: (body) => ({ missing: 'nothing', next: wholePrompt(body).includes('Looked up') ? 'done' : 'save_note', ask: 'paris people' }),
			arguments: () => ({ q: 'Paris has two million people.' }),
		});
		const { candidates } = await run([toolOf('save_note', async () => 'Saved as 77, count: 1.')]);
		expect(questions()).toEqual(['next', 'arguments', 'next', 'answer']);
		expect(wholePrompt(double.requests[1] ?? {})).toContain('whole sentences that can be understood alone');
		expect(wholePrompt(double.requests[1] ?? {})).not.toContain('search box');
		expect(candidates[0]?.toolUses?.map(({ asked }) => asked)).toEqual(['{"q":"Paris has two million people."}']);
		expect(wholePrompt(double.requests[2] ?? {})).toContain('save_note {"q":"Paris has two million people."}: done');
		expect(candidates[0]?.withoutSource).toBe(true);
	});
});
