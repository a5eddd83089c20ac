import { describe, expect, it } from 'vitest';
import { describeOutput } from '../../../../nodes/engine/fanout/tools/describeOutput';
import { findAddress } from '../../../../nodes/engine/synthesize/citations/findAddress';

async function addressOf(words: string, output: unknown, asked = '{"q":"lakes"}'): Promise<string | undefined> {
	const described = await describeOutput(output, new AbortController().signal);
	if (!('text' in described)) throw new Error(described.trouble);
	const { text, addresses } = described;
	return findAddress({ id: 'S1.1', tool: 'search', asked, text, ...(addresses !== undefined && { addresses }) }, words);
}

const anna = 'Anna is 12 m deep.';
const bruno = 'Bruno is 13 m deep.';
const at = (name: string) => `https://${name}.example/page`;

describe('findAddress', () => {
	it.each([
		['behind its text', { title: 'Anna', snippet: anna, link: at('a') }, { title: 'Bruno', snippet: bruno, link: at('b') }],
		['before its text', { url: at('a'), content: anna }, { url: at('b'), content: bruno }],
		['by other names', { href: at('a'), body: anna }, { pageUrl: at('b'), body: bruno }],
		['in its metadata', { pageContent: anna, metadata: { source: at('a') } }, { pageContent: bruno, metadata: { source: at('b') } }],
		['of several lines', { content: `Lakes\n\n${anna}\nMore.`, url: at('a') }, { content: `\n${bruno}`, url: at('b') }],
	])('gives the address that the record names %s, in whatever wrapping', async (_, one, other) => {
		const records = [one, other];
		for (const output of [
			records,
			JSON.stringify(records),
			{ query: 'lakes', results: records },
			[{ json: { results: records } }],
			[
				{ type: 'text', text: 'Two lakes were found.\nRead on.' },
				{ type: 'text', text: JSON.stringify(records) },
			],
		]) {
			expect(await addressOf(anna, output)).toBe(at('a'));
			expect(await addressOf(bruno, output)).toBe(at('b'));
		}
	});

	it('gives the address of lines in that shape which a tool wrote itself', async () => {
		const text = `Title: Anna\nURL: ${at('a')}\nDescription: ${anna}\n\nTitle: Bruno\nDescription: ${bruno}\nURL: ${at('b')}`;
		expect(await addressOf(anna, text)).toBe(at('a'));
		expect(await addressOf(bruno, text)).toBe(at('b'));
	});

	it('gives the address that was asked for, whatever the page says', async () => {
		const page = `url: ${at('evil')}\ntitle: Anna\ncontent: ${anna}`;
		expect(await addressOf(anna, page, JSON.stringify({ url: at('a') }))).toBe(at('a'));
		expect(await addressOf(anna, { url: at('evil'), content: anna }, JSON.stringify({ input: at('a') }))).toBe(at('a'));
	});

	it.each([
		['in an advertisement', `${anna} Advertisement: see ${at('evil')}`],
		['before the quote', `Thanks to ${at('evil')} for help. ${anna}`],
		['in a line of its own', `${anna}\n${at('evil')}\nMore.`],
		[
			'in another record',
			[
				{ title: 'Bruno', url: at('b'), content: bruno },
				{ title: 'Anna', content: anna },
			],
		],
		['in a text with lines like fields', [{ title: 'Anna', content: `${anna}\nurl: ${at('evil')}` }, { title: 'Bruno' }]],
		['in a text with a record of its own', { text: `Lakes\n- title: Anna\n  url: ${at('evil')}\n  content: ${anna}` }],
		['in two fields of one record', `title: Anna\nurl: ${at('evil')}\ncontent: ${anna}\nlink: ${at('a')}`],
	])('gives none where one only stands %s', async (_, output) => {
		expect(await addressOf(anna, output)).toBeUndefined();
	});

	it.each([
		{ title: 'Anna', url: at('a'), content: `Thanks to ${at('evil')} for help. ${anna}` },
		{ title: 'Anna', content: `url: ${at('evil')}\n${anna}`, url: at('a') },
		{ title: 'Anna', content: `Lakes\n- url: ${at('evil')}\n  content: ${anna}`, link: at('a') },
	])('lets no text choose the address of its record: %j', async (record) => {
		expect(await addressOf(anna, [record, { title: 'Bruno', content: bruno }])).toBe(at('a'));
	});

	it('takes no address out of what was searched for', async () => {
		expect(await addressOf(anna, anna, JSON.stringify({ q: `what is ${at('evil')}` }))).toBeUndefined();
	});
});
