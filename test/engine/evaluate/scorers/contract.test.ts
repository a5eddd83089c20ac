import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatAnswer, ChatMessage } from '../../../../nodes/engine/endpoint/endpoint';
import { EngineError } from '../../../../nodes/engine/errors';
import { evaluate } from '../../../../nodes/engine/evaluate/evaluate';
import { createScorer, type ScorerSettings, type ScorerTools } from '../../../../nodes/engine/evaluate/scorers';
import { createSandbox, extractCode, type Sandbox } from '../../../../nodes/engine/sandbox';
import { describeScorer, right } from '../../../contracts/scorer';
import { toldOf } from '../../../support/toldOf';
import { candidatesOf } from '../candidateOf';

let sandbox: Sandbox;
let calls = 0;
beforeAll(async () => void (sandbox = await createSandbox('javascript', {})));
afterAll(async () => await sandbox.close());
beforeEach(() => void (calls = 0));

const isRight = (text: string) => /Math ?\.max/.test(text);
const say = (text: string): ChatAnswer => ({
	text,
	finishReason: 'stop',
	usage: { promptTokens: 9, completionTokens: 2 },
	timing: { startedAt: '', durationMs: 1 },
	attempts: 1,
	model: 'judge',
	raw: undefined,
});
const knows = (messages: readonly ChatMessage[]): string => {
	const [first = '', second = ''] = [...(messages[1]?.content ?? '').matchAll(/<answer-\w+ name="[AB]">\n([\s\S]*?)\n<\/answer/g)].map(
		([, text]) => String(text),
	);
	const worth = (text: string) => (text.includes('Math.max') ? 2 : Number(isRight(text)));
	return worth(first) === worth(second) ? 'BETTER: NEITHER' : `BETTER: ${worth(first) > worth(second) ? 'A' : 'B'}`;
};
/** What says the same: those that are right, and nothing else. */
const group = (messages: readonly ChatMessage[]): string => {
	const shown = [...(messages[1]?.content ?? '').matchAll(/<answer-\w+ number="(\d+)">\n([\s\S]*?)\n<\/answer/g)];
	return JSON.stringify({ groups: [shown.flatMap(([, number, text]) => (isRight(String(text)) ? [Number(number)] : []))] });
};
/** What is right has one direction, whatever throws has none, and everything else one of its own. */
const directionOf = (text: string, index: number): readonly number[] =>
	Array.from({ length: 40 }, (_, axis) => Number(!text.includes('throw') && axis === (isRight(text) ? 0 : 1 + (index % 39))));
const toolsWith = (judge: (messages: readonly ChatMessage[]) => string | Error): ScorerTools => ({
	openSandbox: async () => sandbox,
	extractCode,
	embed: async (_model, texts) => texts.map(directionOf),
	rank: async (_model, _task, texts) => texts.map((text) => (isRight(text) ? 0.9 : 0.1)),
	ask: async ({ messages, watch }) => {
		calls++;
		const said = judge(messages);
		if (!(said instanceof Error)) return toldOf(watch, say(said));
		watch?.onAttempt(1);
		throw said;
	},
});
const tools = toolsWith(knows);
const limits = { timeoutMs: 500, memoryBytes: 32 * 2 ** 20, outputBytes: 64 * 1024 };
const runs = { language: 'javascript', functionName: '', limits, testsAtOnce: 4 };
const tests = 'assert.equal(largest([3, 9, 2]), 9);\nassert.equal(largest([-5, -2]), -2);';

