import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** Which items of other nodes are candidates, and of what. */
export interface CandidateSource {
	/** Empty: the usual fields. */
	readonly answerField: string;
	/** Empty: all items together are one run. */
	readonly groupBy: string;
	/** What a run that starts with this item was asked; empty where nobody says. */
	readonly taskOf: (itemIndex: number) => string;
}

/** Where no option says anything. */
export const usualSource: CandidateSource = { answerField: '', groupBy: '', taskOf: () => '' };

/** The options for items that do not come from Shadow Clone Fan-Out; those bring all of it along. */
export const candidateSourceFields: readonly INodeProperties[] = [
	{
		displayName: 'Answer Field',
		name: 'answerFromField',
		type: 'string',
		default: '',
		placeholder: 'e.g. output',
		requiresDataPath: 'single',
		description:
			"Name of the field with the answer, for items from other nodes. Leave empty to use the usual field of n8n's nodes, such as text, output, response, answer or message.",
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. question',
		requiresDataPath: 'single',
		description:
			'Name of a field that groups items from other nodes: items with the same value are one run. Leave empty to treat all items as one run.',
	},
	{
		displayName: 'Task',
		name: 'task',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: "e.g. {{ $('Chat Trigger').item.json.chatInput }}",
		description:
			'The task that was asked, for items from other nodes. Leave empty to use the field chatInput, question or prompt of an item, if it has one.',
	},
];

/** Reads those options; all but Task are the same for every item. */
export function readCandidateSource(context: Pick<IExecuteFunctions, 'getNodeParameter'>): CandidateSource {
	const read = (name: string, itemIndex: number) => {
		const options = context.getNodeParameter('options', itemIndex, {}) as Record<string, unknown> | null;
		return String(options?.[name] ?? '').trim();
	};
	return { answerField: read('answerFromField', 0), groupBy: read('groupBy', 0), taskOf: (itemIndex) => read('task', itemIndex) };
}
