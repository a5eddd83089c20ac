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
	description: 'A model compares the answers in pairs, in both orders. Opinions that flip with the order do not count.',
	by: 'judge',
	looksAt: 'answer',
	acceptsOne: true,
	uses: { modelServer: true },
	fields: {
		judgeModel: {
			kind: 'model',
			use: 'chat',
			label: 'Judge Model',
			description:
				'The model that compares, ideally larger than the models that answered. Leave empty to use the first chat model on the server. A connected Chat Model replaces it.',
		},
		rubric: {
			kind: 'text',
			label: 'Rubric',
			rows: 3,
			placeholder: 'e.g. The more polite answer is better',
			description: 'What makes an answer better. Leave empty to prefer correct answers, then complete ones.',
		},
	},
	options: {
		moreJudges: {
			kind: 'text',
			label: 'More Judges',
			placeholder: 'e.g. Qwen/Qwen3-32B, mistralai/Mistral-Small',
			description: 'More models on the server that judge together with Judge Model, separated by commas',
		},
		mostJudgeCalls: {
			kind: 'number',
			label: 'Max Judge Calls',
			default: 60,
			least: 2,
			decimals: 0,
			description:
				'Max number of judge calls for one run. Each pair of answers takes two calls per judge. If there are too few calls for all pairs, the answers meet in a knockout.',
		},
		probeSet: {
			kind: 'json',
			holds: 'list',
			label: 'Probe Set',
			default: '[]',
			placeholder: 'e.g. [{ "task": "…", "better": "…", "worse": "…" }]',
			description:
				'Pairs of answers where you know which one is better. Judges are tried on them first and weighed by the result. A judge that is no better than chance is ignored. Forty pairs are a good number.',
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
			`Max Judge Calls is ${mostCalls}, and a pair takes ${least}`,
			'Give a whole number, for example 60.',
			'Max Judge Calls',
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
				return await tally.count(async (watch) => await ask({ ...question, watch, ...(jsonSchema && { jsonSchema }) }, signal));
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
