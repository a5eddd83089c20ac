import { agentOutputFields } from '../shared/agentOutputFields';

/** What an agent gets that uses the node as a tool; it pays for every word. */
export const toolOutput = agentOutputFields(
	{ '@tool': [true] },
	{ description: 'What the agent gets of each clone', simplified: 'The answer, and who gave it' },
	{
		chosen: ['text', 'clone'],
		options: [
			{ name: 'Approach', value: 'approach' },
			{ name: 'Clone', value: 'clone' },
			{ name: 'Data', value: 'data' },
			{ name: 'Details', value: 'details' },
			{ name: 'Model', value: 'model' },
			{ name: 'Text', value: 'text' },
		],
	},
);
