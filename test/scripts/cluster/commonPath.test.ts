import { describe, expect, it } from 'vitest';
import { commonPath } from '../../../scripts/cluster/commonPath.mts';
import { needsHaproxy } from '../../../scripts/cluster/needsHaproxy.mts';

describe('the path of model servers behind one address', () => {
	it.each([
		['/v1', ['http://a:8000/v1', 'http://b:8000/v1/']],
		['/v1', ['http://a:8000', 'http://b:8000/v1']],
		['/models/v1', ['http://a/models/v1', 'http://b/models/v1']],
	])('is %s for %s', (path, servers) => {
		expect(commonPath(servers)).toBe(path);
	});

	it('is none where one wants https, or answers at another path', () => {
		expect(() => commonPath(['http://a/v1', 'https://b/v1'])).toThrow('https://b/v1 wants https');
		expect(() => commonPath(['http://a/v1', 'http://b/v2'])).toThrow('these answer at /v1 and /v2');
	});
});

describe('HAProxy', () => {
	it.each([
		[false, ['https://models.example/v1'], '10.0.0.5'],
		[false, ['http://localhost:8000/v1'], undefined],
		[true, ['http://localhost:8000/v1'], '10.0.0.5'],
		[true, ['http://a/v1', 'http://b/v1'], undefined],
	])('is needed: %s, for %s with the address %s', (isNeeded, servers, address) => {
		expect(needsHaproxy(servers, address)).toBe(isNeeded);
	});
});
