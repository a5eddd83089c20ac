import { describe, expect, it } from 'vitest';
import { createScorer, type ScorerSettings } from '../../../../nodes/engine/evaluate/scorers';
import { SandboxUnavailableError } from '../../../../nodes/engine/sandbox/errors';
import type { Sandbox } from '../../../../nodes/engine/sandbox/sandbox';
import { candidatesOf } from '../candidateOf';
import { broken, finished, ScriptedSandbox } from '../ScriptedSandbox';

const { signal } = new AbortController();
const unavailable = new SandboxUnavailableError('The sandbox at http://127.0.0.1:2000 does not answer', 'Start it');
const defaults: ScorerSettings['runTests'] = {
	language: 'javascript',
	tests: 'assert.equal(add(2, 3), 5)',
	functionName: '',
	acceptance: { minimumShare: 1 },
	limits: { timeoutMs: 5000, memoryBytes: 2 ** 26, outputBytes: 2 ** 16 },
	testsAtOnce: 2,
};

/** Texts stand for their own code; `prose` has none. */
async function assess(sandbox: Sandbox | Error, texts: readonly string[], settings: Partial<ScorerSettings['runTests']> = {}) {
	const openSandbox = async () => {
		if (sandbox instanceof Error) throw sandbox;
		return sandbox;
	};
	const scorer = createScorer(
		'runTests',
		{ ...defaults, ...settings },
		{
			openSandbox,
			extractCode: (text) => (text === 'prose' ? undefined : text),
			extractReadings: (text) => (text === 'prose' ? [] : text.split(' or ')),
		},
	);
	return scorer.assess(candidatesOf(...texts), signal);
}

