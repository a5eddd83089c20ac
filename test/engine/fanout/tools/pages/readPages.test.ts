import { describe, expect, it } from 'vitest';
import { readPages } from '../../../../../nodes/engine/fanout/tools/pages/readPages';

const html = (body: string) => `<html><body>${body}</body></html>`;
const read = async (...pages: string[]) => await readPages(pages, new AbortController().signal);

/** What this thread itself computes meanwhile: other processes do not count, and neither does waiting. */
async function ownWorkMs(work: () => Promise<unknown>): Promise<number> {
	const before = process.threadCpuUsage();
	await work();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}

describe('readPages', () => {
	it('gives the text of each page in its place', async () => {
		expect(await read(html('<p>One</p>'), html('<h1>Two</h1>'))).toEqual(['One', 'Two']);
	});

	it('lays out tables whose cells span columns and rows', async () => {
		const table =
			'<table><tr><th colspan="2">Tower</th></tr><tr><td rowspan="2">Eiffel</td><td>330 m</td></tr><tr><td>1889</td></tr></table>';
		expect(await read(html(table))).toEqual(['Tower\nEiffel   330 m\n         1889']);
	});

	it.each([
		['a cell over a million columns', '<table><tr><td colspan="1000000">x</td><td>y</td></tr></table>'],
		['a cell over a million rows, written with an entity', '<table><tr><td rowspan="&#49;000000">x</td><td>y</td></tr></table>'],
		['a cell over a billion of both', '<table><tr><td colspan="1e9" rowspan="1e9">x</td><td>y</td></tr></table>'],
		['many wide cells', `<table>${'<tr><td colspan="1000" rowspan="1000">x</td></tr>'.repeat(2000)}<tr><td>y</td></tr></table>`],
		['a cell of no columns', '<table><tr><td colspan="-5" rowspan="none">x</td><td>y</td></tr></table>'],
	])('reads %s', async (_, body) => {
		const [text] = (await read(html(body))) ?? [];
		expect(text).toContain('y');
	});

	it.each([
		['div', '<div>'.repeat(30_000)],
		['b', '<b>'.repeat(60_000)],
		['lists', '<ul><li>'.repeat(20_000)],
		['quotes', '<blockquote>'.repeat(20_000)],
		['tables', '<table><tr><td>x'.repeat(2000)],
		['comments', '<!-- a -->'.repeat(30_000)],
		['signs', '<'.repeat(300_000)],
		['links', '<a href="/x">x</a> '.repeat(15_000)],
		['spaces', ' '.repeat(299_000)],
	])('leaves this thread free while a page is read that is nested or flooded with %s', async (_, body) => {
		await read(html('warm'));
		expect(await ownWorkMs(async () => await read(html(body)))).toBeLessThan(200);
	});

	it('reads the next page after one that took its worker down', async () => {
		await read(html('<table><tr><td>'.repeat(15_000)));
		expect(await read(html('<p>Still here</p>'))).toEqual(['Still here']);
	});

	it('leaves out the pages behind a million characters', async () => {
		const page = html('word '.repeat(59_000));
		const texts = await read(...Array.from({ length: 5 }, () => page));
		expect(texts?.map((text) => text.startsWith('word'))).toEqual([true, true, true, false, false]);
	});

	it('ends at once when stopped', async () => {
		const stop = new AbortController();
		const reading = readPages([html('<div>'.repeat(50_000))], stop.signal);
		stop.abort(new Error('Stop was pressed'));
		await expect(reading).rejects.toThrow('Stop was pressed');
	});
});
