import type { INodeProperties } from 'n8n-workflow';
import { builtInApproaches, ownApproaches } from './approachOptions';
import { askLarger } from './askLarger';
import { keepReceiptsOption } from '../shared/keepReceiptsOption';
import { cacheAnswers } from './cacheAnswers';
import { openPages } from './openPages';
import { stopWhen } from './stopWhen';
import { thinking } from './thinking';
import { toolOutputCharacters, toolSteps, toolTimeoutSeconds } from './toolLimits';
import { toolUse } from './toolUse';

/** Everything that most runs can leave alone, in alphabetical order. */
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
		{
			displayName: 'Clone Timeout (Seconds)',
			name: 'cloneTimeoutSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 300,
			description:
				'Max time for one clone in each round, including retries and tool calls. Waiting for its turn under Clones At Once does not count.',
		},
		{
			displayName: 'Clones At Once',
			name: 'clonesAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 256,
			description:
				'Max number of clones of this node that run at once, across all its items and executions in one n8n process. In queue mode, each worker has this limit: times the number of workers, it is the limit of all together. Other nodes and workflows have their own limits. Without this option there is no limit, and vLLM queues requests itself.',
		},
		ownApproaches,
		{
			displayName: 'Deadline (Seconds)',
			name: 'deadlineSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 600,
			description:
				'Max time for the whole run, including waiting for turns, tools, stores and model lists. Clones that are still running then are stopped, and waiting clones never start.',
		},
		{
			displayName: 'Digest (Tokens)',
			name: 'digestTokens',
			type: 'number',
			typeOptions: { minValue: 100, numberPrecision: 0 },
			default: 2000,
			description: 'Max tokens of findings that each clone sees at the start of a round. Used with Rounds.',
		},
		{
			displayName: 'Extra Body',
			name: 'extraBody',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "top_k": 20 }',
			description:
				'Extra fields for every request, sent as they are. Set a field to null to remove it. Tool fields such as tool_choice are only sent if there are tools. A larger model on another server does not get these fields.',
		},
		{
			displayName: 'Include Raw Reply',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description: 'Whether to add the unchanged reply of the server to every candidate',
		},
		{
			displayName: 'Keep Cut Answers',
			name: 'keepCutAnswers',
			type: 'boolean',
			default: true,
			description: 'Whether to stream answers, so that text received before the deadline or a broken connection is kept and marked as cut',
		},
		keepReceiptsOption,
		{
			displayName: 'Leave Out Fields',
			name: 'leaveOutFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. seed, stream_options',
			description:
				'Names of request fields that this server refuses, separated by commas. They are never sent. You rarely need this: refused fields are usually left out automatically, and the receipt says so.',
		},
		{
			displayName: 'Log-Probabilities',
			name: 'logProbabilities',
			type: 'boolean',
			default: true,
			description:
				'Whether to request log-probabilities, so that Vote in Clone Evaluator can weigh answers by how sure the model was. vLLM returns them, some servers do not.',
		},
		{
			displayName: 'Max Tokens',
			name: 'maxTokens',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1024,
			description: 'Max number of tokens in an answer. Without this option, the server decides.',
		},
		{
			displayName: 'Measure Pace',
			name: 'measurePace',
			type: 'boolean',
			default: true,
			description:
				'Whether to make one short call first if the pace of this model is not known yet, so that the receipt can say how much time was saved',
		},
		{
			displayName: 'Minimum Answers',
			name: 'minimumAnswers',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1,
			description: 'Min number of answers. With fewer answers, the node fails and says what went wrong.',
		},
		openPages,
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
				'How often one clone can retry after an overload or a broken connection. All clones also share a retry budget. Waiting for a model that is still loading does not count.',
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
		{
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { numberPrecision: 0 },
			default: 1,
			description: 'Seed of the first clone. The others count up from it.',
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
			displayName: 'Time Saved (Minutes)',
			name: 'timeSavedMinutes',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 1,
			description:
				"Minutes that each run counts for in n8n's Insights. Without this option, the time that its receipt measured. n8n adds it up if the workflow's settings take the time saved from nodes.",
		},
		toolOutputCharacters,
		toolSteps,
		toolTimeoutSeconds,
		toolUse,
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
