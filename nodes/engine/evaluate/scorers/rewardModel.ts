import { InvalidInputError, isEngineError, tellInFull } from '../../errors';
import { defineScorer, unscored, type Assessment, type Opinion, type Scorer } from './scorer';
import type { ScorerTools } from './tools';

export interface RewardModelSettings {
	/** Name of the reward or reranking model on the server. */
	readonly model: string;
}

export const rewardModel = defineScorer({
	id: 'rewardModel',
	label: 'Reward Model',
	description: 'A reward or reranking model on your server scores each answer',
	by: 'reward',
	looksAt: 'answer',
	uses: { modelServer: true },
	fields: {
		rewardModel: {
			kind: 'model',
			use: 'reranking',
			label: 'Reward Model',
			description: 'Scoring model on the server, called at /v1/rerank, or else at /v1/score',
		},
	},
	options: {},
	read: (values): RewardModelSettings => ({ model: values.rewardModel }),
	create: createRewardModel,
});

/**
 * Scores all candidates with one call of a reward or reranking model, and accepts the best, and who is as good.
 *
 * What the model says is a probability on some servers and a bare number on others: where any lies outside of 0 to 1, all go through the logistic function, which keeps their order. A model that is down leaves all unscored, and
 * the remark says why.
 *
 * @throws InvalidInputError when no model is named.
 */
function createRewardModel({ model }: RewardModelSettings, { rank }: Pick<ScorerTools, 'rank'>): Scorer {
	const name = model.trim();
	if (name === '')
		throw new InvalidInputError(
			'No reward model is named',
			'Enter the name of a model that the server serves for scoring (vLLM: --task score).',
			'Reward Model',
		);
	return {
		id: 'rewardModel',
		label: 'Reward Model',
		assess: async (candidates, signal): Promise<Assessment> => {
			if (rank === undefined)
				throw new InvalidInputError('Reward Model has no server to ask', 'Choose the vLLM API credential of this node.', 'Score By');
			const asked = candidates.filter(({ text }) => text.trim() !== '');
			if (asked.length === 0) return { opinions: candidates.map(() => unscored('There is no text to score')), remarks: [] };
			try {
				const values = await rank(
					name,
					asked[0]?.run.task ?? '',
					asked.map(({ text }) => text),
					signal,
				);
				const scores = new Map(asked.map((candidate, place) => [candidate, values[place]]));
				const isProbability = values.every((value) => value >= 0 && value <= 1);
				const best = Math.max(...values.filter((value) => Number.isFinite(value)));
				return { opinions: candidates.map((candidate) => opinionOf(scores.get(candidate), isProbability, best)), remarks: [] };
			} catch (error) {
				if (!isEngineError(error)) throw error;
				return { opinions: candidates.map(() => unscored(error.message)), remarks: [tellInFull(error)] };
			}
		},
	};
}

function opinionOf(value: number | undefined, isProbability: boolean, best: number): Opinion {
	if (value === undefined) return unscored('There is no text to score');
	if (!Number.isFinite(value)) return unscored('The reward model gave no number');
	const score = isProbability ? value : 1 / (1 + Math.exp(-value));
	return {
		score: { kind: 'scored', value: score, reason: `The reward model gives ${Number(value.toPrecision(4))}`, details: { value } },
		accepted: value === best,
	};
}
