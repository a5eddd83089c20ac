import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../../nodes/CloneEvaluator/CloneEvaluator.node';
import { toCandidateJson } from '../../../nodes/shared/candidateItem';
import { candidateOf } from '../../engine/evaluate/candidateOf';
import { readHumanEval } from '../../engine/evaluate/humanEval';
import { runInEngine, type NodeUnderTest } from '../../support/runInEngine';
import { startPickyServer } from '../../support/startPickyServer';
import { startVllmDouble } from '../../support/vllmDouble/index.ts';

const good = 'function add(a, b) { return a + b }';
const wrong = '```js\nfunction add(a, b) { return a - b }\n```';
const prose = 'I would add the two numbers.';
const tests = 'assert.equal(add(2, 3), 5);\nassert.equal(add(0, 0), 0);';

function itemOf(text: string, clone: number, runId = 'run-1', changes: IDataObject = {}): IDataObject {
	const candidate = candidateOf(text, clone, { run: { id: runId, task: 'Write add', clone, clones: 5 } });
	return { ...toCandidateJson(candidate), ...changes };
}

async function runEvaluator(parameters: IDataObject, items: readonly IDataObject[], onError?: NonNullable<NodeUnderTest['onError']>) {
	const before = structuredClone(items);
	const run = await runInEngine(
		[
			{
				name: 'evaluator',
				type: new CloneEvaluator(),
				parameters: { output: 'bestAndRest', scoreBy: ['runTests'], ...parameters },
				...(onError !== undefined && { onError }),
			},
		],
		items,
	);
	expect(items).toEqual(before);
	const [best = [], rest = [], refused = []] = run.outputsOf('evaluator');
	return { best, rest, refused, hints: run.hintsOf('evaluator') };
}

type Items = ReadonlyArray<{ json: IDataObject }>;
const verdicts = (items: Items) => items.map(({ json }) => json);
const detailsOf = ([first]: Items) => first?.json['details'] as IDataObject;
const evaluationOf = (items: Items) => detailsOf(items)['evaluation'] as IDataObject;

