import { describe, expect, it } from 'vitest';
import { readAllowedHosts } from '../../../../../nodes/engine/fanout/tools/openPage/allowedHosts';

const allows = (list: string, address: string) => readAllowedHosts(list)(new URL(address));

describe('Allowed Private Hosts', () => {
	it.each([
		['wiki.local', 'http://wiki.local/a', true],
		['wiki.local', 'https://WIKI.local.:8443/a', true],
		['wiki.local', 'http://other.wiki.local/', false],
		['wiki.local', 'http://wiki.local.evil.example/', false],
		['127.0.0.1:8080', 'http://127.0.0.1:8080/', true],
		['127.0.0.1:8080', 'http://2130706433:8080/', true],
		['127.0.0.1:8080', 'http://127.0.0.1:5678/', false],
		['wiki.local:80', 'http://wiki.local/', true],
		['wiki.local:80', 'https://wiki.local/', false],
		['fd00::1, [fd00::2]:81', 'http://[fd00::1]:9/', true],
		['fd00::1, [fd00::2]:81', 'http://[fd00:0::2]:81/', true],
		['*.corp.example', 'http://a.b.corp.example/', true],
		['*.corp.example', 'http://corp.example/', false],
		['*.corp.example', 'http://evilcorp.example/', false],
		[' a.local ;\n b.local, ', 'http://b.local/', true],
		['', 'http://localhost/', false],
	])('%j: %s is allowed: %s', (list, address, isAllowed) => expect(allows(list, address)).toBe(isAllowed));

	it.each(['http://wiki.local', 'wiki.local/a', 'me:secret@wiki.local', '*', '*.*.local', 'a b:99999'])(
		'says so of %j, which is no host',
		(list) => expect(() => readAllowedHosts(list)).toThrow(/Allowed Private Hosts names .*, which is no host/),
	);
});
