import type { INodeProperties } from 'n8n-workflow';
import { mergers, type Merger } from '../engine/synthesize/mergers';
import { candidateSourceFields } from '../shared/candidateSource';
import { keepReceiptsOption } from '../shared/keepReceiptsOption';

/** The ids of the methods that ask no model. */
export const methodsThatCount = Object.values<Merger>(mergers)
	.filter(({ asksModel }) => !asksModel)
	.map(({ id }) => id);

/** Cited Report writes from what was found, no matter who found it. */
const writesFromCandidates = { show: { '/method': ['improveBest', 'merge'] } };
/** Merge Fields only counts, so it heeds nothing of a model. */
const writes = { hide: { '/method': methodsThatCount } };

const sourceFields = candidateSourceFields.map((field) => (field.name === 'task' ? { ...field, displayOptions: writes } : field));

/** Everything that most syntheses can leave alone, in alphabetical order. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: sorted([
		...sourceFields,
		keepReceiptsOption,
		{
			displayName: 'Call Timeout (Seconds)',
			name: 'callTimeoutSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 300,
			displayOptions: writes,
			description: 'Max time for one model call, including its retries',
		},
		{
			displayName: 'Max Candidates',
			name: 'candidatesToUse',
			type: 'number',
			typeOptions: { minValue: 2, numberPrecision: 0 },
			default: 3,
			description: 'Max number of candidates to use: the best ones by Clone Evaluator, or else the first ones in clone order',
			displayOptions: writesFromCandidates,
		},
		{
			displayName: 'Max Tokens',
			name: 'maxTokens',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1024,
			displayOptions: writes,
			description: 'Max number of tokens in an answer. Without this option, the server decides.',
		},
		{
			displayName: 'Never Worse Than Best',
			name: 'neverWorseThanBest',
			type: 'boolean',
			default: true,
			displayOptions: writes,
			description:
				'Whether to compare the result with the best candidate, in both orders, and to return the best candidate unless the result wins both. Costs two short calls.',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 2,
			displayOptions: writes,
			description: 'How often a call can be retried after an overload or a broken connection',
		},
		{
			displayName: 'Temperature',
			name: 'temperature',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 2 },
			default: 0.3,
			displayOptions: writes,
			description: 'Randomness of the answer, from 0 (always the most likely word) to 2',
		},
		{
			displayName: 'When Too Long',
			name: 'whenTooLong',
			type: 'options',
			default: 'condense',
			description: "What to do if the candidates do not fit into the model's context together",
			displayOptions: writesFromCandidates,
			options: [
				{
					name: 'Condense',
					value: 'condense',
					description: 'Let the model shorten long candidates first. Takes one or more calls for each.',
				},
				{ name: 'Leave Out', value: 'leaveOut', description: 'Use only as many of the best candidates as fit' },
			],
		},
	]),
};

function sorted(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.toSorted((left, right) => left.displayName.localeCompare(right.displayName));
}
