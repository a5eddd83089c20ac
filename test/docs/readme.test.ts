import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linksOf } from '../support/markdown/linksOf';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'README.md'), 'utf8');
const picturesOf = (part: string) => linksOf(part).filter((link) => link.endsWith('.png'));

describe('README.md', () => {
	it('has at most 1,200 words, commands and tables included', () => {
		expect(text.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(1200);
	});

	it('shows the first flow in six steps, each with a picture', () => {
		const flow = /^## Your first flow in six steps\n([^]*?)^## /m.exec(text)?.[1] ?? '';
		const steps = flow.split(/^(?=\d\. )/m).slice(1);
		expect(steps).toHaveLength(6);
		for (const step of steps) expect(picturesOf(step)).toHaveLength(1);
	});

	it.each(picturesOf(text))('shows %s in at most 120 KB', (picture) => {
		expect(statSync(join(root, picture)).size).toBeLessThanOrEqual(120_000);
	});
});