describe('Clone Evaluator with tests', () => {
	it('hands out the candidate that passes as Best and all others as Rest, ranked, each saying why', async () => {
		const { best, rest, hints } = await runEvaluator({ tests }, [itemOf(prose, 1), itemOf(wrong, 2), itemOf(good, 3)]);
		expect(best).toHaveLength(1);
		expect(best[0]).toMatchObject({
			pairedItem: { item: 2 },
			json: {
				...itemOf(good, 3),
				accepted: true,
				rank: 1,
				score: 1,
				reason: '2 of 2 passed',
				details: {
					...(itemOf(good, 3)['details'] as IDataObject),
					code: expect.stringContaining(good),
					verdicts: [{ scorer: 'runTests', kind: 'scored', value: 1 }],
					evaluation: { candidates: 3, scored: 3, unscored: 0, accepted: 1, ties: 0, randomPick: 0.3333 },
				},
			},
		});
		expect(rest.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 0 }]);
		expect(verdicts(rest)).toMatchObject([
			{
				rank: 2,
				accepted: false,
				score: 0.5,
				reason: expect.stringMatching(/^1 of 2 passed; first failure: .*add\(2, 3\).*: expected 5, came -1$/),
			},
			{ rank: 3, accepted: false, score: 0, reason: 'There is no JavaScript code in the answer' },
		]);
		expect(rest[1]?.json['details']).not.toHaveProperty('code');
		expect(hints).toEqual(['Clone 3 won: 2 of 2 tests. A random pick would have been right in 33 %, this pick passed.']);
	});

	it('has no Best when none passes, and says so', async () => {
		const { best, rest, hints } = await runEvaluator({ tests }, [itemOf(prose, 1), itemOf(wrong, 2)]);
		expect(best).toEqual([]);
		expect(rest).toHaveLength(2);
		expect(hints).toEqual([expect.stringMatching(/^None of 2 candidates was accepted, so Best has none\. Best ranked: 1 of 2 passed/)]);
	});

	it('ranks nothing where there is one candidate, and says why it was not accepted', async () => {
		const { hints } = await runEvaluator({ tests: '[{ "input": [2, 3], "expected": 5 }]', functionName: 'sum' }, [itemOf(good, 1)]);
		expect(hints).toEqual([
			'The only candidate was not accepted, so Best has none. Its verdict: The candidate does not define sum, the function that the cases call.',
		]);
	});

	it('leaves all unscored when the tests pass on an empty answer, and says that they prove nothing', async () => {
		const { best, rest, hints } = await runEvaluator({ tests: 'assert.ok(true)' }, [itemOf(good, 1), itemOf(wrong, 2)]);
		expect(best).toEqual([]);
		expect(verdicts(rest)).toMatchObject([{ accepted: false, details: { verdicts: [{ kind: 'unscored' }] } }, { accepted: false }]);
		expect(verdicts(rest)[0]).not.toHaveProperty('score');
		expect(hints).toEqual([expect.stringContaining('The tests pass on anything, even on an empty answer, so they prove nothing')]);
	});

	it('takes language, cases and function name from expressions', async () => {
		const parameters = {
			language: '={{ $json.request.language }}',
			tests: '={{ $json.request.tests }}',
			functionName: '={{ $json.request.functionName || "" }}',
		};
		const request = { language: 'TS', tests: [{ input: [2, 3], expected: 5 }] };
		const { best, rest } = await runEvaluator(parameters, [
			itemOf('const add = (a: number, b: number): number => a * b', 1, 'run-1', { request }),
			itemOf('const add = (a: number, b: number): number => a + b', 2, 'run-1', { request }),
		]);
		expect(best[0]?.json).toMatchObject({ clone: 2, reason: '1 of 1 passed' });
		expect(verdicts(rest)[0]?.['reason']).toBe('0 of 1 passed; first failure: add(2, 3): expected 5, came 6');
	});

	it('evaluates mixed runs each on its own, with its own fields', async () => {
		const items = [
			itemOf(wrong, 1, 'run-b', { tests }),
			itemOf(good, 2, 'run-a', { tests: 'assert.equal(add(1, 1), 3)' }),
			itemOf(good, 2, 'run-b', { tests }),
			itemOf(wrong, 1, 'run-a', { tests: 'assert.equal(add(1, 1), 3)' }),
		];
		const { best, rest, hints } = await runEvaluator({ tests: '={{ $json.tests }}' }, items);
		expect(best.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 2 }]);
		expect(rest.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 3 }, { item: 1 }]);
		expect(hints).toEqual([expect.stringMatching(/^1 of 2 runs have a winner; none was accepted in run run-a: 0 of 1 passed/)]);
	});

	it('rounds what its scorers say of an answer', async () => {
		const items = ['a', 'a', 'b'].map((text) => ({ text }));
		const ran = await runInEngine([{ name: 'Evaluator', type: new CloneEvaluator(), parameters: { scoreBy: ['vote'] } }], items);
		const details = ran
			.outputsOf('Evaluator')
			.flat()
			.map(({ json }) => (json['details'] as { verdicts: Array<{ details: unknown }> }).verdicts[0]?.details);
		expect(details).toEqual([0.6667, 0.6667, 0.3333].map((share) => ({ votes: Math.round(share * 3), of: 3, share })));
	});

	it('gives ties to the earlier clone, whatever the order of the items', async () => {
		const { best } = await runEvaluator({ tests }, [itemOf(good, 4), itemOf(`${good} `, 2), itemOf(good, 3)]);
		expect(best[0]?.pairedItem).toEqual({ item: 1 });
	});

	it('counts the same answer of the same clone once and says that it came twice', async () => {
		const { best, rest, hints } = await runEvaluator({ tests }, [itemOf(good, 1), itemOf(wrong, 2), itemOf(good, 1)]);
		expect(best[0]?.pairedItem).toEqual({ item: 0 });
		expect(evaluationOf(best)).toMatchObject({ candidates: 2, accepted: 1 });
		expect(verdicts(rest)[1]).toMatchObject({
			rank: 3,
			accepted: false,
			reason: 'The same answer came twice, as items 1 and 3; it counts once',
		});
		expect(hints).toEqual([
			'Clone 1 won: 2 of 2 tests. A random pick would have been right in 50 %, this pick passed.',
			expect.stringContaining('1 candidate came twice and counted once'),
		]);
	});

	it('says that a clone came with several answers', async () => {
		const { hints } = await runEvaluator({ tests }, [itemOf(good, 1), itemOf(wrong, 1)]);
		expect(hints).toEqual([
			'Clone 1 won: 2 of 2 tests. A random pick would have been right in 50 %, this pick passed.',
			expect.stringContaining('Clone 1 came with more than one answer'),
		]);
	});

	it.each([
		[{ tests: '' }, 'There are no tests'],
		[{ tests, language: 'cobol' }, 'Code in "cobol" cannot be tested'],
		[{ tests: '[{"input": [1]}]' }, 'Test case 1 of 1 has no "input" or no "expected"'],
		[{ tests, sandboxOptions: { testsAtOnce: 0 } }, 'Tests At Once cannot be 0'],
		[{ scoreBy: ['luck'] }, 'There is no way to score by "luck"'],
		[{ scoreBy: [] }, 'Nothing is chosen to score the candidates by'],
		[{ scoreBy: ['rules'], rules: { rule: [{ type: 'mustMatch', pattern: '(' }] } }, 'Pattern is not a regular expression: ('],
		[{ scoreBy: ['rules'], rules: { rule: [{ type: 'schema', schema: '{ "type": ' }] } }, 'JSON Schema cannot be read as JSON'],
		[
			{ scoreBy: ['rules'], rules: { rule: [{ type: 'schema', schema: '{ "type": "text" }' }] } },
			'The JSON Schema is not a valid JSON Schema',
		],
		[
			{
				scoreBy: ['vote', 'rules'],
				rules: { rule: [{ type: 'mustMatch', pattern: 'a' }] },
				options: { combine: 'weights', weights: '2, banana' },
			},
			'Weights has "banana" in it, which is not a number',
		],
		[{ scoreBy: ['vote'], options: { modelWeights: '{ "small": "banana" }' } }, 'The weight of small is not a number'],
		[{ scoreBy: ['vote'], answerForm: 'pattern', answerPattern: '[' }, 'Answer Pattern is not a regular expression: ['],
	])('refuses %j with a sentence and advice', async (parameters, message) => {
		await expect(runEvaluator(parameters as IDataObject, [itemOf(good, 1)])).rejects.toMatchObject({
			message: expect.stringContaining(message),
			description: expect.stringMatching(/\w/),
		});
	});

	it('refuses tests that do not parse, naming the line', async () => {
		await expect(runEvaluator({ tests: 'assert.equal(add(2, 3), 5);\nassert.equal(add(' }, [itemOf(good, 1)])).rejects.toMatchObject({
			message: expect.stringContaining('2'),
		});
	});

	it('says which item is no candidate', async () => {
		await expect(runEvaluator({ tests }, [itemOf(good, 1), { text: 'hello' }])).rejects.toThrow(
			'Item 2 of 2 is no candidate: it has no details.run.id, no clone',
		);
	});

	it('says that there are no candidates when the only item is empty', async () => {
		await expect(runEvaluator({ tests }, [{}])).rejects.toThrow('There are no candidates');
	});
});

