import { BlockList, isIP } from 'node:net';

/** What is set aside in IPv4, by IANA's special-purpose registry; the last one is where Azure's hosts ask their cloud about themselves. */
const closedV4 = listOf('ipv4', [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/4',
	'240.0.0.0/4',
	'168.63.129.16/32',
]);
/** All that is given out to anyone in IPv6 so far. */
const openV6 = listOf('ipv6', ['2000::/3']);
/** Set aside within it: protocols with Teredo, examples, and 6to4, which hides an address of IPv4. */
const closedV6 = listOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);
/** By which networks without IPv4 reach it: the last 32 bits are the address. */
const translated = listOf('ipv6', ['64:ff9b::/96']);

/**
 * Says whether an IP address, as look-ups and addresses give it, is one that anyone may reach: not loopback, private, shared, link-local, for many at once, or set aside.
 *
 * An address of IPv4 that is written in IPv6 (`::ffff:1.2.3.4`) is never public. False for what is no IP address.
 */
export function isPublicAddress(address: string): boolean {
	const family = isIP(address);
	if (family === 4) return !closedV4.check(address, 'ipv4');
	if (family !== 6 || address.includes('%')) return false;
	if (translated.check(address, 'ipv6')) return isPublicAddress(lastFourBytes(address));
	return openV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6');
}

function listOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
	const list = new BlockList();
	for (const range of ranges) {
		const [address = '', bits] = range.split('/');
		list.addSubnet(address, Number(bits), family);
	}
	return list;
}

/** The URL parser writes every address of IPv6 in one way. */
function lastFourBytes(address: string): string {
	const [low = '', high = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').toReversed();
	const [left, right] = [Number.parseInt(high || '0', 16), Number.parseInt(low || '0', 16)];
	return [left >> 8, left & 255, right >> 8, right & 255].join('.');
}
