import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';

interface PatternNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
}

interface Pattern {
	readonly name: string;
	readonly nodes: readonly PatternNode[];
	readonly connections: Readonly<Record<string, Readonly<Record<string, ReadonlyArray<ReadonlyArray<{ readonly node: string }>>>>>>;
	readonly pinData: Readonly<Record<string, readonly object[]>>;
}

/** More than this is no small pattern; the sticky is not counted. */
const mostNodes = 9;

const files = globSync('workflows/patterns/*.json');
const page = readFileSync('docs/patterns.md', 'utf8');
const ownTypes = manifest.n8n.nodes.map((file) => {
	const name = path.basename(file, '.node.js');
	return `${manifest.name}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
});
const isSticky = ({ type }: PatternNode) => type === 'n8n-nodes-base.stickyNote';
const isTrigger = ({ type }: PatternNode) => /Trigger$|\.webhook$/.test(type);

describe('patterns', () => {
	it('are there', () => {
		expect(files.length).toBeGreaterThanOrEqual(10);
	});

	describe.each(files)('%s', (file) => {
		const text = readFileSync(file, 'utf8');
		const pattern = JSON.parse(text) as Pattern;
		const names = pattern.nodes.map(({ name }) => name);
		const promise = String(pattern.nodes.find(isSticky)?.parameters['content']);

		it('carries nothing of the n8n it was made in', () => {
			expect(Object.keys(pattern).sort()).toEqual(['connections', 'name', 'nodes', 'pinData', 'settings']);
			expect(text).not.toMatch(/instanceId|versionId|createdAt|updatedAt|staticData/);
			for (const { credentials = {} } of pattern.nodes) for (const { id } of Object.values(credentials)) expect(id).toBe('');
		});

		it('is small', () => {
			expect(pattern.nodes.filter((node) => !isSticky(node)).length).toBeLessThanOrEqual(mostNodes);
		});

		it('has a sticky with the promise and the one or two things to set', () => {
			expect(promise).toMatch(/^## .+\n.+/);
			expect(promise).toMatch(/\*\*One thing to set\*\*\n\S|\*\*Two things to set\*\*\n1\. .+\n2\. /);
		});

		it('names in its sticky only nodes that are there, and each that needs a credential', () => {
			const needy = pattern.nodes.filter(({ credentials }) => credentials !== undefined);
			for (const { name } of needy) if (!/Members/.test(name)) expect(promise).toContain(`*${name}*`);
			expect(needy.length).toBeGreaterThan(0);
		});

		it('runs at once: its trigger has a pinned sample', () => {
			const pinned = Object.keys(pattern.pinData);
			expect(pinned.filter((name) => pattern.nodes.some((node) => node.name === name && isTrigger(node)))).toHaveLength(1);
			for (const name of pinned) expect(names).toContain(name);
		});

		it('names only nodes of this package or of n8n', () => {
			for (const { type } of pattern.nodes) {
				if (!/^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./.test(type)) expect(ownTypes).toContain(type.replace(/Tool$/, ''));
			}
		});

		it('has nodes with names and ids of their own, and connects only those', () => {
			expect(new Set(names).size).toBe(names.length);
			expect(new Set(pattern.nodes.map(({ id }) => id)).size).toBe(names.length);
			for (const [from, outputs] of Object.entries(pattern.connections)) {
				expect(names).toContain(from);
				for (const { node } of Object.values(outputs).flat(2)) expect(names).toContain(node);
			}
		});

		it('refers in expressions only to nodes that are there', () => {
			for (const [, name] of text.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(name);
		});

		it('sits on the grid, with room beside the clones, whose node the editor draws wide', () => {
			for (const { position } of pattern.nodes) expect(position.map((value) => Math.abs(value % 20))).toEqual([0, 0]);
			for (const clones of pattern.nodes.filter(({ type }) => type.endsWith('.shadowCloneFanOut'))) {
				const [x, y] = clones.position;
				const beside = pattern.nodes.filter(({ position }) => position[0] > x && Math.abs(position[1] - y) < 160);
				for (const { name, position } of beside) expect(position[0] - x, name).toBeGreaterThanOrEqual(220);
			}
		});

		it('says on its page what it does', () => {
			expect(page).toContain(`../${file}`);
		});
	});
});