describe('Clone Evaluator told to continue on error', () => {
	const items = [itemOf(good, 1, 'run-a', { tests: 'assert.equal(' }), itemOf(good, 1, 'run-b', { tests }), { text: 'hello' }];

	it('keeps candidates it could not evaluate whole in Rest with the reason, and Best free of them', async () => {
		const { best, rest } = await runEvaluator({ tests: '={{ $json.tests }}' }, items, 'continueRegularOutput');
		expect(best.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(rest.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(rest[0]?.json).toMatchObject({ ...items[0], accepted: false });
		expect(verdicts(rest)[1]?.['reason']).toContain('Item 3 of 3 is no candidate');
		expect(rest.every(({ json }) => !('error' in json))).toBe(true);
	});

	it('sends them to the error output where there is one', async () => {
		const { best, rest, refused } = await runEvaluator({ tests: '={{ $json.tests }}' }, items, 'continueErrorOutput');
		expect(best).toHaveLength(1);
		expect(rest).toEqual([]);
		expect(refused.map(({ json }) => json['text'])).toEqual([good, 'hello']);
		expect(refused.map(({ json }) => json['details'])).toEqual([expect.stringMatching(/^Correct this line/), expect.stringMatching(/\.$/)]);
	});
});

describe('Clone Evaluator by other ways', () => {
	it('votes on the final number', async () => {
		const { best, rest } = await runEvaluator({ scoreBy: ['vote'], answerForm: 'number' }, [
			itemOf('I think 4', 1),
			itemOf('It is 5.', 2),
			itemOf('5', 3),
			itemOf('dunno', 4),
		]);
		expect(best[0]?.json).toMatchObject({
			clone: 2,
			score: 0.67,
			details: { answer: '5', evaluation: { agreement: 0.6667, scored: 3, unscored: 1 } },
		});
		expect(verdicts(rest).at(-1)).toMatchObject({ reason: 'No number was found in the answer, so it has no vote' });
	});

	it('counts one vote per model where told to', async () => {
		const items = [1, 2, 3].map((clone) => itemOf('4', clone, 'run-1', { model: 'small' }));
		const all = [...items, itemOf('5', 4, 'run-1', { model: 'large' }), itemOf('5', 5, 'run-1', { model: 'other' })];
		const winner = async (options: IDataObject) =>
			(await runEvaluator({ scoreBy: ['vote'], answerForm: 'number', options }, all)).best[0]?.json['text'];
		expect(await winner({})).toBe('4');
		expect(await winner({ oneVotePerModel: true })).toBe('5');
	});

	it('reads no thinking that an item brings along in its text, and leaves the text as it came', async () => {
		const thoughts = ['The answer is 41? 6 x 7 = 42.', 'Is the answer 41?', 'So the answer is 41, or not.'];
		const texts = [...thoughts.map((thought) => `<think>\n${thought}\n</think>\n\n42`), '42', 'Not clear.</think>The answer is 42.'];
		const number = { scoreBy: ['vote'], answerForm: 'number' };
		const { best } = await runEvaluator(
			number,
			texts.map((text, index) => itemOf(text, index + 1)),
		);
		expect(best[0]?.json).toMatchObject({ text: texts[0], details: { answer: '42', evaluation: { agreement: 1 } } });
		const own = await runEvaluator(
			{ scoreBy: ['vote'], answerForm: 'text' },
			['<think>a</think>', '<think>b</think>'].map((text, index) =>
				itemOf(text, index + 1, 'run-1', { details: { run: { id: 'run-1', task: 'Write a <think> element', clones: 2 } } }),
			),
		);
		expect(own.rest[0]?.json).toMatchObject({
			reason: expect.stringContaining('no two agree'),
			details: { evaluation: { agreement: 0.5 } },
		});
	});

	it('breaks ties of the tests by the next way chosen', async () => {
		const parameters = {
			scoreBy: ['runTests', 'rules'],
			tests,
			rules: {
				rule: [
					{ type: 'mustNotMatch', pattern: '//' },
					{ type: 'maximumLength', length: 500 },
				],
			},
		};
		const { best } = await runEvaluator(parameters, [itemOf(`// adds\n${good}`, 1), itemOf(good, 2)]);
		expect(best[0]?.json).toMatchObject({ clone: 2, reason: 'Run Tests: 2 of 2 passed. Rules: 2 of 2 rules held' });
	});

	it('combines by weights', async () => {
		const parameters = {
			scoreBy: ['runTests', 'rules'],
			tests,
			rules: { rule: [{ type: 'mustNotMatch', pattern: '//' }] },
			options: { combine: 'weights', weights: '3, 1', minimumScore: 0.7 },
		};
		const { best } = await runEvaluator(parameters, [itemOf(`// adds\n${good}`, 1), itemOf(wrong, 2)]);
		expect(best[0]?.json).toMatchObject({ clone: 1, score: 0.75 });
	});
});

describe('Clone Evaluator on HumanEval in JavaScript', () => {
	it('finds the one passing candidate of each of 79 runs that come mixed', { timeout: 120_000 }, async () => {
		const tasks = readHumanEval();
		const items = [0, 1, 2, 3, 4].flatMap((clone) =>
			tasks.map((task, index) =>
				itemOf(task.failing.toSpliced(index % 5, 0, task.passing)[clone] ?? '', clone + 1, task.name, { tests: task.tests }),
			),
		);
		const { best, rest } = await runEvaluator({ tests: '={{ $json.tests }}', sandboxOptions: { testTimeoutSeconds: 1 } }, items);
		expect(verdicts(best)).toMatchObject(tasks.map((task, index) => ({ clone: (index % 5) + 1, details: { run: { id: task.name } } })));
		expect(rest).toHaveLength(79 * 4);
	});
});

describe('Clone Evaluator with a judge', () => {
	it('has the model of its credential compare answers, and picks the better one', async () => {
		const double = await startVllmDouble({
			models: ['small', 'large'],
			answer: ({ messages }) => (/<answer-\w+ name="A">\nRight/.test(String(messages?.[1]?.content)) ? 'BETTER: A' : 'BETTER: B'),
		});
		try {
			const items = [itemOf('Wrong one.', 1), itemOf('Right one.', 2)];
			const run = await runInEngine(
				[
					{
						name: 'evaluator',
						type: new CloneEvaluator(),
						parameters: {
							output: 'bestAndRest',
							scoreBy: ['judge'],
							judgeModel: { __rl: true, mode: 'id', value: 'large' },
							rubric: 'Right is better.',
						},
					},
				],
				items,
				{ vllmApi: { url: double.baseUrl, apiKey: '' } },
			);
			const [best = [], rest = []] = run.outputsOf('evaluator');
			expect(best[0]?.json).toMatchObject({ text: 'Right one.', accepted: true, reason: 'Better in 1 of 1 comparisons' });
			expect(rest[0]?.json).toMatchObject({ text: 'Wrong one.', accepted: false });
			expect(double.requests.map(({ model, temperature }) => [model, temperature])).toEqual(Array(2).fill(['large', 0]));
			expect(JSON.stringify(double.requests[0]?.messages)).toContain('Right is better.');
		} finally {
			await double.close();
		}
	});
});

describe('Clone Evaluator with a judge on a server that takes no schema', () => {
	it('asks again without it, and reads the verdict from the end of the reply', async () => {
		const server = await startPickyServer(
			({ response_format: format }) =>
				format === undefined
					? undefined
					: { error: { error: { message: "Unsupported parameter: 'response_format'", type: 'invalid_request_error' } } },
			({ messages }) => {
				const isFirst = /<answer-\w+ name="A">\nRight/.test(JSON.stringify(messages).replaceAll('\\n', '\n').replaceAll('\\"', '"'));
				return { content: `${isFirst ? 'B' : 'A'} names the wrong one.\nBETTER: ${isFirst ? 'A' : 'B'}` };
			},
		);
		try {
			const run = await runInEngine(
				[
					{
						name: 'evaluator',
						type: new CloneEvaluator(),
						parameters: { scoreBy: ['judge'], judgeModel: { __rl: true, mode: 'id', value: server.model } },
					},
				],
				[itemOf('Wrong one.', 1), itemOf('Right one.', 2)],
				{ vllmApi: { url: server.baseUrl, apiKey: '' } },
			);
			expect(run.outputsOf('evaluator')[0]?.[0]?.json).toMatchObject({
				text: 'Right one.',
				accepted: true,
				details: { evaluation: { requests: server.requests.length, tokens: { unknown: 0 } } },
			});
			expect(server.requests[0]).toHaveProperty('response_format');
			expect(server.requests.at(-1)).not.toHaveProperty('response_format');
		} finally {
			await server.close();
		}
	});
});

describe('Clone Evaluator by Consensus', () => {
	const answers = ['It was founded in Oslo.', 'No idea.', 'Founded in Oslo, it was.'].map((text, index) => itemOf(text, index + 1));
	const run = async (parameters: IDataObject, credential: IDataObject | undefined) => {
		const evaluator = { name: 'evaluator', type: new CloneEvaluator(), parameters: { scoreBy: ['consensus'], ...parameters } };
		const ran = await runInEngine([evaluator], answers, credential === undefined ? {} : { vllmApi: credential });
		return { best: ran.outputsOf('evaluator')[0]?.[0]?.json, hints: ran.hintsOf('evaluator') };
	};

	it('compares by words where there is no server', async () => {
		const { best, hints } = await run({}, undefined);
		expect(best).toMatchObject({
			text: expect.stringContaining('ounded in Oslo'),
			reason: expect.stringContaining('by words'),
		});
		expect(hints).toEqual([expect.stringMatching(/^Clone \d won: \d+ % like the others, by words\.$/)]);
	});

	it('compares by meaning with the embedding model that the server lists', async () => {
		const double = await startVllmDouble({ models: ['small', 'bge-m3'], embed: (text) => (text.includes('Oslo') ? [1, 0] : [0, 1]) });
		try {
			const { best, hints } = await run({}, { url: double.baseUrl, apiKey: '' });
			expect(best).toMatchObject({ reason: '50 % like the others, by meaning' });
			expect(hints).toEqual([
				'Clone 1 won: 50 % like the others, by meaning. One other was accepted too. It is a tie: another answer did as well, and this clone comes first.',
			]);
		} finally {
			await double.close();
		}
	});

	it('asks the model that is named which answers say the same, and says what that took', async () => {
		const double = await startVllmDouble({ models: ['small', 'large'], answer: () => '{"groups": [[1, 3], [2]]}' });
		try {
			const comparingModel = { __rl: true, mode: 'id', value: 'large' };
			const { best } = await run({ compareBy: 'model', comparingModel }, { url: double.baseUrl, apiKey: '' });
			expect(best).toMatchObject({ reason: "2 of 3 say the same, by the model's word", details: { evaluation: { requests: 1 } } });
			expect(double.requests.map(({ model }) => model)).toEqual(['large']);
		} finally {
			await double.close();
		}
	});
});

describe('Clone Evaluator with drafted tests', () => {
	const items = [
		itemOf('function add(a, b) { return a - b }', 1),
		itemOf('function add(a, b) { return a - b; }', 2),
		itemOf('function add(a, b) { return a + b; }', 3),
		itemOf('const add = (a, b) => a + b', 4),
	];
	const parameters = { scoreBy: ['executionAgreement'], draftedTests: 5, draftingModel: { __rl: true, mode: 'id', value: 'large' } };

	it('has the model of its credential draft calls for a task that has none, and says what that cost', async () => {
		const double = await startVllmDouble({ models: ['small', 'large'], answer: () => 'add(2, 3) == 5\nadd(0, 0) == 0\nadd(-1, 1) == 0' });
		try {
			const run = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters }], items, {
				vllmApi: { url: double.baseUrl, apiKey: '' },
			});
			const [best = []] = run.outputsOf('evaluator');
			expect(best[0]?.json).toMatchObject({
				clone: 3,
				reason: expect.stringMatching(/^3 of 3 drafted tests passed; behaves like 1 of 3 others/),
				details: {
					evaluation: { requests: 1, tokens: { prompt: expect.any(Number), completion: expect.any(Number) }, scorers: [{ requests: 1 }] },
				},
			});
			expect(double.requests[0]?.model).toBe('large');
			expect(JSON.stringify(double.requests[0]?.messages)).toContain('Write 5 calls of it');
		} finally {
			await double.close();
		}
	});

	it('lets tests decide where an item brings some, and agreement alone where it brings none', async () => {
		const task = 'Write add, for example add(2, 3) returns 5.';
		const both = (tests: string) => items.map((item) => ({ ...item, tests, details: { run: { id: `run ${tests}`, task } } }));
		const { best } = await runEvaluator({ scoreBy: ['runTests', 'executionAgreement'], tests: '={{ $json.tests }}' }, [
			...both(''),
			...both('assert.equal(add(2, 3), -1)'),
		]);
		expect(
			best.map((item) => [item.json['clone'], (evaluationOf([item])['scorers'] as IDataObject[]).map(({ scorer }) => scorer)]),
		).toEqual([
			[3, ['executionAgreement']],
			[1, ['runTests', 'executionAgreement']],
		]);
	});

	it.each([
		['draft tests', parameters, 'Drafted Tests has no model to ask'],
		['judge', { scoreBy: ['judge'] }, 'Judge has no model to ask'],
		['score by a reward model', { scoreBy: ['rewardModel'], rewardModel: 'large' }, 'Reward Model has no server to ask'],
	])('says so where nobody can %s because the credential is missing', async (_, given, sentence) => {
		await expect(runEvaluator(given, items)).rejects.toThrow(sentence);
	});
});

