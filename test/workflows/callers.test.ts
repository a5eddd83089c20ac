import { globSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { runTemplate } from '../support/runTemplate';
import { startVllmDouble } from '../support/vllmDouble/index.ts';
import type { ExportedWorkflow } from './describeExported';

const cleanUps: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as ExportedWorkflow;
const templates = globSync('workflows/*.json').toSorted();
const looksUp = (file: string) => read(file).nodes.some(({ parameters }) => parameters['resource'] === 'answerCache');

/** Sends a body to a template's webhook; the model says the same to all. */
async function send(file: string, body: object, answer = '330 metres.') {
	const template = read(file);
	const double = await startVllmDouble({ answer: () => answer });
	cleanUps.push(async () => await double.close());
	const from = template.nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')?.name ?? '';
	const ran = await runTemplate(template, {
		...{ from, items: [{ body, headers: {} }] },
		credentials: { vllmApi: { url: double.baseUrl, apiKey: '' } },
	});
	return { ...ran, calls: double.requests.length };
}

describe('templates that look up what was asked before', () => {
	const files = templates.filter(looksUp);
	const pairs = files.flatMap((first) => files.flatMap((second) => (first === second ? [] : [[first, second] as const])));

	it('are more than one', () => expect(files.length).toBeGreaterThan(1));

	it.each(pairs)('keep apart what %s answered, and what %s is asked', async (first, second) => {
		const body = { question: `How tall is tower ${crypto.randomUUID()}?`, test: true, requestId: crypto.randomUUID() };
		const before = await send(first, body);
		expect(before.responses).toHaveLength(1);
		const after = await send(second, body);
		expect(after.calls).toBeGreaterThan(0);
		expect(Object.keys(after.responses[0] as object)).toContain('receipt');
		const again = await send(second, body);
		expect(again.calls).toBe(0);
	});
});

describe('templates that cannot do what they are asked', () => {
	const empty = { error: expect.stringMatching(/^The (?:task|question) is empty$/) as string };

	const nothing = [' ', '\u0000', '\u200b\u2060\ufeff', '\u3164\u2800', '[]', [], {}, [''], null];
	const bodies = [{}, ...nothing.map((each) => ({ task: each, question: each }))];

	it.each(templates.flatMap((file) => bodies.map((body) => [file, body] as const)))(
		'%s names the field of the body, and not one of a node, for %j',
		async (file, body) => {
			const { responses, calls, run } = await send(file, body);
			expect(responses).toEqual([
				{ ...empty, advice: expect.stringMatching(/^Send it as "(?:task|question)" in a JSON object/) as string },
			]);
			expect(run.data.resultData.error?.message).toMatch(/^The (?:task|question) is empty$/);
			expect(calls).toBe(0);
		},
	);

	const task = 'Write a function add(a, b).';
	it.each([{ language: 'ruby' }, { tests: { a: 1 } }, { tests: 5 }, { tests: true }])(
		'code-variations refuses %j before any clone is asked',
		async (given) => {
			const { responses, calls, run } = await send('workflows/code-variations.json', { task, ...given });
			expect(responses).toEqual([
				{ error: expect.stringMatching(/language|tests/) as string, advice: expect.stringMatching(/^Send .+\.$/) as string },
			]);
			expect(run.data.resultData.error?.message).toMatch(/language|tests/);
			expect(calls).toBe(0);
		},
	);

	it.each([
		{ tests: '// nothing' },
		{ tests: ['assert.equal(add(1, 2), 3)'] },
		{ tests: 'syntax error here(' },
		{ draftedTests: -1 },
		{ draftedTests: 'x' },
	])('code-variations gives advice in a sentence where the sandbox refuses %j', async (given) => {
		const { responses } = await send('workflows/code-variations.json', { task, ...given });
		expect(responses.length).toBeGreaterThan(0);
		for (const response of responses)
			expect(response).toEqual({ error: expect.any(String) as string, advice: expect.stringMatching(/^[A-Z].+/) as string });
	});
});

describe('code-variations', () => {
	const cases = [
		{ input: [2, 3], expected: 5 },
		{ input: [[], ''], expected: '' },
	];
	const code = 'function add(a, b) { return a + b; }';

	it('takes tests as a list of cases, and as the same list in text', async () => {
		const scores = async (tests: unknown) => {
			const { responses } = await send('workflows/code-variations.json', { task: 'Write add(a, b).', tests }, code);
			const [{ best }] = responses as [{ readonly best: { readonly score: number; readonly reason: string } }];
			return { score: best.score, reason: best.reason };
		};
		const asList = await scores(cases);
		expect(asList).toEqual({ score: 1, reason: '2 of 2 passed' });
		expect(await scores(JSON.stringify(cases))).toEqual(asList);
	});

	it('takes a list without entries for no tests', async () => {
		const bodies = [[], ''].map((tests) => ({ task: 'Write add(a, b). add(2, 3) returns 5.', tests, draftedTests: 0 }));
		const [first, second] = await Promise.all(
			bodies.map(
				async (body) =>
					(await send('workflows/code-variations.json', body, code)).responses[0] as { readonly best: { readonly reason: string } },
			),
		);
		expect(first?.best.reason).toBe(second?.best.reason);
	});
});
