import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { queueEnvironment, toKey } from '../../../scripts/cluster/clusterKey.mts';
import { n8nVersion } from '../../../scripts/real-n8n/ensureN8n.mts';
import { cacheFolder } from '../../../scripts/shared/cacheFolder.mts';

interface Service {
	readonly image: string;
	readonly command?: string;
	readonly environment?: Readonly<Record<string, string>>;
	readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
	readonly volumes?: readonly string[];
	readonly healthcheck?: object;
}

interface Compose {
	readonly services: Readonly<Record<string, Service>>;
	readonly volumes: Readonly<Record<string, unknown>>;
}

const folder = join(__dirname, '../../../scripts/cluster');
const text = readFileSync(join(folder, 'docker-compose.yml'), 'utf8');
// ESLint brings a reader of YAML.
const requireOfEslint = createRequire(require.resolve('eslint/package.json'));
const yaml = createRequire(requireOfEslint.resolve('@eslint/eslintrc'))('js-yaml') as { load(source: string): unknown };
const { services, volumes } = yaml.load(text) as Compose;
const n8n = ['main', 'worker'];
const environment = services['main']?.environment ?? {};

/** The code of n8n that reads variables. */
const sources = ['@n8n/config/dist/**/*.js', 'n8n/dist/workflow-runner.js', 'n8n/dist/modules/community-packages/*.config.js'];
const modules = join(cacheFolder(`n8n-${n8nVersion}`), 'node_modules');

describe('docker-compose.yml', () => {
	it('starts main and workers from one description, of the n8n that the tests run', () => {
		for (const name of n8n) expect(services[name]?.image).toBe(`docker.n8n.io/n8nio/n8n:${n8nVersion}`);
		expect(services['worker']?.environment).toEqual(environment);
		expect(services['worker']?.command).toMatch(/^worker /);
	});

	it('names only services that are there, waits for those that say how they are, and declares its volumes', () => {
		for (const { depends_on: waits = {} } of Object.values(services))
			for (const [name, { condition }] of Object.entries(waits)) {
				expect(condition).toBe('service_healthy');
				expect(services[name]?.healthcheck).toBeDefined();
			}
		const hosts = Object.entries(environment).filter(([name]) => name.endsWith('_HOST'));
		expect(hosts.map(([, host]) => host).sort()).toEqual(['postgres', 'redis']);
		for (const [, host] of hosts) expect(services).toHaveProperty(host);
		expect(new URL(environment['SHADOW_CLONES_RECEIPTS']!.replaceAll(/\$\{[^}]*\}/g, 'x')).hostname).toBe('postgres');
		const mounted = Object.values(services).flatMap(({ volumes: each = [] }) => each.map((volume) => volume.split(':')[0]!));
		for (const name of mounted.filter((each) => !each.startsWith('.'))) expect(volumes).toHaveProperty(name);
		for (const file of mounted.filter((each) => each.startsWith('.'))) expect(existsSync(join(folder, file))).toBe(true);
	});

	it('holds no secret, and refuses to start without one', () => {
		for (const [, name = '', rest] of text.replaceAll('$$', '').matchAll(/\$\{(\w+)(:\?)?\}/g)) {
			expect(rest).toBe(':?');
			expect(text.split('x-n8n')[0]).toContain(`${name}=…`);
		}
		for (const [name, value] of Object.entries(environment)) if (/PASSWORD|KEY/.test(name)) expect(value).toMatch(/^\$\{\w+:\?\}$/);
	});

	it('sets what npm run cluster sets', () => {
		const place = { host: '', port: 5432, database: 'n8n', user: 'n8n', password: '', tls: false, mostConnections: 8 } as const;
		const set = queueEnvironment(toKey('', { port: 6379, password: '' }, place, ''), '');
		// These ports are where n8n looks by itself.
		const names = Object.keys(set).filter((name) => !name.endsWith('_PORT'));
		expect(Object.keys(environment)).toEqual(expect.arrayContaining(names));
		for (const name of names.filter((each) => /MODE|EXECUTIONS|LOCK|STALLED|DB_TYPE/.test(each))) expect(environment[name]).toBe(set[name]);
	});

	it.skipIf(!existsSync(modules))('knows only variables that this n8n reads, or this package', () => {
		const code = sources.flatMap((pattern) => globSync(pattern, { cwd: modules })).map((file) => readFileSync(join(modules, file), 'utf8'));
		const all = code.join('\n');
		const isRead = (name: string) => all.includes(`'${name}'`) || all.includes(`process.env.${name} `);
		expect(isRead('N8N_NO_SUCH_VARIABLE')).toBe(false);
		expect(Object.keys(environment).filter((name) => !isRead(name))).toEqual(['SHADOW_CLONES_RECEIPTS']);
		const ours = readFileSync(join(__dirname, '../../../nodes/shared/receiptsSetting.ts'), 'utf8');
		expect(ours).toContain("environment['SHADOW_CLONES_RECEIPTS']");
	});
});