describe('Clone Evaluator on saved candidates', () => {
	const items = [itemOf('I think 4', 1), itemOf('Surely 5.', 2), itemOf('5', 3)];

	it('replays them under another selector, and says how they were evaluated before and whether the same one is Best', async () => {
		const first = await runEvaluator({ scoreBy: ['vote'], answerForm: 'number' }, items);
		const saved = JSON.parse(JSON.stringify([...first.rest, ...first.best].map(({ json }) => json))) as IDataObject[];
		const second = await runEvaluator({ scoreBy: ['rules'], rules: { rule: [{ type: 'maximumLength', length: 1 }] } }, saved);
		expect(second.best[0]?.json).toMatchObject({
			clone: 3,
			details: { evaluation: { scorers: [{ scorer: 'rules' }], before: { scorers: ['vote'], best: 2, same: false } } },
		});
		const third = await runEvaluator({ scoreBy: ['vote'], answerForm: 'number' }, saved);
		expect(third.best[0]?.json['clone']).toBe(2);
		expect(evaluationOf(third.best)).toMatchObject({ before: { scorers: ['vote'], best: 2, same: true } });
	});

	it('tells apart that none was accepted before', async () => {
		const first = await runEvaluator({ scoreBy: ['rules'], rules: { rule: [{ type: 'contains', words: 'nothing has this' }] } }, items);
		const second = await runEvaluator(
			{ scoreBy: ['vote'], answerForm: 'number' },
			first.rest.map(({ json }) => json),
		);
		expect(evaluationOf(second.best)).toMatchObject({ before: { scorers: ['rules'], same: false } });
		expect(evaluationOf(second.best)).not.toHaveProperty('before.best');
	});

	it('says nothing of before where there was none', async () => {
		const { best } = await runEvaluator({ scoreBy: ['vote'], answerForm: 'number' }, items);
		expect(evaluationOf(best)).not.toHaveProperty('before');
	});
});

