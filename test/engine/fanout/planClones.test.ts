import { describe, expect, it } from 'vitest';
import { approaches } from '../../../nodes/engine/fanout/approaches';
import { planClones, type PlannableRequest } from '../../../nodes/engine/fanout/planClones';

const request: PlannableRequest = {
	task: 'the task',
	clones: 3,
	model: 'm',
	difference: { by: 'sampling', spread: 0.3 },
	answerFormat: { kind: 'text' },
	stopWhen: { kind: 'all' },
	sampling: { temperature: 0.7 },
	cloneTimeoutMs: 1,
	retries: 0,
	minimumAnswers: 1,
	keepCutAnswers: false,
	includeRaw: false,
	measurePace: false,
	toolLimits: { mostSteps: 8, timeoutMs: 1, mostCharacters: 8000 },
	sharing: { rounds: 1, digestTokens: 2000 },
};

const plan = (changes: Partial<PlannableRequest>) => planClones({ ...request, ...changes }, () => 500);

describe('planClones', () => {
	it('gives every clone a seed of its own, counted up from the first', () => {
		expect(plan({}).map(({ request: { sampling } }) => sampling.seed)).toEqual([500, 501, 502]);
		expect(plan({ sampling: { seed: 7 } }).map(({ request: { sampling } }) => sampling.seed)).toEqual([7, 8, 9]);
	});

	it('spreads temperatures around the asked one, within what servers take', () => {
		const temperatures = (changes: Partial<PlannableRequest>) => plan(changes).map(({ request: { sampling } }) => sampling.temperature);
		expect(temperatures({})).toEqual([0.4, 0.7, 1]);
		expect(temperatures({ clones: 1 })).toEqual([0.7]);
		expect(temperatures({ sampling: { temperature: 0.1 } })).toEqual([0, 0.1, 0.4]);
		expect(temperatures({ sampling: { temperature: 1.9 } })).toEqual([1.6, 1.9, 2]);
	});

	it('puts what differs last, after task and answer format', () => {
		const [first] = plan({
			difference: { by: 'approach', approaches: [{ label: 'A', instruction: 'Think.' }] },
			answerFormat: { kind: 'json', schema: { type: 'object' } },
			system: 'You are.',
		});
		expect(first?.request.messages[0]).toEqual({ role: 'system', content: 'You are.' });
		const content = first?.request.messages[1]?.content ?? '';
		expect(content.startsWith('the task\n\n')).toBe(true);
		expect(content.indexOf('JSON Schema')).toBeLessThan(content.indexOf('Think.'));
		expect(content.endsWith('\n\nThink.')).toBe(true);
	});

	it('takes approaches and models in turn where there are fewer than clones', () => {
		const two = approaches.slice(0, 2);
		expect(plan({ difference: { by: 'approach', approaches: two } }).map(({ approach }) => approach)).toEqual([
			'Plain',
			'Simplest',
			'Plain',
		]);
		expect(plan({ difference: { by: 'model', models: ['x', 'y'] } }).map(({ request: { model } }) => model)).toEqual(['x', 'y', 'x']);
	});

	it('lets models take turns, whatever the clones differ by, but not where a role names one', () => {
		const modelsOf = (changes: Partial<PlannableRequest>) => plan({ turns: ['x', 'y'], ...changes }).map(({ request: { model } }) => model);
		expect(modelsOf({})).toEqual(['x', 'y', 'x']);
		const roles = [
			{ name: 'One', instruction: '', model: 'z' },
			{ name: 'Two', instruction: '' },
		];
		expect(modelsOf({ difference: { by: 'role', roles } })).toEqual(['z', 'y', 'z']);
	});

	it('adds nothing to the task for the plain approach', () => {
		const [first] = plan({ difference: { by: 'approach', approaches } });
		expect(first?.request.messages).toEqual([{ role: 'user', content: 'the task' }]);
	});
});

describe('approaches', () => {
	it('have ids, labels and instructions of their own', () => {
		for (const key of ['id', 'label', 'instruction'] as const)
			expect(new Set(approaches.map((approach) => approach[key])).size).toBe(approaches.length);
	});

	it('end in leaving the form of the answer to the task, but for the plain one, which says nothing', () => {
		const [plain, ...others] = approaches;
		expect(plain?.instruction).toBe('');
		for (const { instruction } of others) expect(instruction).toMatch(/\. Then answer in exactly the form that is asked for above\.$/);
	});

	it.each([
		['JSON only', 'Which city is named? Answer with JSON only: {"city": "…"}', { kind: 'text' }],
		['JSON of a schema', 'Which city is named?', { kind: 'json', schema: { type: 'object', properties: { city: { type: 'string' } } } }],
		['one word', 'Is this a bug or a question? Answer with one word.', { kind: 'text' }],
		['code only', 'Write a function double(n). Answer with the code only, without comments.', { kind: 'text' }],
		['a number of sentences', 'Why is the sky blue? Answer in two sentences.', { kind: 'text' }],
	] as const)('leave the form to a task that asks for %s', (_, task, answerFormat) => {
		const plans = plan({ task, answerFormat, clones: approaches.length, difference: { by: 'approach', approaches } });
		const [plain = '', ...prompts] = plans.map(({ request: { messages } }) => String(messages.at(-1)?.content));
		expect(plain.startsWith(task)).toBe(true);
		for (const prompt of prompts) {
			expect(prompt.startsWith(`${plain}\n\n`)).toBe(true);
			const added = prompt.slice(plain.length).trim();
			// The answer is the only thing that may be written, and nothing is said of how it looks.
			expect(added).not.toMatch(
				/\b(?:write|say|show|list|state|tell|explain|describe|name|comments?|add|include|output|print|begin|end|finish|json|code|words? only|sentences?|lines?|bullets?|markdown|headings?)\b/i,
			);
		}
	});
});
