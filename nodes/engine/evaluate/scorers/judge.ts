import { checkInput, z } from '../../checkInput';
import { InvalidInputError } from '../../errors';
import { createFence } from '../../prompts/fence';
import { CallTally } from '../callTally';
import { Judging, type JudgeSettings } from '../comparing/Judging';
import { defineScorer, type Scorer } from './scorer';
import { drawMarker as drawAny, type ScorerTools } from './tools';

const MAX_TOKENS = 512;
const probeSchema = z.array(z.object({ task: z.string(), better: z.string(), worse: z.string() }));

export const judge = defineScorer({
	id: 'judge',
	label: 'Judge',
	description: 'A model compares the answers in pairs, in both orders; an opinion that flips with the order is none',
	by: 'judge',
	looksAt: 'answer',
	uses: { modelServer: true },
	fields: {
		judgeModel: {
			kind: 'model',
			use: 'chat',
			label: 'Judge Model',
			description:
				'The model that compares, better a larger one than those that answered; left empty, the first chat model that the server lists; a connected Chat Model takes its place',
		},
		rubric: {
			kind: 'text',
			label: 'Rubric',
			rows: 3,
			placeholder: 'e.g. The more polite answer is better',
			description: 'What makes an answer better; left empty, more correct first, then more complete',
		},
	},
	options: {
		moreJudges: {
			kind: 'text',
			label: 'More Judges',
			placeholder: 'e.g. Qwen/Qwen3-32B, mistralai/Mistral-Small',
			description: 'Other models of the server that judge beside Judge Model, separated by commas; they decide together',
		},
		mostJudgeCalls: {
			kind: 'number',
			label: 'Most Judge Calls',
			default: 60,
			least: 2,
			decimals: 0,
			description:
				'Most calls of the judge for one run; each pair of answers takes two of each judge. With fewer than all pairs take, answers meet in a knockout.',
		},
		probeSet: {
			kind: 'json',
			holds: 'list',
			label: 'Probe Set',
			default: '[]',
			placeholder: 'e.g. [{ "task": "…", "better": "…", "worse": "…" }]',
			description:
				'Pairs of answers of which you know the better one. Judges are tried on them first and weighed by it; a judge that is no better than chance is not listened to. Forty pairs say much.',
		},
	},
	read: (values): JudgeSettings => ({
		rubric: values.rubric,
		mostCalls: values.mostJudgeCalls,
		models: [values.judgeModel, ...namesIn(values.moreJudges)],
		probe: checkInput(probeSchema, values.probeSet, 'Probe Set'),
	}),
	create: createJudge,
});

/**
 * Scores candidates by how often a model finds them the better of two, each pair shown in both orders.
 *
 * An opinion that flips with the order is none. Every candidate meets every other one where the budget allows, else they meet in rounds, the winner goes on, and what does not fit into the budget is unscored. Candidates that say the
 * same count as one. Accepted is the best, and who is as good. Of a lone candidate there is no opinion. Several judges decide together, each by the weight that a probe gave it; a lone one that the probe finds no better than chance is not listened to. After FairEval (Wang et al., 2023) and the knockout of Chen et al. (2024).
 *
 * @throws InvalidInputError when the budget is too small for one pair.
 */
function createJudge(settings: JudgeSettings, { ask, drawMarker = drawAny }: Pick<ScorerTools, 'ask' | 'drawMarker'>): Scorer {
	const { mostCalls, models } = settings;
	const least = 2 * models.length;
	if (!(Number.isInteger(mostCalls) && mostCalls >= least))
		throw new InvalidInputError(
			`Most Judge Calls is ${mostCalls}, and a pair takes ${least}`,
			'Give a whole number, for example 60.',
			'Most Judge Calls',
		);
	return {
		id: 'judge',
		label: 'Judge',
		assess: async (candidates, signal) => {
			if (ask === undefined)
				throw new InvalidInputError(
					'Judge has no model to ask',
					'Connect a Chat Model, or choose the vLLM API credential of this node.',
					'Score By',
				);
			const tally = new CallTally();
			const judging = new Judging(candidates, settings, createFence(drawMarker()), async (judge, messages, jsonSchema) => {
				const question = { model: models[judge] ?? '', field: 'Judge Model', messages, maxTokens: MAX_TOKENS };
				return await tally.count(async () => await ask({ ...question, ...(jsonSchema && { jsonSchema }) }, signal));
			});
			return { ...(await judging.finish()), ...tally.asked };
		},
	};
}

function namesIn(list: string): readonly string[] {
	return list
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}
