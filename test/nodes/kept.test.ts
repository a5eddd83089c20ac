import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { candidateOf } from '../engine/evaluate/candidateOf';
import { collectGarbage } from '../support/collectGarbage';
import { runInEngine, type NodeUnderTest } from '../support/runInEngine';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';
import { inGroups } from '../support/inGroups';

let double: VllmDouble;
const folder = mkdtempSync(join(tmpdir(), 'kept-'));
beforeAll(async () => (double = await startVllmDouble({ answer: () => 'A and B say the same.' })));
afterAll(async () => {
	await double.close();
	rmSync(folder, { recursive: true, force: true });
});

const RUNS = 1000;
const AT_ONCE = 20;

const named = { __rl: true, mode: 'id', value: 'double-1b' };
const candidates = (run: number, ...texts: readonly string[]) =>
	texts.map((text, index) =>
		candidateOf(text, index + 1, { run: { id: `run-${run}`, task: 'Write add(a, b)', clone: index + 1, clones: texts.length } }),
	) as unknown as IDataObject[];
const pick = <Value>(run: number, ...values: readonly [Value, ...Value[]]): Value => values[run % values.length] ?? values[0];

/** What a node is given in one of many runs: another way of working each time. */
const runs: Readonly<Record<string, (run: number) => readonly [NodeUnderTest, readonly IDataObject[]]>> = {
	'Shadow Clone Fan-Out': (run) => {
		const options = pick<IDataObject>(
			run,
			{},
			{ clonesAtOnce: 2 },
			{ deadlineSeconds: 60 },
			{ stopWhen: { rule: { when: 'enough', answers: 1 } } },
			{
				cacheAnswers: { settings: { file: join(folder, 'memory.sqlite') } },
			},
		);
		const parameters = {
			task: `Task ${run}`,
			clones: 3,
			model: named,
			...inGroups(new ShadowCloneFanOut(), { maxTokens: 64, ...options }),
		};
		return [{ name: 'node', type: new ShadowCloneFanOut(), parameters }, [{}]];
	},
	'Clone Evaluator': (run) => {
		const code = ['function add(a, b) { return a + b; }', 'function add(a, b) { return a - b; }'];
		const parameters = pick<IDataObject>(
			run,
			{ scoreBy: ['vote'], voteOn: 'text' },
			{ scoreBy: ['judge'], judgeModel: named },
			{ scoreBy: ['runTests'], tests: `assert.equal(add(2, ${run}), ${run + 2})` },
			{ scoreBy: ['executionAgreement'] },
		);
		return [{ name: 'node', type: new CloneEvaluator(), parameters }, candidates(run, ...code)];
	},
	Synthesizer: (run) => {
		const parameters = {
			method: pick(run, 'merge', 'improveBest'),
			model: named,
			options: run % 3 === 0 ? { neverWorseThanBest: true } : {},
		};
		return [{ name: 'node', type: new Synthesizer(), parameters }, candidates(run, `The answer is A${run}.`, `The answer is B${run}.`)];
	},
	'Memory Gateway': (run) => {
		const place = { namespace: 'kept', options: { file: join(folder, 'memory.sqlite') } };
		const parameters = pick<IDataObject>(
			run,
			{ resource: 'memory', operation: 'remember', text: `Fact number ${run}`, trust: 'user' },
			{ resource: 'memory', operation: 'recall', query: 'fact number', limit: 3 },
			{ resource: 'answerCache', operation: 'save', question: `What is ${run}?`, answer: 'A number.' },
			{ resource: 'decision', operation: 'claim', decision: `decision ${run}`, holder: 'h', value: 'v' },
			{ resource: 'memory', operation: 'getMany', limit: 2 },
		);
		return [{ name: 'node', type: new MemoryGateway(), parameters: { ...place, ...parameters } }, [{}]];
	},
};

it.each(Object.entries(runs))(
	'%s keeps nothing of a run that has ended: of 1,000 none can be reached any more',
	async (_, prepare) => {
		const ended: Array<WeakRef<object>> = [];
		const runOne = async (number: number) => {
			const [node, items] = prepare(number);
			// Every other run asks a pool.
			const twice = { values: [{ url: double.baseUrl.replace('127.0.0.1', 'localhost') }] };
			const credentials = { vllmApi: { url: double.baseUrl, apiKey: '', ...(number % 2 === 0 ? {} : { moreServers: twice }) } };
			const ran = await runInEngine([node], items, credentials, undefined, {}, `workflow ${number % 7}`);
			const made = ran.outputsOf('node').flat();
			// The first to recall may come before there is a memory.
			if (made.length === 0 && number >= AT_ONCE) throw new Error(`Run ${number} made no item`);
			for (const { json } of made) ended.push(new WeakRef(json));
			ended.push(new WeakRef(ran.run));
		};
		for (let number = 0; number < RUNS; number += AT_ONCE)
			await Promise.all(Array.from({ length: AT_ONCE }, async (_, index) => await runOne(number + index)));
		await collectGarbage();
		expect(ended.length).toBeGreaterThanOrEqual(2 * RUNS);
		expect(ended.filter((each) => each.deref() !== undefined).length).toBe(0);
	},
	180_000,
);
