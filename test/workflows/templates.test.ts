import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeExported, promiseOf } from './describeExported';

interface SettingsOfCallers {
	readonly assignments: { readonly assignments: ReadonlyArray<{ readonly name: string; readonly type: string; readonly value: unknown }> };
}

const files = globSync('workflows/*.json');

describe('templates', () => {
	it('are there', () => {
		expect(files).toContain('workflows/code-variations.json');
	});

	describe.each(files)('%s', (file) => {
		const template = describeExported(file, { roomBesideClones: 360 });

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

		it('takes what callers send as text, so that a node says what cannot be used, and n8n does not end in silence', () => {
			const settings = template.nodes.find(({ name }) => name === 'Settings')?.parameters as Partial<SettingsOfCallers> | undefined;
			const sent = settings?.assignments?.assignments.filter(({ value }) => String(value).includes('$json.body')) ?? [];
			expect(sent.filter(({ type }) => type !== 'string' && type !== 'array')).toEqual([]);
		});

		it('has a sticky with the promise and the two things to set', () => {
			expect(promiseOf(template)).toMatch(/Two things to set[\s\S]*1\.[\s\S]*2\./);
		});
	});
});