describeScorer('Run Tests', { create: () => createScorer('runTests', { ...runs, tests, acceptance: { minimumShare: 1 } }, tools) });
describeScorer('Execution Agreement', { create: () => createScorer('executionAgreement', { ...runs, mostInputs: 10 }, tools) });
describeScorer('Automatic with tests', {
	create: () =>
		createScorer(
			'automatic',
			{
				hasTests: true,
				runTests: { ...runs, tests, acceptance: { minimumShare: 1 } },
				executionAgreement: { ...runs, mostInputs: 10 },
				consensus: { compareBy: 'automatic', embeddingModel: '', comparingModel: '', minimumLikeness: 0 },
			},
			tools,
		),
});
describeScorer('Vote', {
	create: () => createScorer('vote', { form: { kind: 'pattern', pattern: '(Math) ?\\.max' }, minimumShare: 0 }, tools),
});
describeScorer('Rules', { create: () => createScorer('rules', { rules: [{ kind: 'mustMatch', pattern: 'Math ?\\.max' }] }, tools) });
describeScorer('Reward Model', { create: () => createScorer('rewardModel', { model: 'reward' }, tools) });
const compareBy = (way: ScorerSettings['consensus']['compareBy']) =>
	createScorer(
		'consensus',
		{ compareBy: way, embeddingModel: '', comparingModel: '', minimumLikeness: 0 },
		{ ...tools, ask: async ({ messages }) => say(group(messages)) },
	);
describeScorer('Consensus by words', { create: () => compareBy('words'), needsTwo: true });
describeScorer('Consensus by meaning', { create: () => compareBy('meaning'), needsTwo: true });
describeScorer('Consensus by a model', { create: () => compareBy('model'), needsTwo: true });
describeScorer('Judge', {
	create: () => createScorer('judge', { rubric: '', mostCalls: 60, models: [''], probe: [] }, tools),
	mostCalls: { allowed: 60, made: () => calls },
	needsTwo: true,
});

class ServerDown extends EngineError {
	override readonly name = 'EndpointError';
	readonly advice = 'Start it.';
}

describe('a judge that cannot be relied on', () => {
	it.each([
		['always says A', () => 'BETTER: A'],
		['answers nonsense', () => 'Bananas.'],
		['is down', () => new ServerDown('Nobody answers at the server')],
	])('and %s leaves everybody unscored, is counted so, and the tests still decide', async (_, judge) => {
		const scorers = [
			createScorer('judge', { rubric: '', mostCalls: 60, models: [''], probe: [] }, toolsWith(judge)),
			createScorer('runTests', { ...runs, tests, acceptance: { minimumShare: 1 } }, tools),
		];
		const { verdicts, summary } = await evaluate(
			{ candidates: candidatesOf('function largest() { return 1; }', right), scorers, combination: { by: 'first' } },
			new AbortController().signal,
		);
		expect(verdicts[0]?.candidate.text).toBe(right);
		expect(verdicts[0]?.accepted).toBe(true);
		expect(summary.scorers[0]).toMatchObject({ scorer: 'judge', scored: 0, unscored: 2, requests: 2 });
		for (const { scores } of verdicts) expect(scores[0]).toMatchObject({ scorer: 'judge', kind: 'unscored' });
	});
});

describe('the receipt of an evaluation', () => {
	it('adds up the flips, requests and tokens of its scorers, and counts requests of which nobody knows the tokens', async () => {
		const flips = toolsWith(() => 'BETTER: A');
		const silent: ScorerTools = { ...tools, ask: async ({ watch }) => toldOf(watch, { ...say('BETTER: A'), usage: {} }) };
		const judge = (with_: ScorerTools) => createScorer('judge', { rubric: '', mostCalls: 60, models: [''], probe: [] }, with_);
		const candidates = candidatesOf('one', 'two', 'three');
		const { summary } = await evaluate(
			{ candidates, scorers: [judge(flips), judge(silent)], combination: { by: 'first' } },
			new AbortController().signal,
		);
		expect(summary).toMatchObject({
			flips: 6,
			requests: 12,
			retries: 0,
			tokens: { prompt: 6 * 9, completion: 6 * 2, unknown: 6 },
			scorers: [
				{ flips: 3, requests: 6, tokens: { prompt: 54, completion: 12, unknown: 0 } },
				{ flips: 3, requests: 6, tokens: { prompt: 0, completion: 0, unknown: 6 } },
			],
		});
	});

	it('says nothing of models where none was asked', async () => {
		const { summary } = await evaluate(
			{
				candidates: candidatesOf('one', 'two'),
				scorers: [createScorer('vote', { form: { kind: 'text' }, minimumShare: 0 }, tools)],
				combination: { by: 'first' },
			},
			new AbortController().signal,
		);
		for (const key of ['flips', 'requests', 'tokens']) expect(summary).not.toHaveProperty(key);
	});
});
