import { afterEach, describe, expect, it } from 'vitest';
import type { FanOutRequest } from '../../../../nodes/engine/fanout/fanOutRequest';
import type { Tool } from '../../../../nodes/engine/tool';
import { fanOutOn } from '../../../support/fanOutOn';
import { call, toolOutputsIn, toolOf } from '../../../support/toolOf';
import {
	startVllmDouble,
	type ChatBody,
	type ScriptedAnswer,
	type VllmDouble,
	type VllmDoubleSettings,
} from '../../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble({ maxModelLen: 16_000, ...settings }));
afterEach(async () => await double?.close());

const facts: Readonly<Record<string, string>> = { river: 'The Seine flows through Paris.', tower: 'The tower is 330 m high.' };
const lookUp = toolOf('look_up', async ({ q }) => facts[String(q)] ?? 'Nothing.');
const run = async (changes: Partial<FanOutRequest> = {}, tools: readonly Tool[] = [lookUp], signal?: AbortSignal) =>
	await fanOutOn(
		double,
		{ clones: 2, sampling: { maxTokens: 200, seed: 1 }, sharing: { rounds: 3, digestTokens: 2000 }, ...changes },
		signal,
		undefined,
		tools,
	);

const digestBegins = /(?:^|\n)Round \d+\. What/;
const cloneOf = (body: ChatBody) => Number(body.seed);
const roundOf = ({ messages = [] }: ChatBody) => messages.filter(({ content }) => digestBegins.test(String(content))).length + 1;
const digestOf = ({ messages = [] }: ChatBody) =>
	messages.map(({ content }) => String(content)).findLast((content) => digestBegins.test(content)) ?? '';
/** What the model was told since the digest came. */
const toolOutputsInRound = (body: ChatBody) =>
	toolOutputsIn({
		...body,
		messages: body.messages?.slice((body.messages.findLastIndex(({ content }) => digestBegins.test(String(content))) ?? -1) + 1) ?? [],
	});

/** Each clone looks one thing up in round one and posts it; in round two it says what it sees of the others. */
function research(body: ChatBody): ScriptedAnswer {
	const topic = cloneOf(body) === 1 ? 'river' : 'tower';
	const told = toolOutputsInRound(body);
	if (roundOf(body) > 1)
		return {
			text: `Clone ${cloneOf(body)} in round ${roundOf(body)} sees ${digestOf(body)
				.match(/id="(F\d+)"/g)
				?.join(' ')}`,
		};
	if (told.length === 0) return { toolCalls: [call('look_up', { q: topic })] };
	if (told.length === 1)
		return { toolCalls: [call('post_finding', { claim: `About the ${topic}`, quote: facts[topic], source: `S${cloneOf(body)}.1` })] };
	return { text: `My secret conclusion about the ${topic}` };
}

