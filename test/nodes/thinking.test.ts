import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { approaches } from '../../nodes/engine/fanout/approaches';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';
import { runInEngine } from '../support/runInEngine';
import { gemini } from '../support/servers/kinds/gemini.ts';
import { harmony } from '../support/servers/kinds/harmony.ts';
import { mistral } from '../support/servers/kinds/mistral.ts';
import { ollama } from '../support/servers/kinds/ollama.ts';
import { tgi } from '../support/servers/kinds/tgi.ts';
import { vllmPlain } from '../support/servers/kinds/vllmPlain.ts';
import { vllmThinking } from '../support/servers/kinds/vllmThinking.ts';
import type { ChatBody, ModelReply, ServerKind } from '../support/servers/serverKind.ts';
import { startServer } from '../support/servers/startServer.ts';
import { inGroups } from '../support/inGroups';

/** What a team of clones is asked, what each of them says, and how one of them is chosen. */
interface Team {
	readonly answers: readonly string[];
	readonly fanOut?: IDataObject;
	readonly options?: IDataObject;
	readonly evaluator: IDataObject;
	/** What the best answer has in it. */
	readonly best: string;
}

const modelOf = (kind: ServerKind) => ({ __rl: true, mode: 'id', value: kind.model });
const add = (body: string) => `\`\`\`js\nfunction add(a, b) { ${body} }\n\`\`\``;

const teams: Readonly<Record<string, Team>> = {
	Vote: {
		answers: ['It is 14.', 'There are 14.', 'So 14', 'It is 13.', '13 marbles'],
		evaluator: { scoreBy: ['vote'], answerForm: 'number' },
		best: '14',
	},
	'Clones Agree': {
		answers: Array.from({ length: 5 }, () => 'The answer is 14.'),
		options: { stopWhen: { rule: { when: 'agree', agreeOn: 'number' } } },
		evaluator: { scoreBy: ['vote'], answerForm: 'number' },
		best: '14',
	},
	'Run Tests': {
		answers: [add('return a - b'), add('return a * b'), add('return a + b'), add('return b + a'), add('return 5')],
		evaluator: { scoreBy: ['runTests'], tests: 'assert.equal(add(2, 3), 5);\nassert.equal(add(0, 1), 1);' },
		best: 'a + b',
	},
	JSON: {
		answers: ['{"answer": 14}', '{"answer": 13}', '{"answer": 14}', '{ "answer": 14 }', '{"answer": 12}'],
		fanOut: { answerFormat: 'json' },
		evaluator: { scoreBy: ['vote'], answerForm: 'field', answerField: 'answer' },
		best: '14',
	},
	Judge: {
		answers: ['Short.', 'Somewhat longer.', 'The longest of all the answers.', 'Tiny', 'A middling answer.'],
		evaluator: { scoreBy: ['judge'] },
		best: 'The longest of all',
	},
};

/** What a model might think on the way: everything in it would spoil a vote, a test, a form or a verdict. */
const thinkingOf = (clone: number) =>
	`Maybe ${clone + 30}? Perhaps { "answer": 99 }, or\n${add('return 99')}\nBETTER: ${clone % 2 === 0 ? 'A' : 'B'}\nNo, think again.`;

/** Answers each clone by its approach, a judge by the length of what it sees, and a merge with one sentence. */
function createModel({ answers }: Team, thinks: boolean): (body: ChatBody) => ModelReply {
	const say = (text: string, clone: number): ModelReply => ({ text, ...(thinks ? { thinking: thinkingOf(clone) } : {}) });
	return ({ messages = [], ...body }) => {
		// The lone call that measures the pace is over before the thought is.
		if (thinks && Number(body['max_tokens']) < 64) return { thinking: thinkingOf(0), cutWhileThinking: true };
		const asked = JSON.stringify(messages);
		const shown = [
			...messages
				.map(({ content }) => String(content))
				.join('\n')
				.matchAll(/name="([AB])">\n([\s\S]*?)\n<\/answer/g),
		];
		if (shown.length === 2) return say(`BETTER: ${shown[0]![2]!.length >= shown[1]![2]!.length ? 'A' : 'B'}`, shown[0]![2]!.length);
		if (asked.includes('Fuse these candidates')) return say('One answer out of all.', 7);
		const clone = Math.max(
			0,
			approaches.findIndex(({ instruction }) => instruction !== '' && asked.includes(instruction)),
		);
		return say(answers[clone % answers.length]!, clone);
	};
}

