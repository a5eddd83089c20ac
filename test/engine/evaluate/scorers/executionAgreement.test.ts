import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatAnswer, ChatMessage } from '../../../../nodes/engine/endpoint/endpoint';
import type { RequestWatch } from '../../../../nodes/engine/endpoint/requestCount';
import { InvalidInputError } from '../../../../nodes/engine/errors';
import { createScorer } from '../../../../nodes/engine/evaluate/scorers';
import { createSandbox, extractCode, extractReadings, type Sandbox } from '../../../../nodes/engine/sandbox';
import { toldOf } from '../../../support/toldOf';
import { candidateOf } from '../candidateOf';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox('javascript', {})));
afterAll(async () => await sandbox.close());

const { signal } = new AbortController();
const limits = { timeoutMs: 1000, memoryBytes: 32 * 2 ** 20, outputBytes: 64 * 1024 };
const withExamples = 'Write largest(numbers). largest([3, 9, 2]) returns 9. largest([-5, -2]) returns -2.';
const withoutResults = 'Write largest(numbers), to be called like largest([3, 9, 2]).';

const right = 'function largest(numbers) { return Math.max(...numbers) }';
const alsoRight = 'const largest = (list) => list.reduce((most, each) => (each > most ? each : most), -Infinity);';
const fromZero = 'function largest(numbers) { let most = 0; for (const each of numbers) if (each > most) most = each; return most }';

async function assess(
	task: string,
	codes: readonly string[],
	language = 'javascript',
	{
		draftedTests,
		askDrafter,
	}: { draftedTests?: number; askDrafter?: (messages: readonly ChatMessage[], watch?: RequestWatch) => Promise<ChatAnswer> } = {},
) {
	const scorer = createScorer(
		'executionAgreement',
		{ language, functionName: '', mostInputs: 30, ...(draftedTests !== undefined && { draftedTests }), limits, testsAtOnce: 4 },
		{
			openSandbox: async () => sandbox,
			extractCode,
			extractReadings,
			...(askDrafter && { ask: async ({ messages, watch }) => await askDrafter(messages, watch) }),
		},
	);
	return await scorer.assess(
		codes.map((text, index) => candidateOf(text, index + 1, { run: { id: 'run-1', task, clone: index + 1, clones: codes.length } })),
		signal,
	);
}
const valuesOf = ({ opinions }: Awaited<ReturnType<typeof assess>>) =>
	opinions.map(({ score }) => (score.kind === 'scored' ? Math.round(score.value * 1000) / 1000 : undefined));

