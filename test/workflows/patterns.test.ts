import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeExported, isSticky, promiseOf, type ExportedNode } from './describeExported';

/** More than this is no small pattern; the sticky is not counted. */
const mostNodes = 11;

const files = globSync('workflows/patterns/*.json');
const page = readFileSync('docs/patterns.md', 'utf8');
const isTrigger = ({ type }: ExportedNode) => /Trigger$|\.webhook$/.test(type);

describe('patterns', () => {
	it('are there', () => {
		expect(files.length).toBeGreaterThanOrEqual(10);
	});

	describe.each(files)('%s', (file) => {
		const pattern = describeExported(file, { roomBesideClones: 220 });
		const { nodes, pinData } = pattern;
		const promise = promiseOf(pattern);

		it('is small', () => {
			expect(nodes.filter((node) => !isSticky(node)).length).toBeLessThanOrEqual(mostNodes);
		});

		it('has a sticky with the promise and the one or two things to set', () => {
			expect(promise).toMatch(/^## .+\n.+/);
			expect(promise).toMatch(/\*\*One thing to set\*\*\n\S|\*\*Two things to set\*\*\n1\. .+\n2\. /);
		});

		it('names in its sticky each node that needs a credential', () => {
			const needy = nodes.filter(({ credentials }) => credentials !== undefined);
			for (const { name } of needy) if (!/Members/.test(name)) expect(promise).toContain(`*${name}*`);
			expect(needy.length).toBeGreaterThan(0);
		});

		it('runs at once: its trigger has a pinned sample', () => {
			const pinned = Object.keys(pinData);
			expect(pinned.filter((name) => nodes.some((node) => node.name === name && isTrigger(node)))).toHaveLength(1);
			for (const name of pinned) expect(nodes.map((node) => node.name)).toContain(name);
		});

		it('says on its page what it does', () => {
			expect(page).toContain(`../${file}`);
		});
	});
});
