import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json';

interface Locked {
	readonly version: string;
	readonly engines?: { readonly node?: string };
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, Locked>> };
const lockedOf = (name: string) => lock.packages[`node_modules/${name}`];
const numberOf = (version: string) => Number(/\d+/.exec(version)?.[0]);

describe('the package', () => {
	it.each(Object.entries(manifest.dependencies))('takes of %s exactly the version that it is tested with', (name, version) => {
		expect(version).toBe(lockedOf(name)?.version);
	});

	it('asks for a Node that n8n and every dependency run on', () => {
		const needed = ['n8n-workflow', ...Object.keys(manifest.dependencies)].map((name) => numberOf(lockedOf(name)?.engines?.node ?? '0'));
		expect(numberOf(manifest.engines.node)).toBe(numberOf(manifest.devDependencies.node));
		expect(numberOf(manifest.engines.node)).toBeGreaterThanOrEqual(Math.max(...needed));
	});

	it('asks for the n8n that its tests run in', () => {
		const [major, minor] = manifest.devDependencies['n8n-workflow'].split('.');
		expect(manifest.engines.n8n).toBe(`>=${major}.${minor}.0`);
	});
});
