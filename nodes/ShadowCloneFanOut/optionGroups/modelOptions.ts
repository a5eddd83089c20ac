import type { INodeProperties } from 'n8n-workflow';
import { reasoningEffortOption } from '../../shared/reasoningEffortOption';
import { thinking } from '../thinking';

/** How the model answers. */
export const modelOptions: INodeProperties = {
	displayName: 'Model Options',
	name: 'modelOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Max Tokens',
			name: 'maxTokens',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1024,
			description: 'Max number of tokens in an answer. Without this option, the server decides.',
		},
		reasoningEffortOption('medium'),
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { numberPrecision: 0 },
			default: 1,
			description: 'Seed of the first clone. The others count up from it.',
		},
		{
			displayName: 'Temperature',
			name: 'temperature',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 2 },
			default: 0.7,
			description:
				'Randomness of the answers, from 0 (always the most likely word) to 2. The middle of the spread if clones differ by Sampling.',
		},
		{
			displayName: 'Temperature Spread',
			name: 'temperatureSpread',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.3,
			description: 'How far the lowest and the highest temperature are from Temperature',
			displayOptions: { show: { '/differBy': ['sampling'] } },
		},
		thinking,
		{
			displayName: 'Top P',
			name: 'topP',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 1,
			description: 'Share of the most likely words that the model chooses from',
		},
	],
};
