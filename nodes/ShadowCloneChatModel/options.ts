import type { INodeProperties } from 'n8n-workflow';
import { keepReceiptsOption } from '../shared/keepReceiptsOption';
import { reasoningEffortOption } from '../shared/reasoningEffortOption';

/** Everything that most agents can leave alone, in alphabetical order. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Extra Body',
			name: 'extraBody',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "top_k": 20 }',
			description: 'Extra fields for every request, sent as they are. Set a field to null to remove it.',
		},
		keepReceiptsOption,
		{
			displayName: 'Max Tokens',
			name: 'maxTokens',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1024,
			description: 'Max number of tokens in the answer of a clone. Without this option, the server decides.',
		},
		reasoningEffortOption('low'),
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { numberPrecision: 0 },
			default: 1,
			description: 'Seed of the first clone. The others count up from it.',
		},
		{
			displayName: 'Stop When Clones Agree',
			name: 'stopWhenAgreed',
			type: 'boolean',
			default: true,
			description: 'Whether to stop the other clones as soon as more than half of all ask for the same tool calls or give the same answer',
		},
		{
			displayName: 'Temperature',
			name: 'temperature',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 2 },
			default: 0.7,
			description: 'Randomness of the answers, from 0 (always the most likely word) to 2. The middle of the spread.',
		},
		{
			displayName: 'Temperature Spread',
			name: 'temperatureSpread',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.3,
			description: 'How far the lowest and the highest temperature are from Temperature',
		},
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
