import type { INodeProperties } from 'n8n-workflow';

/** What is sent to the server and kept of its replies. */
export const requestOptions: INodeProperties = {
	displayName: 'Request Options',
	name: 'requestOptions',
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
	],
};
