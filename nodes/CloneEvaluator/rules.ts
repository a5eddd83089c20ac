import type { INodeProperties } from 'n8n-workflow';

/** What every answer must keep, rule by rule. */
export const rules: INodeProperties = {
	displayName: 'Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	default: { rule: [{ type: 'mustMatch' }] },
	placeholder: 'Add rule',
	description: 'An answer is accepted when it keeps every rule',
	displayOptions: { show: { scoreBy: ['rules'] } },
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				{
					displayName: 'Check',
					name: 'type',
					type: 'options',
					default: 'mustMatch',
					options: [
						{
							name: 'At Least as Long As',
							value: 'minimumLength',
						},
						{
							name: 'At Most as Long As',
							value: 'maximumLength',
						},
						{
							name: 'Final Number Is Between',
							value: 'number',
						},
						{
							name: 'Fits JSON Schema',
							value: 'schema',
						},
						{
							name: 'Must Contain',
							value: 'contains',
						},
						{
							name: 'Must Match',
							value: 'mustMatch',
						},
						{
							name: 'Must Not Match',
							value: 'mustNotMatch',
						},
					],
				},
				{
					displayName: 'JSON Schema',
					name: 'schema',
					type: 'json',
					default: "{ 'type': 'object' }",
					placeholder: "e.g.	{ 'type': 'object', 'required':	['answer']	}",
					description: 'What the JSON in the answer must look like',
				},
				{
					displayName: 'Least',
					name: 'least',
					type: 'string',
					default: '',
					placeholder: 'e.g. 0',
					description: 'The final number, read as Vote reads it, must not be smaller;	left empty, it may be any that can be read',
				},
				{
					displayName: 'Length',
					name: 'length',
					type: 'number',
					default: 1,
					description: 'In characters',
				},
				{
					displayName: 'Most',
					name: 'most',
					type: 'string',
					default: '',
					placeholder: 'e.g. 100',
					description: 'The final number must not be larger',
				},
				{
					displayName: 'Pattern',
					name: 'pattern',
					type: 'string',
					default: '',
					placeholder: 'e.g.	^Dear or	/sorry/i',
					description: 'Regular expression, bare or between slashes with flags;	bare,	^	and	$	stand for the ends of every line',
				},
				{
					displayName: 'Words',
					name: 'words',
					type: 'string',
					default: '',
					placeholder: 'e.g. price, delivery date',
					description: 'What the answer must contain, with commas between;	each counts on its own, and case does not count',
				},
			],
		},
	],
};
