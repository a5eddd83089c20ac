import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';

interface TemplateNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
}

interface Template {
	readonly name: string;
	readonly nodes: readonly TemplateNode[];
	readonly connections: Readonly<Record<string, Readonly<Record<string, ReadonlyArray<ReadonlyArray<{ readonly node: string }>>>>>>;
}

const files = globSync('workflows/*.json');
const ownTypes = manifest.n8n.nodes.map((file) => {
	const name = path.basename(file, '.node.js');
	return `${manifest.name}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
});
const ownCredentials = manifest.n8n.credentials.map((file) => {
	const name = path.basename(file, '.credentials.js');
	return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
});

const promiseOf = ({ nodes }: Template) => String(nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote')?.parameters['content']);

describe('templates', () => {
	it('are there', () => {
		expect(files).toContain('workflows/code-variations.json');
	});

	describe.each(files)('%s', (file) => {
		const text = readFileSync(file, 'utf8');
		const template = JSON.parse(text) as Template;
		const names = template.nodes.map(({ name }) => name);

		it('carries nothing of the n8n it was made in', () => {
			expect(Object.keys(template).sort()).toEqual(['connections', 'name', 'nodes', 'pinData', 'settings']);
			expect(text).not.toMatch(/instanceId|versionId|createdAt|updatedAt|staticData/);
			for (const { credentials = {} } of template.nodes) for (const { id } of Object.values(credentials)) expect(id).toBe('');
		});

		it('leaves room beside the clones, whose node the editor draws wide for the tools below it', () => {
			for (const clones of template.nodes.filter(({ type }) => type.endsWith('.shadowCloneFanOut'))) {
				const [x, y] = clones.position;
				const beside = template.nodes.filter(({ position }) => position[0] > x && Math.abs(position[1] - y) < 160);
				for (const { name, position } of beside) expect(position[0] - x, name).toBeGreaterThanOrEqual(360);
			}
		});

		it('names only node types and credentials that this package or n8n has', () => {
			for (const { type, credentials = {} } of template.nodes) {
				if (!/^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./.test(type)) expect(ownTypes).toContain(type.replace(/Tool$/, ''));
				for (const credential of Object.keys(credentials)) expect(ownCredentials).toContain(credential);
			}
		});

		it('has nodes with names and ids of their own, and connects only those', () => {
			expect(new Set(names).size).toBe(names.length);
			expect(new Set(template.nodes.map(({ id }) => id)).size).toBe(names.length);
			for (const [from, outputs] of Object.entries(template.connections)) {
				expect(names).toContain(from);
				for (const { node } of Object.values(outputs).flat(2)) expect(names).toContain(node);
			}
		});

		it('refers in expressions only to nodes that are there', () => {
			for (const [, name] of text.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(name);
		});

		it('sits on the grid', () => {
			for (const { position } of template.nodes) expect(position.map((value) => Math.abs(value % 20))).toEqual([0, 0]);
		});

		it('lets anyone in at first, and says how callers are asked for a secret', () => {
			const [webhook, ...others] = template.nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook');
			expect(others).toEqual([]);
			expect(webhook?.parameters['authentication']).toBe('none');
			// n8n runs no workflow in which a credential is named and not chosen, even where it is not used.
			expect(webhook?.credentials).toBeUndefined();
			expect(promiseOf(template)).toContain(`set *Authentication* in *${webhook?.name}* to Header Auth`);
		});

		it('remembers what strangers said or wrote as untrusted, and reads it again all the same', () => {
			const gateways = template.nodes.filter(({ type }) => /\.memoryGateway(Tool)?$/.test(type));
			const doing = (operation: string) => gateways.filter(({ parameters }) => parameters['operation'] === operation);
			expect(doing('remember').map(({ parameters }) => parameters['trust'])).toEqual(doing('remember').map(() => 'untrusted'));
			for (const { parameters } of doing('recall')) expect(parameters['options']).toMatchObject({ includeUntrusted: true });
			expect(doing('recall')).toHaveLength(doing('remember').length);
			expect(doing('import')).toEqual([]);
		});

		it('lets clones fetch only addresses that its user or our own check has chosen', () => {
			const requests = template.nodes.filter(({ type }) => /\.httpRequest(Tool)?$/.test(type));
			for (const { parameters } of requests)
				expect(String(parameters['url'])).toMatch(/^=\{\{ \$\('Settings'\)\.first\(\)\.json\.\w+ \}\}$/);
		});

		it('has a sticky with the promise and the two things to set', () => {
			expect(promiseOf(template)).toMatch(/Two things to set[\s\S]*1\.[\s\S]*2\./);
		});
	});
});
