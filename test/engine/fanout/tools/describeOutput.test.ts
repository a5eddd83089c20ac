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
		['an empty list', []],
		['bytes', new Uint8Array(3)],
	])('says so of %s', async (_, output) => {
		expect(await describeOutput(output)).toHaveProperty('trouble');
	});
});
