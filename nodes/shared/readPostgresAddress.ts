import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { checkInput, z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import type { PostgresAddress } from '../engine/memory/stores';

/** n8n's own default is a hundred, for each process; so many are of no use to one store. */
const MOST_CONNECTIONS = 10;

const credentialSchema = z.object({
	host: z.string().min(1),
	port: z.coerce.number().int().min(1).max(65_535).default(5432),
	database: z.string().min(1),
	user: z.string().default(''),
	password: z.string().default(''),
	maxConnections: z.coerce.number().int().min(1).default(MOST_CONNECTIONS),
	allowUnauthorizedCerts: z.boolean().default(false),
	ssl: z.enum(['allow', 'disable', 'require']).default('disable'),
	sshTunnel: z.boolean().default(false),
});

/**
 * Reads n8n's own Postgres credential, its fields meant as n8n's Postgres node means them.
 *
 * @throws InvalidInputError where it asks for an SSH tunnel, which is not built here, or lacks a field.
 */
export function readPostgresAddress(credential: ICredentialDataDecryptedObject): PostgresAddress {
	const { host, port, database, user, password, maxConnections, allowUnauthorizedCerts, ssl, sshTunnel } = checkInput(
		credentialSchema,
		credential,
		'The Postgres credential',
	);
	if (sshTunnel)
		throw new InvalidInputError(
			'The Postgres credential asks for an SSH tunnel, which this node does not open',
			'Use an address that n8n can reach directly, or keep a tunnel open next to n8n.',
			'SSH Tunnel',
		);
	return {
		host,
		port,
		database,
		user,
		password,
		mostConnections: Math.min(maxConnections, MOST_CONNECTIONS),
		tls: allowUnauthorizedCerts ? 'unverified' : ssl !== 'disable',
	};
}