describe('Output of Clone Evaluator', () => {
	const items = [itemOf(wrong, 1, 'a'), itemOf(good, 2, 'a'), itemOf(good, 1, 'b'), itemOf(prose, 2, 'b'), itemOf(prose, 1, 'c')];
	const stray = { hello: 'world' };
	const run = async (output: string | undefined, onError?: NodeUnderTest['onError'], more: readonly IDataObject[] = []) => {
		const parameters = { scoreBy: ['runTests'], tests, ...(output === undefined ? {} : { output }) };
		const node = { name: 'evaluator', type: new CloneEvaluator(), parameters, ...(onError === undefined ? {} : { onError }) };
		return (await runInEngine([node], [...items, ...more])).outputsOf('evaluator').map((each) => each.map(({ pairedItem }) => pairedItem));
	};
	const paired = (...indexes: number[]) => indexes.map((item) => ({ item }));

	it.each([
		[undefined, [paired(1, 0, 2, 3, 4)]],
		['', [paired(1, 0, 2, 3, 4)]],
		['all', [paired(1, 0, 2, 3, 4)]],
		['best', [paired(1, 2)]],
		['bestAndRest', [paired(1, 2), paired(0, 3, 4)]],
	])('%s gives one output or two, run after run, the best first', async (output, expected) => {
		expect(await run(output)).toEqual(expected);
	});

	it.each(['zap', '={{ "best" }}'])('is refused with its choices where it is none of them: %s', async (output) => {
		await expect(run(output)).rejects.toMatchObject({
			message: expect.stringMatching(/^Output cannot be .*All, Ranked \(all\).*Best and Rest \(bestAndRest\)/),
		});
	});

	it.each([
		['all', [paired(1, 0, 2, 3, 4, 5)]],
		['best', [paired(1, 2, 5)]],
		['bestAndRest', [paired(1, 2), paired(0, 3, 4, 5)]],
	])('%s gives what could not be evaluated last where On Error continues', async (output, expected) => {
		expect(await run(output, 'continueRegularOutput', [stray])).toEqual(expected);
	});

	it.each([
		['all', 1],
		['best', 1],
		['bestAndRest', 2],
	])('%s leaves the error output behind its own', async (output, place) => {
		const outputs = await run(output, 'continueErrorOutput', [stray]);
		expect(outputs).toHaveLength(place + 1);
		expect(outputs[place]).toEqual(paired(5));
	});
});

