import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { boxOf, codeColumnsOf, overlap } from './drawnBoxes';
import manifest from '../../package.json';

export interface ExportedNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
}

/** A workflow as its file holds it. */
export interface ExportedWorkflow {
	readonly name: string;
	readonly nodes: readonly ExportedNode[];
	readonly connections: Readonly<Record<string, Readonly<Record<string, ReadonlyArray<ReadonlyArray<{ readonly node: string }>>>>>>;
	readonly pinData: Readonly<Record<string, readonly object[]>>;
}

export const isSticky = ({ type }: ExportedNode) => type === 'n8n-nodes-base.stickyNote';

/** What the sticky says. */
export const promiseOf = ({ nodes }: ExportedWorkflow) => String(nodes.find(isSticky)?.parameters['content']);

const lowerFirst = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
const ownTypes = manifest.n8n.nodes.map((file) => `${manifest.name}.${lowerFirst(path.basename(file, '.node.js'))}`);
const ownCredentials = manifest.n8n.credentials.map((file) => lowerFirst(path.basename(file, '.credentials.js')));
/** Of n8n itself, in workflows that say how callers are let in. */
const otherCredentials = ['httpBasicAuth'];
const fromSettings = (name: string) => `={{ $('Settings').first().json.${name} }}`;

/** Reads a workflow of this package, and holds what is true of all of them; `roomBesideClones` is how far the next node is from the clones. */
export function describeExported(file: string, { roomBesideClones }: { readonly roomBesideClones: number }): ExportedWorkflow {
	const text = readFileSync(file, 'utf8');
	const workflow = JSON.parse(text) as ExportedWorkflow;
	const { nodes } = workflow;
	const names = nodes.map(({ name }) => name);

	it('carries nothing of the n8n it was made in', () => {
		expect(Object.keys(workflow).sort()).toEqual(['connections', 'name', 'nodes', 'pinData', 'settings']);
		expect(text).not.toMatch(/instanceId|versionId|createdAt|updatedAt|staticData/);
		for (const { credentials = {} } of nodes) for (const { id } of Object.values(credentials)) expect(id).toBe('');
	});

	it('names only node types and credentials that this package or n8n has', () => {
		for (const { type, credentials = {} } of nodes) {
			if (!/^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./.test(type)) expect(ownTypes).toContain(type.replace(/Tool$/, ''));
			for (const credential of Object.keys(credentials)) expect([...ownCredentials, ...otherCredentials]).toContain(credential);
		}
	});

	it('has nodes with names and ids of their own, and connects only those', () => {
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(names.length);
		for (const [from, outputs] of Object.entries(workflow.connections)) {
			expect(names).toContain(from);
			for (const { node } of Object.values(outputs).flat(2)) expect(names).toContain(node);
		}
	});

	it('refers in expressions only to nodes that are there', () => {
		for (const [, name] of text.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(name);
	});

	it('sits on the grid, with room beside the clones, whose node the editor draws wide for the tools below it', () => {
		for (const { position } of nodes) expect(position.map((value) => Math.abs(value % 20))).toEqual([0, 0]);
		for (const clones of nodes.filter(({ type }) => type.endsWith('.shadowCloneFanOut'))) {
			const [x, y] = clones.position;
			const beside = nodes.filter(({ position }) => position[0] > x && Math.abs(position[1] - y) < 160);
			for (const { name, position } of beside) expect(position[0] - x, name).toBeGreaterThanOrEqual(roomBesideClones);
		}
	});

	it('draws no node over another one, nor over what a sticky says', () => {
		const isSubNode = ({ name }: ExportedNode) => Object.keys(workflow.connections[name] ?? {}).some((kind) => kind !== 'main');
		const boxes = nodes.map((node) => boxOf(node, { isSubNode: isSubNode(node) }));
		const overlaps = boxes.flatMap((one, index) =>
			boxes.slice(index + 1).flatMap((other) => (overlap(one, other) ? [`${one.name} and ${other.name}`] : [])),
		);
		expect(overlaps).toEqual([]);
	});

	it('has no command in a sticky that is cut off at the right', () => {
		for (const { parameters } of nodes.filter(isSticky)) {
			const lines = [...String(parameters['content']).matchAll(/^```\w*\n([^]*?)^```/gm)].flatMap(([, code = '']) => code.split('\n'));
			for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(codeColumnsOf(Number(parameters['width'])));
		}
	});

	it('keeps everything in the store and the namespace of Settings, so that one value is enough for queue mode', () => {
		const keepers = nodes.filter(({ type, parameters }) => /\.memoryGateway(Tool)?$/.test(type) && parameters['resource'] !== 'receipts');
		for (const { name, parameters } of keepers) {
			expect(parameters['store'], name).toBe(fromSettings('store'));
			const { namespace } = parameters as { readonly namespace?: string | { readonly value: string } };
			expect(typeof namespace === 'object' ? namespace.value : namespace, name).toBe(fromSettings('namespace'));
		}
		if (keepers.length > 0) expect(promiseOf(workflow)).toMatch(/queue mode[^.]*, set `store` in \*Settings\* to `postgres`/);
	});

	return workflow;
}