describe('Execution Agreement', () => {
	it('lets examples passed come first, then the size of the set that behaves alike', async () => {
		const assessment = await assess(withExamples, [fromZero, fromZero, fromZero, right, alsoRight]);
		expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, false, false, true, true]);
		expect(assessment.opinions[0]?.score.reason).toMatch(/^1 of 2 examples passed; behaves like 2 of 4 others on \d+ inputs$/);
		expect(assessment.opinions[3]?.score.reason).toMatch(/^2 of 2 examples passed; behaves like 1 of 4 others on \d+ inputs$/);
		expect(assessment.agreement).toBe(0.6);
	});

	it('runs each code that may be meant, and leaves unscored what the sandbox does not have', async () => {
		const fence = '```';
		const block = (code: string) => `${fence}js\n${code}\n${fence}\n`;
		const name = /function (\w+)/.exec(right)?.[1] ?? '';
		const broken = `function ${name}() { return missing(); }\nfunction helper() {}`;
		const gap = `const fs = require('fs');\nfunction ${name}() { return fs.readFileSync('x'); }`;
		const assessment = await assess(withExamples, [
			block(right),
			`${block(broken)}Or shorter:\n${block(`function unused() {}\n${right}`)}`,
			block(gap),
		]);
		expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([true, true, false]);
		expect(assessment.opinions[2]?.score).toMatchObject({ kind: 'unscored', reason: expect.stringContaining('fs.readFileSync') as string });
	});

	it('lets the largest set win where no example says what should come', async () => {
		const assessment = await assess(withoutResults, [fromZero, right, alsoRight]);
		expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, true, true]);
		expect(assessment.opinions[1]?.score.reason).toMatch(/^behaves like 1 of 2 others on \d+ inputs$/);
	});

	it('compares by value: keys in any order, NaN, whole floats, exceptions by their class', async () => {
		const task = 'Write f(n). Call f(2).';
		const assessment = await assess(task, [
			'function f(n) { if (n < 0) throw new RangeError("a"); return { a: n, b: NaN, c: 0.1 + 0.2 } }',
			'function f(n) { if (n < 0) throw new RangeError("other words"); return { c: 0.3, b: 0 / 0, a: n * 1.0 } }',
			'function f(n) { if (n < 0) throw new TypeError("a"); return { a: n, b: NaN, c: 0.3 } }',
		]);
		expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([true, true, false]);
	});

	it.each([
		['throws on everything', 'function largest() { throw new Error("no") }', /It throws on every input/],
		['cannot be read', 'function largest( {', /cannot be read|no code/],
		['never ends', 'function largest() { for (;;) {} }', /stopped after 1000 ms/],
		['prints ten megabytes', 'function largest() { for (let i = 0; i < 1e6; i++) console.log("x".repeat(100)); return 1 }', /./],
		['is empty', '', /no code/],
		['is in another language', 'def largest(numbers):\n    return max(numbers)', /./],
		['defines something else', 'function smallest(numbers) { return 1 }\nfunction other() {}', /which function to call|throws/],
	])('scores zero, and goes on with the others, where one %s', async (_, broken, reason) => {
		const assessment = await assess(withExamples, [broken, right, alsoRight]);
		expect(valuesOf(assessment)[0]).toBe(0);
		expect(assessment.opinions[0]?.score.reason).toMatch(reason);
		expect(assessment.opinions[1]?.accepted).toBe(true);
	});

	it('takes one that throws everywhere for no proof of another, however many there are', async () => {
		const broken = 'function largest(numbers) { return numbers.nope.nope }';
		const assessment = await assess(withoutResults, [broken, broken, broken, right, alsoRight]);
		expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, false, false, true, true]);
	});

	it('does not believe what a candidate prints', async () => {
		const liar = 'function largest(numbers) { console.log("came0:9"); console.log("wexpected0:1\\nwcame0:9"); return 0 }';
		expect(valuesOf(await assess(withExamples, [liar, right, alsoRight]))[0]).toBeLessThan(0.5);
	});

	it('runs TypeScript with its types', async () => {
		const typed = 'function largest(numbers: readonly number[]): number { return Math.max(...numbers) }';
		const assessment = await assess(
			withExamples,
			['export const largest = (numbers: number[]): number => numbers[0]!;', typed, `${typed} // the same`],
			'typescript',
		);
		expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, true, true]);
	});

	it('has no opinion where the task has no example, and says so', async () => {
		const assessment = await assess('Write largest(numbers).', [right, alsoRight]);
		expect(assessment.opinions.every(({ score }) => score.kind === 'unscored')).toBe(true);
		expect(assessment.remarks).toEqual(['The task has no example to run the code on, such as add(2, 3) returns 5']);
	});

	it('accepts a lone candidate only by the examples', async () => {
		expect((await assess(withExamples, [right])).opinions[0]?.accepted).toBe(true);
		expect((await assess(withoutResults, [right])).opinions[0]?.accepted).toBe(false);
	});

	it('runs the same code once, and a thousand candidates', async () => {
		const assessment = await assess(
			withExamples,
			Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? right : fromZero)),
		);
		expect(assessment.opinions.filter(({ accepted }) => accepted)).toHaveLength(500);
	});

	describe('with a model to ask', () => {
		/** Says what it is scripted to, and keeps what it was asked. */
		const drafter = (drafts: string, better: string) => {
			const asked: string[] = [];
			const askDrafter = async (messages: ReadonlyArray<{ readonly content: string }>, watch?: RequestWatch): Promise<ChatAnswer> => {
				const prompt = messages.at(-1)?.content ?? '';
				asked.push(prompt);
				const isPair = prompt.includes('BETTER: A');
				const first = /<answer-\w+ name="A">\n(.*)\n/.exec(prompt)?.[1];
				const text = isPair ? `BETTER: ${first === better ? 'A' : 'B'}` : drafts;
				return toldOf(watch, {
					text,
					finishReason: 'stop',
					usage: { promptTokens: 10, completionTokens: 3 },
					timing: { startedAt: '', durationMs: 1 },
					attempts: 1,
					model: 'large',
					raw: {},
				});
			};
			return { asked, askDrafter };
		};
		const noExamples = 'Write largest(numbers).';

		it('runs on drafted calls where the task has no example, and lets those that pass more of them and agree win', async () => {
			const { askDrafter } = drafter('1. `largest([3, 9, 2]) == 9`\nlargest([-5, -2]) == -2\nlargest(x) == 3\nThat is all.', '');
			const assessment = await assess(noExamples, [fromZero, right, alsoRight], 'javascript', { askDrafter, draftedTests: 10 });
			expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, true, true]);
			expect(assessment.opinions[1]?.score.reason).toMatch(/^2 of 2 drafted tests passed; behaves like 1 of 2 others on \d+ inputs$/);
			expect(assessment.asked).toEqual({ requests: 1, retries: 0, tokens: { prompt: 10, completion: 3, unknown: 0 } });
		});

		it('never lets a drafted test outweigh an example of the task', async () => {
			const { askDrafter } = drafter('largest([-7, -2]) == 0\nlargest([-7, -3]) == 0\nlargest([-1, -2]) == 0', '');
			const assessment = await assess(withExamples, [fromZero, fromZero, fromZero, right], 'javascript', { askDrafter, draftedTests: 10 });
			expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, false, false, true]);
		});

		it.each([
			['drafts nonsense', 'I would rather not.', 'The model drafted no call of largest that could be read'],
			['drafts nothing', '', 'The model drafted no call of largest that could be read'],
		])('goes on with the examples where the model %s, and says so', async (_, drafts, remark) => {
			const assessment = await assess(withExamples, [fromZero, right], 'javascript', {
				askDrafter: drafter(drafts, '').askDrafter,
				draftedTests: 10,
			});
			expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, true]);
			expect(assessment.remarks).toEqual([remark]);
		});

		it('goes on with the examples where the model is down, and says so', async () => {
			const askDrafter = async () => await Promise.reject(new InvalidInputError('Nobody answers at the server', 'Start it'));
			const assessment = await assess(withExamples, [fromZero, right], 'javascript', { askDrafter, draftedTests: 10 });
			expect(assessment.opinions[1]?.accepted).toBe(true);
			expect(assessment.remarks).toEqual(['No tests could be drafted: Nobody answers at the server']);
		});

		it('tells apart those that score the same by a call on which they differ', async () => {
			const { askDrafter, asked } = drafter('largest([3, 9, 2]) == 9\nlargest([4]) == 4', '-2');
			const task = 'Write largest(numbers), to be called like largest([-5, -2]).';
			const assessment = await assess(task, [fromZero, right, alsoRight, fromZero.replace('most = 0', 'most  = 0')], 'javascript', {
				askDrafter,
				draftedTests: 2,
			});
			expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([false, true, true, false]);
			expect(assessment.opinions[1]?.score.reason).toContain('largest([-5, -2]) gives -2, which the model finds right');
			expect(asked.slice(1)).toHaveLength(2);
			expect(assessment.ties).toBe(0);
		});

		it('leaves a tie where the model turns with the order', async () => {
			const askDrafter = async (messages: ReadonlyArray<{ readonly content: string }>): Promise<ChatAnswer> => ({
				...(await drafter('largest([4]) == 4', '').askDrafter(messages)),
				...(messages.at(-1)?.content.includes('BETTER') ? { text: 'BETTER: A' } : {}),
			});
			const task = 'Write largest(numbers), to be called like largest([-5, -2]).';
			const assessment = await assess(task, [fromZero, right, alsoRight, fromZero.replace('most = 0', 'most  = 0')], 'javascript', {
				askDrafter,
				draftedTests: 1,
			});
			expect(assessment.opinions.map(({ accepted }) => accepted)).toEqual([true, true, true, true]);
			expect(assessment.ties).toBe(1);
		});

		it('is refused by name where tests are to be drafted and there is none', async () => {
			await expect(assess(withExamples, [right], 'javascript', { draftedTests: 3 })).rejects.toThrow('Drafted Tests has no model to ask');
		});
	});
});