describe('Clone Evaluator with Score By left as it is', () => {
	const js = (body: string) => '```js\nfunction add(a, b) { ' + body + ' }\n```';
	const task = 'Write add(a, b), for example add(2, 3) returns 5.';
	const asked = (text: string, clone: number, more: IDataObject = {}) =>
		itemOf(text, clone, 'run-1', { details: { run: { id: 'run-1', task, clones: 3 } }, ...more });
	const run = async (items: readonly IDataObject[], parameters: IDataObject = {}) => {
		const ran = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters }], items);
		const [all = []] = ran.outputsOf('evaluator');
		const [first] = all.map(({ json }) => json);
		return { first, because: evaluationOf(all)['chosenBecause'] };
	};

	it('runs tests where some are given', async () => {
		const { first, because } = await run([asked(js('return a - b'), 1), asked(js('return a + b'), 2)], { tests });
		expect(first).toMatchObject({ clone: 2, accepted: true, details: { verdicts: [{ scorer: 'runTests' }] } });
		expect(because).toBe('Automatic chose Run Tests: tests are given');
	});

	it.each([
		['JavaScript', [js('return a - b'), js('return a + b'), js('return b + a')]],
		['TypeScript', ['a - b', 'a + b', 'b + a'].map((sum) => '```ts\nconst add = (a: number, b: number): number => ' + sum + '\n```')],
		['bare', ['a - b', 'a + b', 'b + a'].map((sum) => `function add(a, b) { return ${sum}; }`)],
	])('runs code without tests and takes what behaves alike: %s', async (_, texts) => {
		const { first, because } = await run(texts.map((text, index) => asked(text, index + 1)));
		expect(first).toMatchObject({ clone: 2, accepted: true });
		expect(because).toBe('Automatic chose Execution Agreement: no tests are given, 3 of 3 answers hold code');
	});

	it('takes consensus for code that it has nothing to run on, and says why', async () => {
		const { first, because } = await run([1, 2, 3].map((clone) => itemOf(js(`return a + b; // ${clone}`), clone)));
		expect(first).toMatchObject({ accepted: true, details: { verdicts: [{ scorer: 'consensus' }] } });
		expect(because).toMatch(/^Automatic chose Consensus: no tests are given, 3 of 3 answers hold code, Execution Agreement has no opinion/);
	});

	it('votes on JSON answers as a whole, and takes consensus where no two agree', async () => {
		const json = (data: IDataObject, clone: number) => asked(JSON.stringify(data), clone, { data });
		const { first, because } = await run([json({ a: 1, b: 2 }, 1), json({ a: 3, b: 2 }, 2), json({ b: 2, a: 3 }, 3)]);
		expect(first).toMatchObject({ clone: 2, score: 0.67, accepted: true });
		expect(because).toBe('Automatic chose Vote: no tests are given, 3 of 3 answers are JSON');
		const differ = await run([json({ a: 1 }, 1), json({ a: 2 }, 2)]);
		expect(differ.because).toMatch(/^Automatic chose Consensus: .*no two of them agree in every field$/);
	});

	it.each([
		['bare', '{"a":1,"b":2}', '{"a":3,"b":2}', '{"b":2,"a":3}'],
		['in a fence', '```json\n{"a":1}\n```', '```json\n{"a":3}\n```', '{"a":3}'],
		['not to the letter', "{'a': 1}", "{'a': 3,}", '{"a":3}'],
		['lists', '[1, 2]', '[3, 2]', '[3,2]'],
	])('votes on JSON that came as text: %s', async (_, ...texts) => {
		const { first, because } = await run(texts.map((text, index) => asked(text, index + 1)));
		expect(first).toMatchObject({ clone: 2, score: 0.67, accepted: true });
		expect(because).toBe('Automatic chose Vote: no tests are given, 3 of 3 answers are JSON');
	});

	it.each([
		['JSON within prose', 'Put {"a":1} into the file and start it again.'],
		['citations', '[1] says Oslo, and so does [2]'],
		['a number', '42'],
		['braces around words', '{so they say}'],
	])('takes consensus for what is no JSON as a whole: %s', async (_, text) => {
		const { because } = await run([1, 2, 3].map((clone) => asked(text, clone)));
		expect(because).toBe('Automatic chose Consensus: no tests are given, the answers are text');
	});

	it('takes consensus for sentences, also where a minority shows code', async () => {
		const { first, because } = await run([asked('It is in Oslo.', 1), asked('Oslo, it is in.', 2), asked(js('return 1'), 3)]);
		expect(first).toMatchObject({ accepted: true, details: { verdicts: [{ scorer: 'consensus' }] } });
		expect(because).toBe('Automatic chose Consensus: no tests are given, the answers are text');
	});

	it('yields to whatever is chosen besides', async () => {
		const { first, because } = await run([asked('5', 1), asked('6', 2), asked('6', 3)], { scoreBy: ['automatic', 'vote'] });
		expect(first).toMatchObject({ clone: 2, details: { verdicts: [{ scorer: 'vote' }] } });
		expect(because).toBeUndefined();
	});
});

