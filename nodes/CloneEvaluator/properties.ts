import type { INodeProperties } from 'n8n-workflow';
import { options } from './options';
import { rules } from './rules';

/** What is seen on opening: how to score, and what that way of scoring needs. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Score By',
		name: 'scoreBy',
		type: 'multiOptions',
		noDataExpression: true,
		default: ['runTests'],
		description: 'How candidates are judged; with several, the one chosen first decides and the next breaks its ties',
		options: [
			{ name: 'Rules', value: 'rules', description: 'A schema, patterns and lengths that every answer must keep' },
			{ name: 'Run Tests', value: 'runTests', description: 'Runs the code in each answer against your tests, in a sandbox' },
			{ name: 'Vote', value: 'vote', description: 'The answer that most clones gave wins' },
		],
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		default: 'javascript',
		description: 'The language of the code and of the tests',
		displayOptions: { show: { scoreBy: ['runTests'] } },
		options: [
			{ name: 'JavaScript', value: 'javascript' },
			{ name: 'Python', value: 'python', description: 'Needs bubblewrap on the host, or a code-running service by credential' },
			{ name: 'TypeScript', value: 'typescript' },
		],
	},
	{
		displayName: 'Tests',
		name: 'tests',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: 'e.g. assert.equal(add(2, 3), 5)',
		description: 'Code that throws when something is wrong, or cases such as [{ "input": [2, 3], "expected": 5 }]',
		displayOptions: { show: { scoreBy: ['runTests'] } },
	},
	{
		displayName: 'Function Name',
		name: 'functionName',
		type: 'string',
		default: '',
		placeholder: 'e.g. add',
		description: 'What test cases call; left empty, the only function that each candidate defines',
		displayOptions: { show: { scoreBy: ['runTests'] } },
	},
	{
		displayName: 'Vote On',
		name: 'answerForm',
		type: 'options',
		noDataExpression: true,
		default: 'text',
		description: 'What two answers must have in common to count as the same',
		displayOptions: { show: { scoreBy: ['vote'] } },
		options: [
			{ name: 'Field of the JSON Answer', value: 'field' },
			{ name: 'Final Number', value: 'number', description: 'The number marked as the answer, else the last one' },
			{ name: 'Pattern', value: 'pattern' },
			{ name: 'Whole Text', value: 'text', description: 'Apart from case, spaces and quotes around it' },
		],
	},
	{
		displayName: 'Answer Field',
		name: 'answerField',
		type: 'string',
		default: '',
		placeholder: 'e.g. answer',
		description: 'Name of the field; dots lead into objects',
		displayOptions: { show: { scoreBy: ['vote'], answerForm: ['field'] } },
	},
	{
		displayName: 'Answer Pattern',
		name: 'answerPattern',
		type: 'string',
		default: '',
		placeholder: 'e.g. answer is (\\w+)',
		description: 'Regular expression; its first group counts, or the whole match where it has none, and the last match where there are several',
		displayOptions: { show: { scoreBy: ['vote'], answerForm: ['pattern'] } },
	},
	rules,
	options,
];
