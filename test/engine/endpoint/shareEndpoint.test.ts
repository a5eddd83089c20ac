import { expect, it } from 'vitest';
import { shareEndpoint } from '../../../nodes/engine/endpoint/shareEndpoint';

const settings = { baseUrl: 'http://localhost:8000/v1', apiKey: 'k', headers: { a: '1' }, ignoresSslIssues: false };

it('gives the same settings one endpoint, and any others one of their own', () => {
	const endpoint = shareEndpoint(settings);
	expect(shareEndpoint({ ...settings })).toBe(endpoint);
	const others = [
		{ ...settings, baseUrl: 'http://localhost:8000/v1?a=1' },
		{ ...settings, apiKey: 'other' },
		{ ...settings, headers: { a: '2' } },
		{ ...settings, headers: {} },
		{ ...settings, ignoresSslIssues: true },
	];
	expect(new Set([endpoint, ...others.map(shareEndpoint)]).size).toBe(6);
});

it('takes settings that leave everything out for those that say so', () => {
	expect(shareEndpoint({ baseUrl: 'localhost:8001' })).toBe(
		shareEndpoint({ baseUrl: 'localhost:8001', apiKey: '', headers: {}, ignoresSslIssues: false }),
	);
});

it('forgets the one used longest ago when there are more than 64', () => {
	const [first, second] = [shareEndpoint({ baseUrl: 'first' }), shareEndpoint({ baseUrl: 'second' })];
	for (let other = 0; other < 62; other++) shareEndpoint({ baseUrl: `other-${other}` });
	expect(shareEndpoint({ baseUrl: 'first' })).toBe(first);
	shareEndpoint({ baseUrl: 'one-more' });
	expect(shareEndpoint({ baseUrl: 'first' })).toBe(first);
	expect(shareEndpoint({ baseUrl: 'second' })).not.toBe(second);
});

it('keeps no endpoint of settings that cannot be used', () => {
	for (let time = 0; time < 2; time++) expect(() => shareEndpoint({ baseUrl: '' })).toThrow(/is empty/);
});
