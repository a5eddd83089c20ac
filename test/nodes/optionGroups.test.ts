import type { INodeProperties, INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneChatModel } from '../../nodes/ShadowCloneChatModel/ShadowCloneChatModel.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { ShadowCloneMemory } from '../../nodes/ShadowCloneMemory/ShadowCloneMemory.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';

const nodes: readonly INodeType[] = [
	...[new ShadowCloneFanOut(), new CloneEvaluator(), new Synthesizer(), new MemoryGateway()],
	...[new ShadowCloneChatModel(), new ShadowCloneMemory()],
];

/** The same name may stand in one group several times, each time for other values of what it depends on. */
const groupsOf = ({ description }: INodeType) =>
	description.properties
		.filter(({ type }) => type === 'collection')
		.map(({ displayName, options }) => ({ displayName, fields: (options ?? []) as INodeProperties[] }));

describe.each(nodes.map((node) => [node.description.displayName, node] as const))('the optional fields of %s', (_, node) => {
	it('stand in each group in the order of their labels', () => {
		for (const { displayName, fields } of groupsOf(node)) {
			const labels = fields.map((field) => field.displayName);
			expect([displayName, labels]).toEqual([displayName, labels.toSorted((left, right) => left.localeCompare(right))]);
		}
	});

	it('stand in one group only, so that all groups can be read as one', () => {
		const names = groupsOf(node)
			.filter(({ displayName }) => !displayName.startsWith('Which '))
			.flatMap(({ fields }) => [...new Set(fields.map(({ name }) => name))]);
		expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
	});
});

it('of Shadow Clone Fan-Out are at most ten in a group', () => {
	const sizes = groupsOf(new ShadowCloneFanOut()).map(({ displayName, fields }) => [displayName, fields.length]);
	expect(sizes).toEqual([
		['Options', 9],
		['Model Options', 7],
		['Limits', 5],
		['Tool Options', 5],
		['Request Options', 5],
		['Receipt Options', 4],
	]);
});
