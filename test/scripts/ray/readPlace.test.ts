import { describe, expect, it } from 'vitest';
import { readBaseUrl, readHead } from '../../../scripts/ray/readPlace.mts';

describe('the machine that is joined', () => {
	it.each([
		['melchior', { host: 'melchior', port: 6399 }],
		['melchior.lan:7000', { host: 'melchior.lan', port: 7000 }],
		['192.168.1.5:7000', { host: '192.168.1.5', port: 7000 }],
		['[fd00::5]', { host: 'fd00::5', port: 6399 }],
	])('is read from %s', (word, place) => {
		expect(readHead(word, 6399)).toEqual(place);
	});

	it.each(['http://melchior:8000/v1', 'melchior:', 'melchior:port', 'melchior:99999', 'fd00::5', 'me@melchior', ''])(
		'is not read from %j',
		(word) => {
			expect(() => readHead(word, 6399)).toThrow(/is no machine/);
		},
	);
});

describe('the address that is checked', () => {
	it.each([
		['melchior', 'http://melchior:8000/v1'],
		['melchior:9000', 'http://melchior:9000/v1'],
		['http://melchior:8000', 'http://melchior:8000/v1'],
		['http://melchior:8000/v1/', 'http://melchior:8000/v1'],
		['https://models.lan/ray/v1', 'https://models.lan/ray/v1'],
	])('is read from %s', (word, address) => {
		expect(readBaseUrl(word, 8000)).toBe(address);
	});

	it.each(['ftp://melchior', 'http://', 'two words', 'http://me:planted@melchior/v1'])('is not read from %j', (word) => {
		expect(() => readBaseUrl(word, 8000)).toThrow(/is no address/);
	});
});
