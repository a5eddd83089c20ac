import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeType,
} from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';

/** A node as n8n offers it to agents. */
function toolForm({ description }: INodeType): INodeType {
	return { description: { ...description, name: `${description.name}Tool` } };
}

/** The names of the fields, and of the options to add, that the editor shows for these values, as n8n itself decides it. */
function shown(
	{ description }: INodeType,
	values: INodeParameters,
): { readonly fields: readonly string[]; readonly options: readonly string[] } {
	const node = { typeVersion: 1 } as INode;
	const isShown = (property: INodeProperties, own: INodeParameters) =>
		NodeHelpers.displayParameter(own, property, node, description, values);
	const fields = description.properties.filter((property) => isShown(property, values));
	const options = fields.filter(({ type }) => type === 'collection').flatMap((group) => (group.options ?? []) as INodeProperties[]);
	return { fields: fields.map(({ name }) => name), options: options.filter((property) => isShown(property, {})).map(({ name }) => name) };
}

describe('the fields that the editor shows', () => {
	it('are for each method of the Synthesizer those that it heeds', () => {
		const of = (method: string) => shown(new Synthesizer(), { method });
		expect(of('mergeFields')).toEqual({ fields: ['method', 'options'], options: ['answerFromField', 'groupBy', 'keepReceipts'] });
		expect(of('citedReport').fields).toEqual(['method', 'model', 'instructions', 'options']);
		expect(of('citedReport').options).toEqual([
			'answerFromField',
			'callTimeoutSeconds',
			'groupBy',
			'keepReceipts',
			'maxTokens',
			'neverWorseThanBest',
			'retries',
			'task',
			'temperature',
		]);
		expect(of('merge')).toEqual(of('improveBest'));
		expect(of('merge').options).toEqual(expect.arrayContaining(['candidatesToUse', 'whenTooLong']));
	});

	describe('of Memory Gateway', () => {
		const fieldsOf = (type: INodeType, values: INodeParameters) => shown(type, { resource: 'memory', store: 'embedded', ...values }).fields;
		const tool = toolForm(new MemoryGateway());

		it('open on Remember, with the store above the namespaces that are in it', () => {
			const defaults = NodeHelpers.getNodeParameters(new MemoryGateway().description.properties, {}, true, false, { typeVersion: 1 }, null);
			expect(defaults).toMatchObject({ resource: 'memory', operation: 'remember' });
			expect(fieldsOf(new MemoryGateway(), defaults ?? {})).toEqual([
				...['resource', 'operation', 'store', 'namespace'],
				...['text', 'trust', 'byMeaning', 'options'],
			]);
		});

		it('open on no operation that deletes', () => {
			const opensOn = new MemoryGateway().description.properties.filter(({ name }) => name === 'operation').map((each) => each.default);
			expect(opensOn).toEqual(['remember', 'lookUp', 'claim', 'report']);
		});

		it('are those that the operation heeds', () => {
			const own = (values: INodeParameters) => fieldsOf(new MemoryGateway(), values).slice(4);
			expect(own({ operation: 'getMany', returnAll: false })).toEqual(['which', 'returnAll', 'limit', 'options']);
			expect(own({ operation: 'getMany', returnAll: true })).toEqual(['which', 'returnAll', 'options']);
			expect(own({ operation: 'recall', byMeaning: false })).toEqual(['query', 'byMeaning', 'limit', 'output', 'options']);
			expect(own({ operation: 'forget', forgetAll: false })).toEqual(['forgetAll', 'which', 'options']);
			expect(own({ operation: 'forget', forgetAll: true })).toEqual(['forgetAll', 'options']);
		});

		it('are for each way to decide those that it heeds', () => {
			const own = (values: INodeParameters) => fieldsOf(new MemoryGateway(), { ...values, resource: 'decision' }).slice(4);
			const optionsOf = (values: INodeParameters) =>
				shown(new MemoryGateway(), { resource: 'decision', store: 'postgres', ...values }).options;
			expect(own({ operation: 'claim', decide: 'now' })).toEqual(['decision', 'decide', 'value', 'options']);
			expect(own({ operation: 'claim', decide: 'later' })).toEqual(['decision', 'decide', 'leaseSeconds', 'options']);
			expect(own({ operation: 'done' })).toEqual(['decision', 'token', 'value', 'options']);
			expect(own({ operation: 'vote', quorum: 'votes' })).toEqual(
				['decision', 'voter', 'value', 'quorum', 'votesNeeded', 'voters', 'options'], // who may vote can be left open
			);
			expect(own({ operation: 'vote', quorum: 'majority' })).toEqual(['decision', 'voter', 'value', 'quorum', 'voters', 'options']);
			expect(own({ operation: 'vote', quorum: 'share' })).toEqual([
				...['decision', 'voter', 'value', 'quorum', 'shareNeeded', 'voters', 'options'],
			]);
			expect(own({ operation: 'getMany', returnAll: false })).toEqual(['returnAll', 'limit', 'options']);
			expect(optionsOf({ operation: 'claim', decide: 'now' })).toEqual(['holder']);
			expect(optionsOf({ operation: 'claim', decide: 'later' })).toEqual(['holder', 'token']);
			expect(optionsOf({ operation: 'vote', quorum: 'votes' })).toEqual(['expiresAfterMinutes', 'voterWeights']);
		});

		it('say for a tool what the agent gets, and offer an agent nothing that changes a whole namespace', () => {
			expect(fieldsOf(tool, { operation: 'recall' })).toEqual(expect.arrayContaining(['toolOutput']));
			expect(fieldsOf(tool, { operation: 'recall' })).not.toContain('output');
			expect(fieldsOf(tool, { operation: 'getMany', toolOutput: 'selectedFields' })).toContain('fields');
			expect(fieldsOf(tool, { operation: 'forget', forgetAll: false })).not.toContain('forgetAll');
			const options = tool.description.properties.filter(({ name }) => name === 'operation').flatMap((each) => each.options ?? []);
			const hidden = (options as INodePropertyOptions[]).filter(({ displayOptions }) => displayOptions?.show?.['@tool']?.[0] === false);
			expect(hidden.map(({ value }) => value)).toEqual(['export', 'import', 'clear']);
		});
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

	it.each([
		[['vote'], false],
		[['rules'], false],
		[['automatic'], false],
		[['runTests', 'rules'], true],
		[['vote', 'judge', 'rules'], true],
	])('offer to combine scores only where there are several: %j, %s', (scoreBy, isShown) => {
		expect(shown(new CloneEvaluator(), { scoreBy }).options.includes('combine')).toBe(isShown);
	});

	it('offer Digest only with two rounds or more', () => {
		const optionsOf = (rounds?: number | string) => {
			const [group] = new ShadowCloneFanOut().description.properties.filter(({ name }) => name === 'options');
			const digest = ((group?.options ?? []) as INodeProperties[]).find(({ name }) => name === 'digestTokens') as INodeProperties;
			return NodeHelpers.displayParameter(rounds === undefined ? {} : { rounds }, digest, { typeVersion: 1 }, null);
		};
		expect([undefined, 1, 2, 3, '={{ $json.rounds }}'].map(optionsOf)).toEqual([false, false, true, true, true]);
	});

	it.each([
		[['automatic'], true],
		[['runTests'], true],
		[['vote', 'executionAgreement'], true],
		[['vote', 'judge'], false],
	])('are of the sandbox only where scoring by %o runs code', (scoreBy, isShown) => {
		expect(shown(new CloneEvaluator(), { scoreBy }).fields.includes('sandboxOptions')).toBe(isShown);
	});
});
