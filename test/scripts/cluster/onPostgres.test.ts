import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { onPostgres } from '../../../scripts/cluster/onPostgres.mts';
import type { Workflow } from '../../../scripts/real-n8n/workflow.mts';

describe.each(globSync('workflows/*.json'))('onPostgres with %s', (file) => {
	const template = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
	const isStoring = ({ type }: { readonly type: string }) => /\.memoryGateway(Tool)?$/.test(type);

	it('puts all that is kept into Postgres, and leaves the other nodes alone', () => {
		const { nodes } = onPostgres(template, 'Lilith');
		for (const node of nodes.filter(isStoring))
			expect(node).toMatchObject({ parameters: { store: 'postgres' }, credentials: { postgres: { name: 'Lilith' } } });
		const others = (all: Workflow['nodes']) => all.filter((node) => !isStoring(node) && node.name !== 'Settings');
		expect(others(nodes)).toEqual(others(template.nodes));
	});

	it('keeps the credentials that a node has already', () => {
		for (const [index, node] of onPostgres(template, 'Lilith').nodes.entries())
			expect(node.credentials ?? {}).toMatchObject(template.nodes[index]?.credentials ?? {});
	});
});