describe('the hint of Clone Evaluator', () => {
	const hintsOf = async (parameters: IDataObject, items: readonly IDataObject[]) =>
		(await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters }], items)).hintsOf('evaluator');

	it('says who won, why, and how many others were accepted', async () => {
		const items = [itemOf(wrong, 1), itemOf(good, 2), itemOf(`${good} `, 3), itemOf(`${good}  `, 4)];
		expect(await hintsOf({ tests }, items)).toEqual([
			'Clone 2 won: 2 of 2 tests. Two others passed. A random pick would have been right in 75 %, this pick passed.',
		]);
		expect(await hintsOf({ scoreBy: ['vote'], answerForm: 'number' }, [itemOf('5', 1), itemOf('6', 2), itemOf('6', 3)])).toEqual([
			'Clone 2 won: 2 of 3 gave this answer: 6. One other was accepted too. If this pick is right, a random one would have been right in 67 %.',
		]);
	});

	it.each([
		['all', 'None of 2 candidates was accepted. Best ranked: 1 of 2 gave this answer: 5; no two agree.'],
		['best', 'None of 2 candidates was accepted, so Best Only gives nothing. Best ranked: 1 of 2 gave this answer: 5; no two agree.'],
	])('says why none was accepted: %s', async (output, hint) => {
		const items = [itemOf('5', 1), itemOf('6', 2)];
		expect(await hintsOf({ output, scoreBy: ['vote'], answerForm: 'number' }, items)).toEqual([hint]);
	});

	it('is one line for many runs', async () => {
		const items = Array.from({ length: 40 }, (_, index) => itemOf('5', 1, `run-${index}`));
		expect(await hintsOf({ scoreBy: ['vote'], answerForm: 'number' }, items)).toEqual(['Each of the 40 runs has a winner.']);
	});

	it('shows what an answer has in angle brackets', async () => {
		expect(await hintsOf({ scoreBy: ['vote'] }, [itemOf('<b>5</b>', 1), itemOf('<b>5</b>', 2)])).toEqual([
			'Clone 1 won: 2 of 2 gave this answer: &lt;b&gt;5&lt;/b&gt;. One other was accepted too.',
		]);
	});

	it.each([
		[['cut', 'cut'], /^All 2 answers were cut before the end, by a deadline or a broken connection/],
		[['length', 'length'], /^All 2 answers were cut by Max Tokens/],
		[['length', 'cut'], /^All 2 answers were cut: 1 by a deadline or a broken connection, 1 by Max Tokens/],
	])('says so where all answers were cut: %j', async (reasons, sentence) => {
		const items = reasons.map((finishReason, index) => {
			const item = itemOf('Half', index + 1);
			return { ...item, details: { ...(item['details'] as IDataObject), finishReason } };
		});
		expect(await hintsOf({ scoreBy: ['consensus'] }, items)).toContainEqual(expect.stringMatching(sentence));
	});
});

