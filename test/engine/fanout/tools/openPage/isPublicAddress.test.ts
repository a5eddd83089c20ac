import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../../../nodes/engine/fanout/tools/openPage/isPublicAddress';

describe('an address', () => {
	it.each(['1.1.1.1', '93.184.216.34', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.0', '223.255.255.255', '11.0.0.1'])(
		'of IPv4 that anyone may reach is public: %s',
		(address) => expect(isPublicAddress(address)).toBe(true),
	);

	it.each(['2606:4700::1111', '2a00:1450:4001:81b::200e', '2001:200::1', '64:ff9b::808:808', '64:ff9b::8.8.8.8'])(
		'of IPv6 that anyone may reach is public: %s',
		(address) => expect(isPublicAddress(address)).toBe(true),
	);

	it.each([
		'0.0.0.0',
		'10.1.2.3',
		'100.64.0.1',
		'100.100.100.200',
		'127.0.0.1',
		'127.255.255.254',
		'169.254.169.254',
		'172.16.0.1',
		'172.31.255.255',
		'192.0.0.192',
		'192.168.1.1',
		'198.18.0.1',
		'224.0.0.251',
		'255.255.255.255',
		'168.63.129.16',
	])('of IPv4 that is loopback, private, shared, link-local, for many or set aside is not: %s', (address) =>
		expect(isPublicAddress(address)).toBe(false),
	);

	it.each([
		'::',
		'::1',
		'::ffff:127.0.0.1',
		'::ffff:8.8.8.8',
		'::127.0.0.1',
		'64:ff9b::7f00:1',
		'64:ff9b::169.254.169.254',
		'64:ff9b:1::1',
		'2001::1',
		'2001:db8::1',
		'2002:7f00:1::',
		'fc00::1',
		'fd00:ec2::254',
		'fe80::1',
		'fe80::1%eth0',
		'fec0::1',
		'ff02::1',
	])('of IPv6 that is loopback, private, link-local, for many, set aside or hides one of IPv4 is not: %s', (address) =>
		expect(isPublicAddress(address)).toBe(false),
	);

	it.each(['', 'localhost', '127.1', '2130706433'])('is an IP address in its usual form, and not %j', (address) =>
		expect(isPublicAddress(address)).toBe(false),
	);
});
