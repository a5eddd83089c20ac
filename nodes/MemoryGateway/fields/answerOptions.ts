import type { INodeProperties } from 'n8n-workflow';

const ofLookUp: INodeProperties['displayOptions'] = { show: { '/resource': ['answerCache'], '/operation': ['lookUp'] } };
const ofSave: INodeProperties['displayOptions'] = { show: { '/resource': ['answerCache'], '/operation': ['save'] } };

/** How long answers count, for whom they are kept, and who waits for whom. */
export const answerOptions: INodeProperties[] = [
	{
		displayName: 'Keep For',
		name: 'keepFor',
		type: 'options',
		default: 'everyone',
		description: 'Who is given this answer',
		options: [
			{ name: 'Everyone', value: 'everyone', description: 'Every caller who asks this question, and those who wait for it' },
			{
				name: 'This Request',
				value: 'request',
				description: 'Only a repeated call with the same Request ID, if there is one. Callers who wait for the answer go on by themselves.',
			},
		],
		displayOptions: ofSave,
	},
	{
		displayName: 'Keep For (Hours)',
		name: 'keepForHours',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 168,
		description: 'Older answers are not used. Set to 0 to use answers of any age.',
		displayOptions: ofLookUp,
	},
	{
		displayName: 'Lease (Seconds)',
		name: 'leaseSeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'How long the first caller of a new question has to answer it and save the answer, while other callers of the same question wait for it. If it takes longer or its execution is stopped, the next one takes over. Set to 0 so that nobody waits.',
		displayOptions: ofLookUp,
	},
	{
		displayName: 'Models',
		name: 'givenBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. Qwen/Qwen3-8B',
		description: 'The models that gave the answer, separated by commas. By default, the model of the incoming item.',
		displayOptions: ofSave,
	},
	{
		displayName: 'Request ID',
		name: 'requestId',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.body.requestId }}',
		description:
			'An ID that the caller made for this request. A repeated call with the same ID and question, for example after a failure, is given the answer that was saved for it.',
		displayOptions: { show: { '/resource': ['answerCache'], '/operation': ['lookUp', 'save'] } },
	},
	{
		displayName: 'Wait At Most (Seconds)',
		name: 'waitSeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 300,
		description: 'With a lease, how long to wait for the answer of another caller. After that, the workflow goes on without it.',
		displayOptions: ofLookUp,
	},
];
