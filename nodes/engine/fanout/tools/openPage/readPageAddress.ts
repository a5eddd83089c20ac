import { isIP } from 'node:net';
import { nameOf, type AllowsHost } from './allowedHosts';
import { isPublicAddress } from './isPublicAddress';
import { PageRefusedError } from './pageRefusedError';

/** Names that no public page has: set aside, or usual within a network. */
const closedNames = [
	'localhost',
	'local',
	'localdomain',
	'internal',
	'intranet',
	'private',
	'corp',
	'home',
	'lan',
	'arpa',
	'test',
	'invalid',
	'onion',
];
const LONGEST = 4000;

/**
 * Reads the address of a page that a clone asks for, as a browser reads it: `http://2130706433/` and `http://0177.1/` are 127.0.0.1.
 *
 * Where its name leads is not looked up here.
 *
 * @throws PageRefusedError for what is no http or https address, holds a password, or names a host that is not public and that the user does not allow.
 */
export function readPageAddress(written: string, allows: AllowsHost, from?: URL): URL {
	const address = written.length > LONGEST ? null : URL.parse(written.trim(), from?.href);
	if (address === null)
		throw new PageRefusedError(`${quote(written)} is no whole web address. Give one that begins with https:// or http://.`);
	if (address.protocol !== 'http:' && address.protocol !== 'https:')
		throw new PageRefusedError(`${quote(address.protocol)} addresses are not opened, only http: and https: ones.`);
	if (address.username !== '' || address.password !== '')
		throw new PageRefusedError('An address that holds a user or a password is not opened.');
	if (!allows(address) && !mayBePublic(nameOf(address))) throw notPublic(address);
	return address;
}

export function notPublic(address: Pick<URL, 'host'>): PageRefusedError {
	return new PageRefusedError(`The host ${quote(address.host)} is not public, and only public pages are opened.`);
}

/** A name without a dot is one of this network, such as that of a container. */
function mayBePublic(name: string): boolean {
	if (isIP(name) !== 0) return isPublicAddress(name);
	const labels = name.split('.');
	return labels.length > 1 && !closedNames.includes(labels.at(-1) ?? '');
}

function quote(text: string): string {
	return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
