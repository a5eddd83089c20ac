import { describe, expect, it } from 'vitest';
import { errorTitleOf } from '../../../../../nodes/engine/fanout/tools/pages/errorTitle';

const pageOf = (title: string) => `<!doctype html><html><head><title>${title}</title></head><body><p>Hello.</p></body></html>`;

describe('errorTitleOf', () => {
	it.each([
		['403 Forbidden', '403 Forbidden'],
		['towers.example | 502: Bad gateway', '502: Bad gateway'],
		['Page not found · Towers', 'Page not found'],
		['Towers – 404 Not Found', '404 Not Found'],
		['HTTP Status 404 – Not Found', 'HTTP Status 404 – Not Found'],
		['Error 404 (Not Found)!!1', 'Error 404'],
		['Just a moment...', 'Just a moment'],
		['Attention Required! | Cloudflare', 'Attention Required'],
	])('finds the error in %j', (title, error) => {
		expect(errorTitleOf(pageOf(title))).toBe(error);
	});

	it.each(['Blackpool Tower', 'HTTP 404', 'List of HTTP status codes', 'Access to public records', ''])('finds none in %j', (title) => {
		expect(errorTitleOf(pageOf(title))).toBeUndefined();
	});

	it('finds none where there is no title', () => {
		expect(errorTitleOf('<html><body>404 Not Found</body></html>')).toBeUndefined();
	});
});