describe('Run Tests', () => {
	it('scores by the share that passes and names the first failure with what was expected and what came', async () => {
		const firstFailure = { assertion: 'assert.equal(add(2, 3), 5)', message: 'not equal', expected: '5', came: '4' };
		const { opinions, randomPick } = await assess(
			new ScriptedSandbox((code) => (code === 'good' ? finished(7, 7) : finished(5, 7, { firstFailure }))),
			['good', 'near'],
		);
		expect(opinions).toMatchObject([
			{ accepted: true, score: { value: 1, reason: '7 of 7 passed' }, extracted: { code: 'good' } },
			{ accepted: false, score: { value: 5 / 7, reason: '5 of 7 passed; first failure: assert.equal(add(2, 3), 5): expected 5, came 4' } },
		]);
		expect(randomPick).toBe(0.5);
	});

	it('blames candidates that do not end, if the tests do', async () => {
		const { opinions } = await assess(new ScriptedSandbox(() => broken('timeout', 'The candidate was stopped after 5000 ms')), [
			'one',
			'two',
		]);
		expect(opinions.map(({ score }) => score.reason)).toEqual(Array(2).fill('The candidate was stopped after 5000 ms'));
	});

	it('tries each code that may be meant before it calls a candidate wrong, and keeps the best', async () => {
		const sandbox = new ScriptedSandbox((code) => finished({ good: 7, near: 5 }[code] ?? 0, 7));
		const { opinions } = await assess(sandbox, ['bad or good or near', 'bad or near or worse']);
		expect(opinions).toMatchObject([
			{ accepted: true, extracted: { code: 'good' } },
			{ accepted: false, score: { value: 5 / 7 }, extracted: { code: 'near' } },
		]);
		expect(sandbox.codes.filter((code) => code === 'bad')).toHaveLength(1);
	});

	it('accepts a share of the tests when asked to', async () => {
		const { opinions } = await assess(new ScriptedSandbox(() => finished(5, 7)), ['near'], { acceptance: { minimumShare: 0.7 } });
		expect(opinions[0]?.accepted).toBe(true);
	});

	it.each(['syntax', 'threw', 'timeout', 'memory', 'recursion', 'output', 'crashed'] as const)(
		'scores a candidate that ends in %s zero and says why',
		async (cause) => {
			const { opinions } = await assess(new ScriptedSandbox(() => broken(cause, 'The candidate fell over')), ['bad']);
			expect(opinions[0]).toMatchObject({
				accepted: false,
				score: { kind: 'scored', value: 0, reason: 'The candidate fell over', details: { cause } },
			});
		},
	);

	it('shows no more of the output than helps', async () => {
		const { opinions } = await assess(new ScriptedSandbox(() => finished(0, 1, { output: 'x'.repeat(60_000) })), ['loud']);
		expect(opinions[0]?.score.details).toMatchObject({ output: `${'x'.repeat(2000)}…` });
	});

	it('says what a candidate passed before it broke', async () => {
		const { opinions } = await assess(new ScriptedSandbox(() => broken('timeout', 'The candidate was stopped after 5000 ms', 2, 7)), [
			'slow',
		]);
		expect(opinions[0]?.score.reason).toBe('The candidate was stopped after 5000 ms, after passing 2 of 7');
	});

	it('scores an answer without code zero', async () => {
		const { opinions } = await assess(new ScriptedSandbox(() => finished(1, 1)), ['prose', 'good']);
		expect(opinions[0]).toEqual({
			accepted: false,
			score: { kind: 'scored', value: 0, reason: 'There is no JavaScript code in the answer' },
		});
	});

	it('leaves unscored only those that the sandbox could not run', async () => {
		const { opinions } = await assess(new ScriptedSandbox((code) => (code === 'unlucky' ? unavailable : finished(1, 1))), [
			'unlucky',
			'good',
		]);
		expect(opinions).toMatchObject([
			{ accepted: false, score: { kind: 'unscored', reason: `${unavailable.message}. Start it` } },
			{ accepted: true },
		]);
	});

	it('leaves all unscored, and remarks on it, when there is no sandbox', async () => {
		const { opinions, remarks, randomPick } = await assess(unavailable, ['a', 'b']);
		expect(opinions.map(({ score }) => score.kind)).toEqual(['unscored', 'unscored']);
		expect(remarks).toEqual([`${unavailable.message}. Start it`]);
		expect(randomPick).toBeUndefined();
	});

	it('leaves all unscored, and runs none, when the tests pass on an empty answer', async () => {
		const sandbox = new ScriptedSandbox(() => finished(1, 1), finished(1, 1));
		const { opinions, remarks } = await assess(sandbox, ['a', 'b']);
		expect(opinions.map(({ score }) => score)).toEqual(
			[1, 2].map(() => ({ kind: 'unscored', reason: 'The tests pass on anything, even on an empty answer, so they prove nothing' })),
		);
		expect(remarks).toHaveLength(1);
		expect(sandbox.codes).toEqual(['']);
	});

	it.each([
		['enough of the tests pass on an empty answer', finished(4, 5), 0.8],
		['the tests try nothing', finished(0, 0), 1],
	])('leaves all unscored when %s', async (_, onEmpty, minimumShare) => {
		const { opinions } = await assess(new ScriptedSandbox(() => finished(5, 5), onEmpty), ['a'], { acceptance: { minimumShare } });
		expect(opinions[0]?.score.kind).toBe('unscored');
	});

	it('trusts tests of which an empty answer passes too few', async () => {
		const { opinions } = await assess(new ScriptedSandbox(() => finished(5, 5), finished(4, 5)), ['a']);
		expect(opinions[0]?.accepted).toBe(true);
	});

	it('leaves unscored, with advice, what runs out of time in tests that end on nothing', async () => {
		const late = broken('timeout', 'The candidate was stopped after 5000 ms');
		const { opinions, remarks } = await assess(new ScriptedSandbox((code) => (code === 'quick' ? finished(3, 3) : late), late), [
			'slow',
			'quick',
		]);
		expect(opinions).toMatchObject([
			{
				accepted: false,
				score: { kind: 'unscored', reason: expect.stringMatching(/^The tests do not end.*raise Test Timeout$/) as string },
			},
			{ accepted: true },
		]);
		expect(remarks).toEqual([opinions[0]?.score.reason]);
	});

	it('runs code that several candidates wrote once', async () => {
		const sandbox = new ScriptedSandbox(() => finished(1, 1));
		const { opinions } = await assess(sandbox, ['same', 'other', 'same']);
		expect(sandbox.codes).toEqual(['', 'same', 'other']);
		expect(opinions.every(({ accepted }) => accepted)).toBe(true);
	});

	it('keeps the sandbox busy with as many candidates as allowed, and no more', async () => {
		const sandbox = new ScriptedSandbox(() => finished(1, 1));
		await assess(sandbox, ['a', 'b', 'c', 'd', 'e'], { testsAtOnce: 3 });
		expect(sandbox.mostInFlight).toBe(3);
	});

	it('calls the function that the user named', async () => {
		const sandbox = new ScriptedSandbox(() => finished(1, 1));
		await assess(sandbox, ['function sum() {}'], { tests: '[{"input":[2,3],"expected":5}]', functionName: 'add' });
		expect(sandbox.checked).toEqual([{ kind: 'cases', functionName: 'add', cases: [{ input: [2, 3], expected: 5 }] }]);
	});

	it('calls the only function of each candidate when none is named', async () => {
		const sandbox = new ScriptedSandbox(() => finished(1, 1));
		await assess(sandbox, ['function sum(a, b) { return a + b }', 'const add = (a, b) => a + b'], {
			tests: [{ input: [2, 3], expected: 5 }],
		});
		expect(sandbox.jobs.slice(1).map(({ tests }) => tests)).toMatchObject([{ functionName: 'sum' }, { functionName: 'add' }]);
	});

	it('asks for the name of the function when no candidate says it', async () => {
		await expect(
			assess(new ScriptedSandbox(() => finished(1, 1)), ['1 + 1'], { tests: '[{"input":[2],"expected":5}]' }),
		).rejects.toMatchObject({ name: 'InvalidInputError', field: 'Function Name' });
	});

	it.each([
		[{ language: 'cobol' }, 'Code in "cobol" cannot be tested'],
		[{ language: '' }, 'No language is given'],
		[{ tests: '  ' }, 'There are no tests'],
		[{ tests: [] }, 'There are no tests: the list of cases is empty'],
		[{ tests: '[{"input": [2}]' }, 'The test cases are not valid JSON'],
		[{ tests: '[{"input": [2]}]' }, 'Test case 1 of 1 has no "input" or no "expected"'],
		[{ tests: 7 }, 'Tests must be text or a list of cases, and are of type number'],
		[{ testsAtOnce: 0 }, 'Tests At Once cannot be 0'],
	])('refuses %j with a sentence of its own', async (settings, message) => {
		await expect(assess(new ScriptedSandbox(() => finished(1, 1)), ['a'], settings)).rejects.toThrow(message);
	});

	it.each([
		['JS', 'javascript'],
		[' TypeScript ', 'typescript'],
		['py', 'python'],
	])('knows the language %s by its usual names', async (name, language) => {
		const sandbox = new ScriptedSandbox(() => finished(1, 1));
		await assess(sandbox, ['a'], { language: name });
		expect(sandbox.jobs[0]?.language).toBe(language);
	});

	it('lets a fault that is no candidate’s pass through', async () => {
		await expect(assess(new ScriptedSandbox(() => new TypeError('a bug')), ['a'])).rejects.toThrow('a bug');
	});

	it('takes tests out of their Markdown fences, code and cases alike', async () => {
		const sandbox = new ScriptedSandbox(() => finished(1, 1));
		await assess(sandbox, ['good'], { tests: 'Here:\n```js\nassert.equal(add(2, 3), 5)\n```\nThat is all.' });
		await assess(sandbox, ['good'], { tests: '```json\n[{ "input": [2, 3], "expected": 5 }]\n```', functionName: 'add' });
		expect(sandbox.checked).toEqual([
			{ kind: 'code', source: 'assert.equal(add(2, 3), 5)' },
			{ kind: 'cases', functionName: 'add', cases: [{ input: [2, 3], expected: 5 }] },
		]);
	});
});