describe('rounds', () => {
	it('show each clone the findings of all from the second round on, never the answers of others, and end when a round brings nothing new', async () => {
		await start({ answer: research });
		const { candidates, receipt } = await run();
		expect(candidates.map(({ text }) => text)).toEqual([
			'Clone 1 in round 2 sees id="F1" id="F2"',
			'Clone 2 in round 2 sees id="F1" id="F2"',
		]);
		expect(receipt).toMatchObject({
			answered: 2,
			stoppedBecause: 'round 2 brought no new finding',
			rounds: [
				{ round: 1, newFindings: 2, known: 0, refused: 0, newQuestions: 0, answered: 2 },
				{ round: 2, newFindings: 0, answered: 2 },
			],
		});
		const seenByOther = double.requests.filter((body) => cloneOf(body) === 2).map((body) => JSON.stringify(body.messages));
		for (const seen of seenByOther) expect(seen).not.toContain('My secret conclusion about the river');
		expect(candidates[0]?.findings).toEqual([expect.objectContaining({ clone: 1, round: 1, source: 'S1.1', quote: facts['river'] })]);
		expect(candidates[0]?.sources).toEqual([{ id: 'S1.1', tool: 'look_up', asked: '{"q":"river"}', text: facts['river'] }]);
		expect(candidates.map(({ toolUses }) => toolUses?.map(({ name }) => name))).toEqual([
			['look_up', 'post_finding'],
			['look_up', 'post_finding'],
		]);
	});

	it('show no clone anything of another in round one', async () => {
		await start({ answer: research });
		await run();
		for (const body of double.requests.filter((each) => roundOf(each) === 1))
			expect(JSON.stringify(body.messages)).not.toContain(cloneOf(body) === 1 ? 'tower' : 'river');
	});

	it('tell a clone why a finding is not taken, and count it', async () => {
		await start({
			answer: (body) =>
				toolOutputsIn(body).length === 0
					? { toolCalls: [call('look_up', { q: 'tower' })] }
					: toolOutputsIn(body).length === 1
						? { toolCalls: [call('post_finding', { claim: 'High', quote: 'The tower is 331 m high.', source: `S${cloneOf(body)}.1` })] }
						: { text: 'Done.' },
		});
		const { candidates, receipt } = await run();
		expect(candidates[0]?.toolUses?.[1]).toMatchObject({ name: 'post_finding', outcome: 'refused' });
		expect(candidates[0]?.toolUses?.[1]?.trouble).toContain('another number there than the quote');
		expect(receipt.tools).toMatchObject({ calls: 4, answered: 2, refused: 2 });
		expect(toolOutputsIn(double.requests.at(-1) ?? {})[1]).toBe(
			`Not taken. The source has another number there than the quote. Copy the words exactly as they stand in S${cloneOf(double.requests.at(-1) ?? {})}.1.`,
		);
		expect(receipt).toMatchObject({ stoppedBecause: 'round 1 brought no new finding', rounds: [{ refused: 2, newFindings: 0 }] });
	});

	it('work without any tool connected: the task itself can be quoted', async () => {
		await start({
			answer: (body) =>
				toolOutputsInRound(body).length === 0 && roundOf(body) === 1
					? {
							toolCalls: [
								call('post_finding', { claim: 'It says so', quote: 'the moon is far', source: 'task' }),
								call('post_question', { question: 'How far?' }),
							],
						}
					: { text: 'Done.' },
		});
		const { receipt } = await run({ task: 'Consider that the moon is far.' }, []);
		expect(receipt.rounds?.[0]).toMatchObject({ newFindings: 1, known: 1, newQuestions: 1 });
		expect(digestOf(double.requests.at(-1) ?? {})).toContain('How far?');
	});

	it('keep the answer before where a clone brings none in a later round, and say so', async () => {
		await start({
			answer: research,
			faults: ({ body }) => (roundOf(body) === 2 && cloneOf(body) === 2 ? { kind: 'status', status: 400 } : undefined),
		});
		const { candidates, receipt } = await run();
		expect(candidates.map(({ text }) => text)).toEqual(['Clone 1 in round 2 sees id="F1" id="F2"', 'My secret conclusion about the tower']);
		expect(receipt).toMatchObject({
			answered: 2,
			missing: [],
			rounds: [{ answered: 2 }, { answered: 1 }],
			notes: [expect.stringMatching(/^Clone 2 brought no answer in round 2, so its answer before that stands: /)],
		});
	});

	it('take a clone in again that failed in the round before', async () => {
		await start({
			answer: research,
			faults: ({ body }) => (roundOf(body) === 1 && cloneOf(body) === 2 ? { kind: 'status', status: 400 } : undefined),
		});
		const { candidates, receipt } = await run();
		expect(candidates.map(({ text }) => text)).toEqual(['Clone 1 in round 2 sees id="F1"', 'Clone 2 in round 2 sees id="F1"']);
		expect(receipt.missing).toEqual([]);
		const again = double.requests.find((body) => cloneOf(body) === 2 && roundOf(body) === 2);
		expect(again?.messages?.map(({ role }) => role)).toEqual(['user']);
	});

	it('end with the deadline, and say so', async () => {
		await start({ answer: research, faults: ({ body }) => (roundOf(body) === 2 ? { kind: 'hang' } : undefined) });
		const { receipt, candidates } = await run({ deadlineMs: 1500 });
		expect(candidates).toHaveLength(2);
		expect(receipt.stoppedBecause).toBe('the deadline of 1.5 s had come');
	});

	it('are not combined with a rule to stop early', async () => {
		await start();
		await expect(run({ stopWhen: { kind: 'enough', answers: 1 } })).rejects.toMatchObject({
			name: 'InvalidInputError',
			message: expect.stringMatching(/Stop When cannot be combined with Rounds/),
		});
		expect(double.counters.received).toBe(0);
	});

	it('leave nothing in flight when the run is stopped in the middle of a round', async () => {
		const stop = new AbortController();
		await start({ answer: research, faults: ({ body }) => (roundOf(body) === 2 ? { kind: 'hang' } : undefined) });
		const running = run({}, [lookUp], stop.signal);
		running.catch(() => {});
		await double.until(() => double.requests.filter((body) => roundOf(body) === 2).length === 2);
		stop.abort(new Error('Stop was pressed'));
		await expect(running).rejects.toThrow('Stop was pressed');
		await double.until(() => double.counters.inFlight === 0);
		expect(double.counters.abortedByClient).toBe(2);
	});
});
