import { dirname, delimiter } from 'node:path';
import type { Owner } from './owner.mts';

export interface N8nPlace {
	/** n8n's user folder: it keeps its database and community packages in `.n8n` below it. */
	readonly folder: string;
	readonly port: number;
	readonly brokerPort: number;
	readonly owner?: Owner;
	readonly extra?: NodeJS.ProcessEnv;
}

/**
 * The environment of a quiet n8n on loopback: no telemetry, no calls home, an owner who exists.
 *
 * Settings of another n8n that the caller's shell carries are left behind: this one must never touch that one's database.
 * So is a test runner's NODE_ENV, with which n8n would write no log.
 */
export function n8nEnvironment({ folder, port, brokerPort, owner, extra }: N8nPlace): NodeJS.ProcessEnv {
	const foreign =
		/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|NODES_|NODE_FUNCTION_|GENERIC_TIMEZONE$|NODE_ENV$|NODE_OPTIONS$|VITEST|TEST$|npm_)/;
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(inherited),
		PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
		N8N_USER_FOLDER: folder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		// A browser keeps a secure cookie only over https, and could not log in here.
		N8N_SECURE_COOKIE: 'false',
		WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// It fetches a list of servers from n8n's makers at every start.
		N8N_DISABLED_MODULES: 'mcp-registry',
		N8N_PYTHON_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		...(owner && {
			N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
			N8N_INSTANCE_OWNER_EMAIL: owner.email,
			N8N_INSTANCE_OWNER_PASSWORD_HASH: owner.passwordHash,
			N8N_INSTANCE_OWNER_FIRST_NAME: 'Shadow',
			N8N_INSTANCE_OWNER_LAST_NAME: 'Clone',
		}),
		...extra,
	};
}