async function run(kind: ServerKind, team: Team, thinks: boolean, keepCutAnswers: boolean) {
	const server = await startServer(kind, { answer: createModel(team, thinks) });
	const options = inGroups(new ShadowCloneFanOut(), { seed: 7, maxTokens: 500, measurePace: true, keepCutAnswers, ...team.options });
	const model = modelOf(kind);
	try {
		const ran = await runInEngine(
			[
				{
					name: 'clones',
					type: new ShadowCloneFanOut(),
					parameters: { task: 'How many?', clones: 5, differBy: 'approach', model, ...team.fanOut, ...options },
					outputs: [['evaluator']],
				},
				{
					name: 'evaluator',
					type: new CloneEvaluator(),
					parameters: { judgeModel: model, ...team.evaluator },
					outputs: [['synthesizer'], ['synthesizer']],
				},
				{ name: 'synthesizer', type: new Synthesizer(), parameters: { method: 'merge', model } },
			],
			[{}],
			{ vllmApi: { url: server.baseUrl, apiKey: '' } },
		);
		return {
			clones: ran.outputsOf('clones')[0]!.map(({ json }) => json),
			evaluated: ran
				.outputsOf('evaluator')
				.flat()
				.map(({ json }) => json),
			merged: ran
				.outputsOf('synthesizer')
				.flat()
				.map(({ json }) => json),
		};
	} finally {
		await server.close();
	}
}

/** What counts of the items: not what they cost, nor which run it was, nor what was thought. */
const WANTED = ['text', 'data', 'approach', 'rank', 'accepted', 'score', 'reason', 'code', 'outcome', 'usedClones'];

function whatCounts(items: readonly IDataObject[]): IDataObject[] {
	return items.map((json) => {
		const all = { ...(json['details'] as IDataObject | undefined), ...json };
		return Object.fromEntries<IDataObject[string]>(WANTED.filter((name) => name in all).map((name) => [name, all[name]]));
	});
}

const kinds: readonly ServerKind[] = [vllmThinking, ollama, vllmPlain, tgi, mistral, gemini, harmony];

describe.each(Object.entries(teams))('five clones of a thinking model: %s', (name, team) => {
	it.each(kinds.flatMap((kind) => [false, true].map((stream) => [kind.name, stream, kind] as const)))(
		'gives what the same answers without thinking give (%s, streamed: %s)',
		async (_, stream, kind) => {
			const [thinking, plain] = [await run(kind, team, true, stream), await run(kind, team, false, stream)];
			// Who is still asked when the others agree is chance, and so is which of equal answers is counted.
			const countable =
				name === 'Clones Agree' ? (items: readonly IDataObject[]) => whatCounts(items.slice(0, 1)).map(({ text }) => text) : whatCounts;
			expect(countable(thinking.clones)).toEqual(countable(plain.clones));
			expect(countable(thinking.evaluated)).toEqual(countable(plain.evaluated));
			expect(whatCounts(thinking.merged)[0]?.['text']).toBe(whatCounts(plain.merged)[0]?.['text']);
			expect(JSON.stringify(whatCounts([...thinking.clones, ...thinking.evaluated]))).not.toContain('think again');
			expect(JSON.stringify(thinking.clones)).toContain('think again');
			expect(thinking.evaluated[0]?.['text']).toContain(team.best);
			// Two clones that agree are enough to stop.
			expect(plain.clones.length).toBeGreaterThan(1);
		},
	);
});
