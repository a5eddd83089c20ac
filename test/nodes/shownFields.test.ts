import { NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';

/** The names of the fields, and of the options to add, that the editor shows for these values, as n8n itself decides it. */
function shown(
	{ description }: INodeType,
	values: INodeParameters,
): { readonly fields: readonly string[]; readonly options: readonly string[] } {
	const node = { typeVersion: 1 } as INode;
	const isShown = (property: INodeProperties, own: INodeParameters) =>
		NodeHelpers.displayParameter(own, property, node, description, values);
	const fields = description.properties.filter((property) => isShown(property, values));
	const options = (fields.find(({ name }) => name === 'options')?.options ?? []) as INodeProperties[];
	return { fields: fields.map(({ name }) => name), options: options.filter((property) => isShown(property, {})).map(({ name }) => name) };
}

describe('the fields that the editor shows', () => {
	it('are for each method of the Synthesizer those that it heeds', () => {
		const of = (method: string) => shown(new Synthesizer(), { method });
		expect(of('mergeFields')).toEqual({ fields: ['method', 'options'], options: ['answerFromField', 'groupBy'] });
		expect(of('citedReport').fields).toEqual(['method', 'model', 'instructions', 'options']);
		expect(of('citedReport').options).toEqual([
			'answerFromField',
			'callTimeoutSeconds',
			'groupBy',
			'maxTokens',
			'neverWorseThanBest',
			'retries',
			'task',
			'temperature',
		]);
		expect(of('merge')).toEqual(of('improveBest'));
		expect(of('merge').options).toEqual(expect.arrayContaining(['candidatesToUse', 'whenTooLong']));
	});

	it.each([
		['approach', ['approaches', 'ownApproaches']],
		['model', []],
		['plan', []],
		['role', []],
		['sampling', ['temperatureSpread']],
		['={{ $json.differBy }}', ['approaches', 'ownApproaches', 'temperatureSpread']],
	])('are for clones that differ by %s those that make them differ', (differBy, names) => {
		const { options } = shown(new ShadowCloneFanOut(), { differBy, answerFormat: 'text' });
		expect(options.filter((name) => ['approaches', 'ownApproaches', 'temperatureSpread'].includes(name))).toEqual(names);
	});
});
