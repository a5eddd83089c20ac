import { describe, expect, it } from 'vitest';
import { describeOutput as describeWithin } from '../../../../nodes/engine/fanout/tools/describeOutput';

const describeOutput = async (output: unknown) => await describeWithin(output, new AbortController().signal);

const html =
	'<!doctype html><html><head><title>T</title><style>p { color: red }</style><script>alert("x")</script></head><body><h1>Eiffel Tower</h1><p>It was built for the World&#39;s Fair of 1889 and\nwas at first meant to stand for twenty years only. It is <b>330&nbsp;metres</b> high.</p><p>See <a href="/more">more</a>.</p></body></html>';

describe('describeOutput', () => {
	it('gives the text of a web page as a reader sees it, also inside of an object', async () => {
		const text =
			"Eiffel Tower\n\nIt was built for the World's Fair of 1889 and was at first meant to stand for twenty years only. It is 330\u00a0metres high.\n\nSee more [/more].";
		expect(await describeOutput(html)).toEqual({ text });
		expect(await describeOutput(JSON.stringify([{ page: html }]))).toEqual({ text: `page: ${text}` });
	});

	it('reads the beginning of a very long page or text in an object', async () => {
		const page = `<html><body><h1>Eiffel Tower</h1>${'<p>It is <b>tall</b>.</p>'.repeat(50_000)}</body></html>`;
		const words = 'The tower is tall. '.repeat(50_000);
		for (const [long, read] of [
			[page, 'data: Eiffel Tower\n\nIt is tall.\n\nIt is tall.'],
			[words, 'data: The tower is tall. The tower is tall.'],
		]) {
			const described = await describeOutput(JSON.stringify([{ data: long }]));
			expect('text' in described && described.text.startsWith(read ?? '?')).toBe(true);
			expect(described).not.toHaveProperty('text', expect.stringMatching(/<p>|[{}]/));
		}
	});

	const words = 'The river "Olm" is 312 km long \\o/ 😀. ';
	const wrapped: ReadonlyArray<readonly [string, (text: string) => unknown, string]> = [
		['as n8n writes an item', (data) => [{ data }], 'data: The river "Olm" is 312 km'],
		['in an object', (data) => ({ data }), 'data: The river "Olm" is 312 km'],
		[
			'deep inside of one',
			(text) => ({ found: 3, pages: [{ url: 'https://olm.example', text }] }),
			'found: 3\npages:\n  - url: https://olm.example\n    text: The river "Olm"',
		],
		['as an answer by MCP', (text) => [{ type: 'text', text }], 'The river "Olm" is 312 km'],
		['as JSON in an answer by MCP', (data) => [{ type: 'text', text: JSON.stringify([{ data }]) }], 'data: The river "Olm" is 312 km'],
		[
			'as many items',
			(text) => text.split('. ').map((says) => ({ says })),
			'- says: The river "Olm" is 312 km long \\o/ 😀\n- says: The river',
		],
	];
	const sizes = [290_000, 310_000, 1_000_000, 1_490_000, 1_510_000, 2_100_000, 6_000_000];

	describe.each(sizes)('of %d characters', (size) => {
		it.each(wrapped)('is told without what JSON puts around it, %s', async (_, wrap, beginning) => {
			const described = await describeOutput(JSON.stringify(wrap(words.repeat(size / words.length))));
			const { text } = described as { text: string };
			expect(text.slice(0, beginning.length)).toBe(beginning);
			expect(text).not.toMatch(/[{}\\]"|\\\\/);
			expect(text.length).toBeGreaterThan(100_000);
		});
	});

	it.each([
		['in a text', '[{"data":"The river is lo', 'data: The river is lo'],
		['in an escape', '[{"data":"The river\\u00', 'data: The river'],
		['behind a backslash', '[{"data":"The river\\', 'data: The river'],
		['in a name', '[{"river":"Olm","len', 'river: Olm'],
		['behind a colon', '{"river":"Olm","km":', 'river: Olm'],
		['in a number', '{"river":"Olm","at":[1,2', 'river: Olm\nat:\n  - 1'],
	])('reads JSON that a tool cut %s', async (_, json, text) => {
		expect(await describeOutput(json)).toEqual({ text });
	});

	it.each(['[1] The river is long.', '[The river', '{{ $json.river }} is "long"', '{"river":"Olm"} and more', '['])(
		'leaves text alone that only begins like JSON: %s',
		async (text) => {
			expect(await describeOutput(text)).toEqual({ text });
		},
	);

	it('leaves text that only speaks of HTML as it is', async () => {
		expect(await describeOutput('Use <html> and <body> tags.')).toEqual({ text: 'Use <html> and <body> tags.' });
	});

	it('writes lists and objects as lines', async () => {
		expect(
			await describeOutput([
				{ title: 'A', tags: ['x', 'y'] },
				{ title: 'B', nested: { deep: true, none: null } },
			]),
		).toEqual({ text: '- title: A\n  tags:\n    - x\n    - y\n- title: B\n  nested:\n    deep: true' });
	});

	it.each([
		['one text', [{ type: 'text', text: '42' }], { text: '42' }],
		['a web page', [{ type: 'text', text: '<html><body><p>It is <b>tall</b>.</p></body></html>' }], { text: 'It is tall.' }],
		['JSON as text', [{ type: 'text', text: '[{"data":"Found it"}]' }], { text: 'data: Found it' }],
		[
			'several texts, a file and a link',
			[
				{ type: 'text', text: 'One.' },
				{ type: 'text', text: '' },
				{ type: 'resource', resource: { uri: 'file:///a', text: 'Two.' } },
				{ type: 'resource_link', uri: 'https://three.example', name: 'Three' },
			],
			{ text: 'One.\n\nTwo.\n\nThree\nhttps://three.example' },
		],
		[
			'a text and a picture',
			[
				{ type: 'text', text: 'Here it is.' },
				{ type: 'image', data: 'iVBORw0KGgo', mimeType: 'image/png' },
			],
			{ text: 'Here it is.\n\n(It gave back an image (image/png), which cannot be shown.)' },
		],
		[
			'a picture alone',
			[{ type: 'image', data: 'iVBORw0KGgo', mimeType: 'image/png' }],
			{ trouble: 'It gave back an image (image/png), which cannot be shown' },
		],
		[
			'a file that is no text',
			[{ type: 'resource', resource: { uri: 'file:///b', blob: 'AAEC' } }],
			{ trouble: 'It gave back a file, which cannot be shown' },
		],
		['an empty text', [{ type: 'text', text: '' }], { trouble: 'It gave back nothing' }],
	])('tells of an answer by MCP what can be read: %s', async (_, parts, described) => {
		expect(await describeOutput(parts)).toEqual(described);
		expect(await describeOutput(JSON.stringify(parts))).toEqual(described);
		expect(await describeOutput({ content: parts, tool_call_id: '1' })).toEqual(described);
	});

	it('takes a list of things that have a type for no answer by MCP', async () => {
		expect(
			await describeOutput([
				{ type: 'text', title: 'A' },
				{ type: 'image', title: 'B' },
			]),
		).toEqual({ text: '- type: text\n  title: A\n- type: image\n  title: B' });
	});

	it('takes text that begins with comments for no page, however many there are', async () => {
		const text = `${'<!---->'.repeat(500)}hello`;
		expect(await describeOutput(text)).toEqual({ text });
	});

	it('takes an output at its word that says by a flag that it found nothing', async () => {
		expect(await describeOutput('[{"text":"Nothing is known of that.","found":0}]')).toEqual({
			text: 'text: Nothing is known of that.\nfound: 0',
			hasFoundNothing: true,
		});
		expect(await describeOutput({ found: false })).toHaveProperty('hasFoundNothing', true);
		expect(await describeOutput({ found: 2, text: 'Two towers.' })).toEqual({ text: 'found: 2\ntext: Two towers.' });
	});

	it('says so of a page that shows nothing', async () => {
		expect(await describeOutput('<html><script>let a;</script></html>')).toEqual({ trouble: 'It gave back nothing' });
	});

	it('says what is wrong with an object that cannot be read', async () => {
		const broken = {
			get content() {
				throw new Error('The connection is closed');
			},
		};
		expect(await describeOutput(broken)).toEqual({
			trouble: 'It gave back something that cannot be written as text: The connection is closed',
		});
	});

	it.each([
		['nothing', undefined],
		['an empty text', '   '],
		['a text of nothing that can be seen', '\u200b\u2060\u3164'],
		['an empty list', []],
		['bytes', new Uint8Array(3)],
	])('says so of %s', async (_, output) => {
		expect(await describeOutput(output)).toHaveProperty('trouble');
	});

	describe('bytes in what a tool gave back', () => {
		const base64 = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * index * 7919) % 251)).toString('base64');
		const noise = '\u0000\u0001\ufffd\u0002'.repeat(20);
		const escaped = JSON.stringify({ a: noise.repeat(5000) });

		it.each<[string, unknown, string]>([
			['control characters', { name: 'A tower', data: noise }, 'name: A tower\ndata: (80 characters that are not text)'],
			['a few that are all there is', { name: 'A tower', data: '\u0000\u0001' }, 'name: A tower\ndata: (2 characters that are not text)'],
			['base64', { name: 'A tower', data: base64 }, 'name: A tower\ndata: (4000 characters of encoded data)'],
			[
				'a picture in base64',
				{ name: 'A tower', data: `iVBORw0KGgo${base64}` },
				'name: A tower\ndata: (4011 characters of encoded data, image/png)',
			],
			[
				'a data address among words',
				{ text: `A tower ![](data:image/gif;base64,${base64}) by the sea` },
				'text: A tower ![]((4000 characters of encoded data, image/gif)) by the sea',
			],
			['a Buffer as JSON writes it', { name: 'A tower', data: { type: 'Buffer', data: [1, 2, 3] } }, 'name: A tower\ndata: (3 bytes)'],
			[
				'bytes in a list',
				{ name: 'A tower', data: [base64, noise] },
				'name: A tower\ndata:\n  - (4000 characters of encoded data)\n  - (80 characters that are not text)',
			],
			['bytes in the name of a field', { [noise]: 'A tower' }, '(80 characters that are not text): A tower'],
		])('are named in their place: %s', async (_, output, text) => {
			expect(await describeOutput(output)).toEqual({ text });
			expect(await describeOutput(JSON.stringify([output]))).toEqual({ text });
			expect(await describeOutput([{ type: 'text', text: JSON.stringify(output) }])).toEqual({ text });
		});

		it('are named in an object that is very long for them', async () => {
			const output = JSON.stringify({ name: 'A tower', data: base64.repeat(200) });
			expect(await describeOutput(output)).toEqual({ text: 'name: A tower\ndata: (800000 characters of encoded data)' });
		});

		it('are named in text that breaks off in the middle of its JSON', async () => {
			expect(await describeOutput(`{"name":"A tower","data":"${base64}`)).toEqual({
				text: 'name: A tower\ndata: (4000 characters of encoded data)',
			});
		});

		it.each<[string, unknown, string]>([
			['control characters', noise, 'It gave back 80 characters that are not text'],
			['base64', base64, 'It gave back 4000 characters of encoded data'],
			[
				'an object of them',
				{ a: base64, b: { c: noise } },
				'It gave back 4000 characters of encoded data and 80 characters that are not text',
			],
			[
				'many of them',
				{ a: Array(9).fill(noise.slice(0, 4)) },
				`It gave back ${Array(3).fill('4 characters that are not text').join(' and ')} and 6 more of the kind`,
			],
			['JSON with escapes that is too long to read', escaped, `It gave back ${escaped.length} characters that are not text`],
		])('are no output by themselves: %s', async (_, output, trouble) => {
			expect(await describeOutput(output)).toEqual({ trouble });
		});

		it.each([
			['a stray one', 'The tower\u0000 is 158 metres tall.', 'The tower  is 158 metres tall.'],
			['one letter that was read wrong', 'M\ufffdnchen', 'M\ufffdnchen'],
			['the colours of a terminal', '\u001b[32mIt is 158 metres tall.\u001b[0m', 'It is 158 metres tall.'],
		])('leave the words around as they are: %s', async (_, output, text) => {
			expect(await describeOutput(output)).toEqual({ text });
			expect(await describeOutput({ said: output })).toEqual({ text: `said: ${text}` });
		});
	});

	it('puts the title of a page before its text where that says what went wrong', async () => {
		const page = '<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>Ask the owner.</p></body></html>';
		expect(await describeOutput(page)).toEqual({ text: '403 Forbidden\n\nForbidden\n\nAsk the owner.' });
		expect(await describeOutput('<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>')).toEqual({
			text: '404 Not Found',
		});
	});

	it('takes an output at its word that is nothing but an error, or is marked as one', async () => {
		expect(await describeOutput('{"error":{"code":429,"message":"Slow down"}}')).toEqual({
			text: 'error:\n  code: 429\n  message: Slow down',
			hasFoundNothing: true,
		});
		expect(await describeOutput({ content: 'Slow down', tool_call_id: '1', status: 'error' })).toEqual({
			text: 'Slow down',
			hasFoundNothing: true,
		});
		expect(await describeOutput({ content: 'It is tall.', tool_call_id: '1', status: 'success' })).toEqual({ text: 'It is tall.' });
	});
});
