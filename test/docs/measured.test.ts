import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';

const root = join(__dirname, '../..');
const sections = readFileSync(join(root, 'docs/measured.md'), 'utf8')
	.split(/^(?=## )/m)
	.slice(1)
	.map((text) => ({ name: /^## (.+)/.exec(text)?.[1] ?? '', text }));
/** It only repeats figures of the others. */
const summary = 'In short';

describe.each(sections.filter(({ name }) => name !== summary))('measured: $name', ({ text }) => {
	const origins = [...text.matchAll(/^_Command:_ `([^`\n]+)` · _Machine:_ (.+?) · _Date:_ (.+)$/gm)];

	it('says which command, on which machine and when, before its first table', () => {
		expect(origins.length).toBeGreaterThanOrEqual(1);
		const table = text.search(/^\|/m);
		if (table !== -1) expect(text.indexOf('_Command:_')).toBeLessThan(table);
		for (const [, , machine = '', date = ''] of origins) {
			expect(machine).toMatch(/\bcores?\b|GPU/);
			expect(date).toMatch(/\d{1,2} [A-Z][a-z]+ 20\d\d/);
		}
	});

	it('names a command that is there', () => {
		for (const [, command = ''] of origins) {
			const script = /^npm run ([\w:-]+)/.exec(command)?.[1];
			const file = /^node (\S+)/.exec(command)?.[1];
			expect(script === undefined ? existsSync(join(root, file ?? 'none')) : script in manifest.scripts).toBe(true);
		}
	});
});

it('every table of measured figures stands in a section', () => {
	const before = readFileSync(join(root, 'docs/measured.md'), 'utf8').split(/^## /m)[0] ?? '';
	expect(before).not.toMatch(/^\|/m);
	expect(sections.some(({ name }) => name === summary)).toBe(true);
});
