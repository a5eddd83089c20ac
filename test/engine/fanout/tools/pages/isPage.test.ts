import { describe, expect, it } from 'vitest';
import { isPage } from '../../../../../nodes/engine/fanout/tools/pages/isPage';

describe('isPage', () => {
	it.each([
		'<html><p>a',
		' \n<!DOCTYPE html><html>',
		'<?xml version="1.0"?>\n<html>',
		'<!-- saved --> <!-- twice -->\n<body>',
		'\ufeff<head>',
		'<BODY class="a">',
	])('knows a page: %s', (text) => {
		expect(isPage(text)).toBe(true);
	});

	it.each(['Use <html> here', '<p>a</p>', '<htmlx>', '<!-- a comment', '<?xml version="1.0"?><feed>', '<!---->hello', ''])(
		'takes other text for none: %s',
		(text) => {
			expect(isPage(text)).toBe(false);
		},
	);

	it('looks for the beginning in the first 4000 characters only', () => {
		expect(isPage(`${'<!-- a -->'.repeat(390)}<html>`)).toBe(true);
		expect(isPage(`${'<!-- a -->'.repeat(400)}<html>`)).toBe(false);
	});
});
