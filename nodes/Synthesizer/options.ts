import type { INodeProperties } from 'n8n-workflow';
import { mergers, type Merger } from '../engine/synthesize/mergers';
import { candidateSourceFields } from '../shared/candidateSource';

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
		{
			displayName: 'Call Timeout (Seconds)',
			name: 'callTimeoutSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 300,
			displayOptions: writes,
			description: 'What one call of the model may take, its retries included',
		},
		{
			displayName: 'Candidates To Use',
			name: 'candidatesToUse',
			type: 'number',
			typeOptions: { minValue: 2, numberPrecision: 0 },
			default: 3,
			description: 'Most candidates that go into the answer: the best by Clone Evaluator, without one the first in clone order',
			displayOptions: writesFromCandidates,
		},
		{
			displayName: 'Max Tokens',
			name: 'maxTokens',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1024,
			displayOptions: writes,
			description: 'Longest answer; without this option the server decides',
		},
		{
			displayName: 'Never Worse Than Best',
			name: 'neverWorseThanBest',
			type: 'boolean',
			default: true,
			displayOptions: writes,
			description:
				'Whether to compare the result with the best candidate, in both orders, and to give that one unless the result wins both; costs two short calls',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 2,
			displayOptions: writes,
			description: 'How often a call may ask again after an overload or a broken connection',
		},
		{
			displayName: 'Temperature',
			name: 'temperature',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2, numberPrecision: 2 },
			default: 0.3,
			displayOptions: writes,
			description: 'How freely the model chooses its words, from 0 (always the likeliest) to 2',
		},
		{
			displayName: 'When Too Long',
			name: 'whenTooLong',
			type: 'options',
			default: 'condense',
			description: "What to do with candidates that do not fit into the model's context together",
			displayOptions: writesFromCandidates,
			options: [
				{ name: 'Condense', value: 'condense', description: 'Have the model shorten the long ones first; one call or more for each' },
				{ name: 'Leave Out', value: 'leaveOut', description: 'Show only as many, from the best, as fit' },
			],
		},
	]),
};

function sorted(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.toSorted((left, right) => left.displayName.localeCompare(right.displayName));
}
