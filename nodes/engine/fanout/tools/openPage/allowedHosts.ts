import { isIP } from 'node:net';
import { InvalidInputError } from '../../../errors';

/** Says whether a host of a web address is one that the user lists. */
export type AllowsHost = (address: URL) => boolean;

const ADVICE = 'List names or addresses with commas between them, each with a port or without: wiki.local, 10.0.0.5:8080, *.corp.example.';

/**
 * Reads a list such as `wiki.local, 10.0.0.5:8080, *.corp.example`. With a port only that one is allowed; a star stands for one or more names before the dot, and for nothing else.
 *
 * @throws InvalidInputError naming the field.
 */
export function readAllowedHosts(list: string): AllowsHost {
	const allowed = list
		.split(/[\s,;]+/)
		.filter((entry) => entry !== '')
		.map(readEntry);
	return (address) => allowed.some((allows) => allows(address));
}

function readEntry(entry: string): AllowsHost {
	const isWild = entry.startsWith('*.');
	const host = isIP(entry) === 6 ? `[${entry}]` : entry;
	const written = URL.parse(`http://${isWild ? host.slice(2) : host}`);
	const isHost =
		written !== null && `${written.username}${written.password}${written.search}${written.hash}` === '' && written.pathname === '/';
	if (!isHost || entry.includes('/') || written.hostname.includes('*'))
		throw new InvalidInputError(`Allowed Private Hosts names ${JSON.stringify(entry)}, which is no host`, ADVICE, 'Allowed Private Hosts');
	const name = nameOf(written);
	// The URL leaves out port 80, which is also what an address without a port means.
	const port = /:\d+$/.test(host) ? written.port || '80' : undefined;
	return (address) => {
		const asked = nameOf(address);
		const isNamed = isWild ? asked.endsWith(`.${name}`) : asked === name;
		return isNamed && (port === undefined || portOf(address) === port);
	};
}

/** A name may end with a dot, which means the same host. */
export function nameOf({ hostname }: URL): string {
	return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function portOf({ port, protocol }: URL): string {
	return port || (protocol === 'https:' ? '443' : '80');
}
