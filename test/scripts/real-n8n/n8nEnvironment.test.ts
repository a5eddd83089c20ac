import { afterEach, describe, expect, it, vi } from 'vitest';
import { n8nEnvironment } from '../../../scripts/real-n8n/n8nEnvironment.mts';

const place = { folder: '/somewhere', port: 5678, brokerPort: 5679 };

afterEach(() => vi.unstubAllEnvs());

describe('n8nEnvironment', () => {
	it('leaves the settings of another n8n behind, and what a test runner or npm set', () => {
		const foreign = [
			'N8N_ENCRYPTION_KEY',
			'DB_TYPE',
			'DB_POSTGRESDB_HOST',
			'EXECUTIONS_MODE',
			'QUEUE_BULL_REDIS_HOST',
			'NODE_ENV',
			'npm_config_prefix',
		];
		for (const name of foreign) vi.stubEnv(name, 'of another');
		expect(Object.keys(n8nEnvironment(place)).filter((name) => foreign.includes(name))).toEqual([]);
	});

	it('keeps the rest of the environment, proxies among it', () => {
		vi.stubEnv('HTTPS_PROXY', 'http://proxy:3128');
		expect(n8nEnvironment(place)['HTTPS_PROXY']).toBe('http://proxy:3128');
	});

	it('lets the caller have the last word', () => {
		const env = n8nEnvironment({ ...place, extra: { N8N_PORT: '1', N8N_DISABLE_UI: 'true' } });
		expect(env).toMatchObject({ N8N_PORT: '1', N8N_DISABLE_UI: 'true', N8N_LISTEN_ADDRESS: '127.0.0.1' });
	});
});
