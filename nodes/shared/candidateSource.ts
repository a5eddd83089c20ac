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
			"Name of the field with the answer, for items of other nodes than Shadow Clone Fan-Out; left empty, the usual one of n8n's nodes: text, output, response, answer, message …",
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. question',
		requiresDataPath: 'single',
		description:
			'Name of a field whose equal values make one run, for items of other nodes than Shadow Clone Fan-Out; left empty, all items together are one run',
	},
	{
		displayName: 'Task',
		name: 'task',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: "e.g. {{ $('Chat Trigger').item.json.chatInput }}",
		description:
			'What was asked, for items of other nodes than Shadow Clone Fan-Out; left empty, the field chatInput, question or prompt where an item has one',
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
