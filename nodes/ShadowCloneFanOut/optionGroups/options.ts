import type { INodeProperties } from 'n8n-workflow';
import { builtInApproaches, ownApproaches } from '../approachOptions';
import { askLarger } from '../askLarger';
import { cacheAnswers } from '../cacheAnswers';
import { stopWhen } from '../stopWhen';

/** What clones are asked and how they work together. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		builtInApproaches,
		askLarger,
		cacheAnswers,
		ownApproaches,
		{
			displayName: 'Digest (Tokens)',
			name: 'digestTokens',
			type: 'number',
			typeOptions: { minValue: 100, numberPrecision: 0 },
			default: 2000,
			description: 'Max tokens of findings that each clone sees at the start of a round. Appears once Rounds is 2 or more.',
			displayOptions: { show: { rounds: [2, { _cnd: { gte: 2 } }] } },
		},
		{
			displayName: 'Rounds',
			name: 'rounds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
			default: 2,
			description:
				"With 2 or more rounds, clones post findings: claims with a quote and its source. From the second round on, all clones see these findings, but never each other's answers, and answer again. Stops if a round adds nothing new.",
		},
		stopWhen,
		{
			displayName: 'Sub-Workflow',
			name: 'subWorkflow',
			type: 'workflowSelector',
			default: '',
			description:
				'Workflow that each clone runs instead of asking the model. All clones run at the same time. The workflow gets task, approach, instruction, model and run, and its last node returns the answer as text. Publish it for use with webhooks and schedules.',
		},
		{
			displayName: 'System Message',
			name: 'system',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. You are a careful programmer.',
			description: 'System message for every clone',
		},
	],
};
