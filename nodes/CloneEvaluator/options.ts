import type { INodeProperties } from 'n8n-workflow';
import type { FieldSet } from '../engine/evaluate/scorers';
import { candidateSourceFields } from '../shared/candidateSource';
import { keepReceiptsOption } from '../shared/keepReceiptsOption';
import { automaticId, idsOf, optionsOfScorers } from './scorerFields';
import { isOfSandbox } from './sandboxOptions';
import { toProperties } from './toProperties';

/** With one scorer there is nothing to combine. n8n's condition by pattern could tell Automatic beside it, too, but fails on a busy machine, as n8n gives it little time. */
const scoredByOne = {
	'/scoreBy': idsOf(({ id }) => id !== automaticId).map((id) => ({ _cnd: { eq: id } })),
};

/** How the scores of several scorers add up. */
export const combinationOptions = {
	combine: {
		kind: 'choice',
		label: 'Combine Scores',
		default: 'first',
		description: 'How to combine the scores if Score By has several',
		choices: [
			{ value: 'weights', label: 'By Weights', description: 'Weighted mean of the scores, without scorers that have no opinion' },
			{ value: 'first', label: 'First Decides', description: 'The first score decides, the next only breaks ties' },
		],
		hiddenWhen: scoredByOne,
	},
	minimumScore: {
		kind: 'number',
		label: 'Minimum Combined Score',
		default: 0.5,
		least: 0,
		most: 1,
		decimals: 3,
		description: 'Lowest combined score to accept, from 0 to 1. If not set, every scorer with an opinion must accept.',
		shownWhen: { combine: ['weights'] },
		hiddenWhen: scoredByOne,
	},
	weights: {
		kind: 'value',
		label: 'Weights',
		placeholder: 'e.g. 2, 1',
		description: 'One number for each choice in Score By, in the same order',
		shownWhen: { combine: ['weights'] },
		hiddenWhen: scoredByOne,
	},
} as const satisfies FieldSet;

/** What most evaluations can leave alone, but for the sandbox, in alphabetical order. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		...candidateSourceFields,
		keepReceiptsOption,
		...optionsOfScorers().filter((option) => !isOfSandbox(option)),
		...toProperties(combinationOptions, { '/scoreBy': idsOf(({ id }) => id !== automaticId) }),
	].sort((left, right) => left.displayName.localeCompare(right.displayName)),
};
