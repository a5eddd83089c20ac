import { describe, expect, it } from 'vitest';
import { describeOutput } from '../../../../nodes/engine/fanout/tools/describeOutput';

const html = '<!doctype html><html><head><title>T</title><style>p { color: red }</style><script>alert("x")</script></head><body><h1>Eiffel Tower</h1><p>It was built for the World&#39;s Fair of 1889 and\nwas at first meant to stand for twenty years only. It is <b>330&nbsp;metres</b> high.</p><p>See <a href="/more">more</a>.</p></body></html>';

describe('describeOutput', () => {
	it('gives the text of a web page as a reader sees it, also inside of an object', () => {
		const text = "Eiffel Tower\n\nIt was built for the World's Fair of 1889 and was at first meant to stand for twenty years only. It is 330\u00a0metres high.\n\nSee more [/more].";
		expect(describeOutput(html)).toEqual({ text });
		expect(describeOutput(JSON.stringify([{ page: html }]))).toEqual({ text: `page: ${text}` });
	});

	it('leaves text that only speaks of HTML as it is', () => {
		expect(describeOutput('Use <html> and <body> tags.')).toEqual({ text: 'Use <html> and <body> tags.' });
	});

	it('writes lists and objects as lines', () => {
		expect(describeOutput([{ title: 'A', tags: ['x', 'y'] }, { title: 'B', nested: { deep: true, none: null } }])).toEqual({ text: '- title: A\n  tags:\n    - x\n    - y\n- title: B\n  nested:\n    deep: true' });
	});

	it.each([
		['nothing', undefined],
		['an empty text', '   '],
		['an empty list', []],
		['bytes', new Uint8Array(3)],
	])('says so of %s', (_, output) => {
		expect(describeOutput(output)).toHaveProperty('trouble');
	});
});
