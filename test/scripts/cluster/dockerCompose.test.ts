import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { queueEnvironment, toKey } from '../../../scripts/cluster/clusterKey.mts';
import { n8nVersion } from '../../../scripts/real-n8n/ensureN8n.mts';
import { composeFile, readCompose } from '../../support/readCompose';

const { services, volumes } = readCompose();
const text = readFileSync(composeFile, 'utf8');
const n8n = ['main', 'worker'];
const environment = services['main']?.environment ?? {};

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
		for (const file of mounted.filter((each) => each.startsWith('.'))) expect(existsSync(join(dirname(composeFile), file))).toBe(true);
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
});
