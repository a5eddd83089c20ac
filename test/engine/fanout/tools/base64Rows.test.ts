import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base64Rows } from '../../../../nodes/engine/fanout/tools/base64Rows';

/** Bytes of no order, the same in every run. */
const bytes = Buffer.concat(Array.from({ length: 40 }, (_, index) => createHash('sha256').update(String(index)).digest()));
const base64 = bytes.toString('base64');
const rowsIn = (text: string) => base64Rows(text).map(({ start, end }) => text.slice(start, end));

describe('base64Rows', () => {
	it.each([
		['base64', base64],
		['base64 for addresses', bytes.toString('base64url')],
		['hexadecimal digits', bytes.toString('hex')],
		['base64 in lines', base64.replace(/.{76}/g, '$&\r\n')],
		['base64 in lines, as JSON writes it', base64.replace(/.{64}/g, '$&\\n')],
		['base64 with the slashes of some writers of JSON', base64.replaceAll('/', '\\/')],
		['a data address', `data:image/png;base64,${base64.slice(0, 60)}`],
	])('finds a row of %s, and nothing of what is around', (_, row) => {
		expect(rowsIn(`{"name": "a tower", "data": "${row}", "height": 158}`)).toEqual([row]);
	});

	it.each([
		['words', 'The tower is 158 metres tall. '.repeat(20)],
		['one letter', 'x'.repeat(1000)],
		['digits', '3141592653589793'.repeat(20)],
		['the letters of a gene', 'ACGTTGCA'.repeat(50)],
		['a long address', `See https://towers.example/${base64} for more.`],
		['a line', '-'.repeat(300)],
		['a short row', base64.slice(0, 120)],
		['Chinese', '布莱克浦塔高一百五十八米'.repeat(30)],
	])('finds none in %s', (_, text) => {
		expect(rowsIn(text)).toEqual([]);
	});

	it('reads a very long row', () => {
		const [row] = base64Rows(base64.replaceAll('=', '').repeat(10_000));
		expect(row).toMatchObject({ start: 0 });
	});
});
