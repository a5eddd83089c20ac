import type { INodeProperties } from 'n8n-workflow';
import { approaches } from '../engine/fanout/approaches';
import { askLarger } from './askLarger';
import { cacheAnswers } from './cacheAnswers';
import { openPages } from './openPages';
import { stopWhen } from './stopWhen';

const byApproach = { show: { '/differBy': ['approach'] } };

/** Everything that most runs can leave alone, in alphabetical order. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Approaches',
			name: 'approaches',
			type: 'multiOptions',
			// eslint-disable-next-line n8n-nodes-base/node-param-default-wrong-for-multi-options -- it is an array, which the rule cannot see
			default: approaches.map(({ id }) => id),
			description: 'Which of the built-in approaches the clones take in turn',
			displayOptions: byApproach,
			options: [...approaches]
				.sort((left, right) => left.label.localeCompare(right.label))
				.map(({ id, label, description }) => ({ name: label, value: id, description })),
		},
		askLarger,
		cacheAnswers,
		{
			displayName: 'Clone Timeout (Seconds)',
			name: 'cloneTimeoutSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 300,
			description:
				'What one clone may take from its start: all its questions, retries and tools together, in each round. Waiting for its turn under Clones At Once does not count.',
		},
		{
			displayName: 'Clones At Once',
			name: 'clonesAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 256,
			description:
				'How many clones of this node may be at work at once, over all its items and executions in one n8n process; nodes beside it and other workflows have limits of their own. Without this option there is none, and vLLM queues by itself.',
		},
		{
			displayName: 'Deadline (Seconds)',
			name: 'deadlineSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 600,
			description:
				'What the whole run may take, waiting for turns, tools, stores and lists of models included; clones that are still running then are stopped, and those that wait never start',
		},
		{
			displayName: 'Digest (Tokens)',
			name: 'digestTokens',
			type: 'number',
			typeOptions: { minValue: 100, numberPrecision: 0 },
			default: 2000,
			description: 'Most of what the clones have found that each of them is told at the beginning of a round; used where there are Rounds',
		},
		{
			displayName: 'Extra Body',
			name: 'extraBody',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "top_k": 20 }',
			description:
				'Fields sent as they are with every request; null takes a field out. What is said of tools, such as tool_choice, goes only where tools are offered. A larger model on a server of its own gets none of them.',
		},
		{
			displayName: 'Include Raw Reply',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description: 'Whether to add the reply of the server, as it came, to every candidate',
		},
		{
			displayName: 'JSON Schema',
			name: 'jsonSchema',
			type: 'json',
			default:
				'{\n  "type": "object",\n  "properties": { "answer": { "type": "number" } },\n  "required": ["answer"],\n  "additionalProperties": false\n}',
			description: 'What a JSON answer must fit; used where Answer Format is JSON',
			displayOptions: { show: { '/answerFormat': ['json'] } },
		},
		{
			displayName: 'Keep Cut Answers',
			name: 'keepCutAnswers',
			type: 'boolean',
			default: true,
			description:
				'Whether to read answers token by token, so that what has come by the deadline or before a broken connection is kept and marked as cut',
		},
		{
			displayName: 'Leave Out Fields',
			name: 'leaveOutFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. seed, stream_options',
			description:
				'Names of fields, separated by commas, that this server refuses and that are never sent to it. Most refusals are understood without this option: the field is then left out, and the receipt says so.',
		},
		{
			displayName: 'Log-Probabilities',
			name: 'logProbabilities',
			type: 'boolean',
			default: true,
			description:
				'Whether to ask the server how likely the model found its words, so that Vote in Clone Evaluator can weigh by it; vLLM tells it, some servers do not',
		},
		{
			displayName: 'Max Tokens',
			name: 'maxTokens',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1024,
			description: 'Longest answer; without this option the server decides',
		},
		{
			displayName: 'Measure Pace',
			name: 'measurePace',
			type: 'boolean',
			default: true,
			description:
				'Whether to make one short lone call first where no pace of this model is known yet, so that the receipt can say what time was saved',
		},
		{
			displayName: 'Minimum Answers',
			name: 'minimumAnswers',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1,
			description: 'With fewer answers the node stops with what went wrong',
		},
		openPages,
		{
			displayName: 'Own Approaches',
			name: 'ownApproaches',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			default: {},
			placeholder: 'Add approach',
			description: 'Your own ways of thinking; they come before the built-in ones, or replace them where Approaches is not set',
			displayOptions: byApproach,
			options: [
				{
					displayName: 'Approach',
					name: 'approach',
					values: [
						{ displayName: 'Name', name: 'label', type: 'string', default: '', placeholder: 'e.g. Security first' },
						{
							displayName: 'Instruction',
							name: 'instruction',
							type: 'string',
							typeOptions: { rows: 3 },
							default: '',
							placeholder: 'e.g. Check every input before using it.',
							description: 'What this clone is told after the task',
						},
					],
				},
			],
		},
		{
			displayName: 'Reasoning Effort',
			name: 'reasoningEffort',
			type: 'options',
			default: 'medium',
			description: 'How long a reasoning model may think before it answers',
			options: [
				{ name: 'High', value: 'high' },
				{ name: 'Low', value: 'low' },
				{ name: 'Medium', value: 'medium' },
				{ name: 'Minimal', value: 'minimal' },
				{ name: 'None', value: 'none' },
			],
		},
		{
			displayName: 'Receipt Output',
			name: 'receiptOutput',
			type: 'boolean',
			// The outputs are drawn by it, before there is an item.
			noDataExpression: true,
			default: true,
			description: 'Whether to add a second output with the receipt of each run: what it did, cost and saved',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 2,
			description:
				'How often one clone may ask again after an overload or a broken connection; all clones share a budget besides. Waiting for a model that is still loading costs none.',
		},
		{
			displayName: 'Rounds',
			name: 'rounds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
			default: 2,
			description:
				"With 2 or more, clones post what they find, each claim with a quote and its source. From the second round on all see these findings, never each other's answers, and answer again. Ends when a round brings nothing new.",
		},
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { numberPrecision: 0 },
			default: 1,
			description: 'Seed of the first clone; the others count up from it',
		},
		stopWhen,
		{
			displayName: 'Sub-Workflow',
			name: 'subWorkflow',
			type: 'workflowSelector',
			default: '',
			description:
				'A workflow that each clone runs instead of asking the model, all of them side by side. It gets task, approach, instruction, model and run, and its last node gives the answer as text. For webhooks and schedules it must be published.',
		},
		{
			displayName: 'System Message',
			name: 'system',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. You are a careful programmer.',
			description: 'Comes first for every clone',
		},
		{
			displayName: 'Temperature',
			name: 'temperature',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 2 },
			default: 0.7,
			description:
				'How freely the model chooses its words, from 0 (always the likeliest) to 2; the middle of the spread where clones differ by Sampling',
		},
		{
			displayName: 'Temperature Spread',
			name: 'temperatureSpread',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 0.3,
			description: 'How far the coolest and the warmest clone are from Temperature',
			displayOptions: { show: { '/differBy': ['sampling'] } },
		},
		{
			displayName: 'Thinking',
			name: 'thinking',
			type: 'options',
			default: 'separate',
			description: 'What becomes of what the model writes before its answer, in a field of its own or between tags',
			options: [
				{
					name: 'Leave in Text',
					value: 'leave',
					description: 'As the server sent it; everything that reads the answer then reads it, too',
				},
				{ name: 'Separate', value: 'separate', description: 'Kept apart in reasoning; it is never voted on, run, remembered or shown' },
			],
		},
		{
			displayName: 'Time Saved (Minutes)',
			name: 'timeSavedMinutes',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 1,
			description:
				"What each run counts for in n8n's Insights; without this option, what its receipt measured. n8n adds it up where the workflow's settings take the time saved from nodes.",
		},
		{
			displayName: 'Tool Output (Characters)',
			name: 'toolOutputCharacters',
			type: 'number',
			typeOptions: { minValue: 100, numberPrecision: 0 },
			default: 8000,
			description: 'Most of what one call of a tool gives back that the clone gets to see',
		},
		{
			displayName: 'Tool Steps',
			name: 'toolSteps',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
			default: 8,
			description: 'How often one clone may ask for tools in a round; the calls it makes at once count as one step. Then it must answer.',
		},
		{
			displayName: 'Tool Timeout (Seconds)',
			name: 'toolTimeoutSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 30,
			description: 'What one call of a tool may take; after that the clone goes on without its answer',
		},
		{
			displayName: 'Top P',
			name: 'topP',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
			default: 1,
			description: 'Share of likely words that the model chooses from',
		},
	],
};
