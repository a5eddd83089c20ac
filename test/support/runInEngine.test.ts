import { NodeConnectionTypes, type IExecuteFunctions, type INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { runInEngine } from './runInEngine';

const echo: INodeType = {
	description: {
		displayName: 'Echo',
		name: 'echo',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Word', name: 'word', type: 'string', default: 'default word' }],
	},
	async execute(this: IExecuteFunctions) {
		return [
			this.getInputData().map((_, item) => ({ json: { word: this.getNodeParameter('word', item) as string }, pairedItem: { item } })),
		];
	},
};

describe('runInEngine', () => {
	it('evaluates expressions and fills in defaults as n8n does', async () => {
		const run = await runInEngine(
			[
				{ name: 'first', type: echo, parameters: { word: '={{ $json.given.toUpperCase() }}' }, outputs: [['second']] },
				{ name: 'second', type: echo, parameters: {} },
			],
			[{ given: 'a' }, { given: 'b' }],
		);
		expect(run.outputsOf('first')[0]?.map(({ json }) => json)).toEqual([{ word: 'A' }, { word: 'B' }]);
		expect(run.outputsOf('second')[0]?.map(({ json }) => json)).toEqual([{ word: 'default word' }, { word: 'default word' }]);
	});
});
