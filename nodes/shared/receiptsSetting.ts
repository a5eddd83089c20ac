import { InvalidInputError } from '../engine/errors';
import type { PostgresAddress } from '../engine/memory/stores';

/** What SHADOW_CLONES_RECEIPTS says of all nodes of this process: nothing, that none keeps receipts, or the Postgres where all do. */
export type ReceiptsSetting = 'unset' | 'off' | PostgresAddress;

/** Receipts are written one batch after the other. */
const MOST_CONNECTIONS = 2;

/** @throws InvalidInputError where it is neither `off` nor an address; what it says is not repeated, as it may hold a password. */
export function readReceiptsSetting(environment: NodeJS.ProcessEnv = process.env): ReceiptsSetting {
	const said = environment['SHADOW_CLONES_RECEIPTS']?.trim() ?? '';
	if (/^(?:|on|true)$/i.test(said)) return 'unset';
	if (/^(?:off|false)$/i.test(said)) return 'off';
	const url = /^postgres(?:ql)?:\/\//i.test(said) ? URL.parse(said) : null;
	const database = url?.pathname.slice(1) ?? '';
	if (url === null || url.hostname === '' || database === '') {
		throw new InvalidInputError(
			'The environment variable SHADOW_CLONES_RECEIPTS is neither off nor the address of a Postgres database',
			'Set it to off, to postgres://USER:PASSWORD@HOST:5432/DATABASE, or remove it.',
		);
	}
	const tls = url.searchParams.get('sslmode') ?? 'disable';
	return {
		host: url.hostname,
		port: url.port === '' ? 5432 : Number(url.port),
		database: decode(database),
		user: decode(url.username),
		password: decode(url.password),
		mostConnections: MOST_CONNECTIONS,
		tls: tls === 'no-verify' || tls === 'require' ? 'unverified' : tls !== 'disable',
	};
}

/** What is no percent-encoding stands for itself. */
function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