describe('Clone Evaluator on items of other nodes', () => {
	it('ranks the answers of an agent, paired with its items, and keeps their own fields', async () => {
		const items = ['Oslo', 'Bergen', 'Oslo'].map((output, id) => ({ output, id }));
		const ran = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters: { scoreBy: ['vote'] } }], items);
		expect(
			ran.outputsOf('evaluator')[0]?.map(({ json, pairedItem }) => [json['clone'], json['text'], json['rank'], json['id'], pairedItem]),
		).toEqual([
			[1, 'Oslo', 1, 0, { item: 0 }],
			[3, 'Oslo', 2, 2, { item: 2 }],
			[2, 'Bergen', 3, 1, { item: 1 }],
		]);
	});

	it('reads the named field of rows, a run for each value of another', async () => {
		const rows = [
			{ Question: 'A', Reply: '1' },
			{ Question: 'B', Reply: '2' },
			{ Question: 'A', Reply: '1' },
		];
		const parameters = { output: 'best', scoreBy: ['vote'], options: { answerFromField: 'Reply', groupBy: 'Question' } };
		const ran = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters }], rows);
		expect(ran.outputsOf('evaluator')[0]?.map(({ json }) => [json['Question'], json['text']])).toEqual([
			['A', '1'],
			['B', '2'],
		]);
	});

	it('ranks those that have an answer where others have none, and warns of those', async () => {
		const items = [{ output: 'Oslo' }, { output: null }, { output: 'Oslo' }];
		const ran = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters: { scoreBy: ['vote'] } }], items);
		expect(ran.outputsOf('evaluator')[0]?.map(({ json, pairedItem }) => [json['text'], pairedItem])).toEqual([
			['Oslo', { item: 0 }],
			['Oslo', { item: 2 }],
		]);
		expect(ran.warningsOf('evaluator')).toContain(
			'1 item has no answer and cannot be a candidate. Item 2: It has nothing in its field "output"',
		);
	});

	it('says which field was looked for, and which are there', async () => {
		const ran = await runInEngine([{ name: 'evaluator', type: new CloneEvaluator(), parameters: {} }], [{ Name: 'x' }]);
		expect(() => ran.outputsOf('evaluator')).toThrow(/it has no answer: none of text, output.*It has Name/);
	});
});
