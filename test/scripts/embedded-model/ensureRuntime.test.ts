import { describe, expect, it } from 'vitest';
import { platformPackage } from '../../../scripts/embedded-model/ensureRuntime.mts';

describe('platformPackage', () => {
	it('names the one package with binaries for this platform', () => {
		expect(platformPackage('linux', 'x64', true)).toBe('@node-llama-cpp/linux-x64');
		expect(platformPackage('darwin', 'arm64', false)).toBe('@node-llama-cpp/mac-arm64-metal');
	});

	it.each([
		['linux', 'x64', false, /Linux without glibc/],
		['freebsd', 'x64', false, /freebsd on x64/],
	])('says that there is none for %s on %s', (platform, architecture, glibc, message) => {
		expect(() => platformPackage(platform, architecture, glibc)).toThrow(message);
	});
});
