import { describe, expect, it } from 'vitest';
import { ToolCallPieces } from '../../../../nodes/engine/endpoint/reading/toolCallPieces';

const PARIS = '{"city":"Paris"}';
const ROME = '{"city":"Rome"}';
const both = [
	['weather', PARIS],
	['clock', ROME],
];

function read(pieces: readonly unknown[]) {
	const gathered = new ToolCallPieces(['weather', 'clock']);
	for (const piece of pieces) gathered.add(piece);
	return gathered.finish();
}
const namesOf = (pieces: readonly unknown[]) => read(pieces).calls.map(({ name, arguments: words }) => [name, words]);
const piece = (index: unknown, id: unknown, name?: unknown, words?: unknown) => ({
	index,
	id,
	type: 'function',
	function: { name, arguments: words },
});

describe('pieces of calls', () => {
	it.each([
		[
			'by index',
			[
				piece(0, 'a', 'weather', ''),
				piece(1, 'b', 'clock', ''),
				piece(0, undefined, undefined, PARIS),
				piece(1, undefined, undefined, ROME),
			],
		],
		['all with index 0, by id', [piece(0, 'a', 'weather', PARIS), piece(0, 'b', 'clock', ROME)]],
		[
			'all with index 0 and in turns, by id',
			[
				piece(0, 'a', 'weather', '{"city":'),
				piece(0, 'b', 'clock', '{"city":'),
				piece(0, 'a', undefined, '"Paris"}'),
				piece(0, 'b', undefined, '"Rome"}'),
			],
		],
		['all with index 0 and no id, one whole after another', [piece(0, undefined, 'weather', PARIS), piece(0, undefined, 'clock', ROME)]],
		['without index and id', [piece(undefined, undefined, 'weather', PARIS), piece(undefined, undefined, 'clock', ROME)]],
		['the rest under the next index', [piece(0, 'a', 'weather', PARIS), piece(0, 'b', 'clock', ''), piece(1, undefined, undefined, ROME)]],
		['the index as text', [piece('0', 'a', 'weather', PARIS), piece('1', 'b', 'clock', ROME)]],
		['the index -1', [piece(-1, 'a', 'weather', PARIS), piece(-1, 'b', 'clock', ROME)]],
		['ids that are numbers', [piece(0, 7, 'weather', PARIS), piece(1, 8, 'clock', ROME)]],
		['an id that is empty', [piece(0, 'a', 'weather', '{"city":'), piece(0, '', undefined, '"Paris"}'), piece(1, 'b', 'clock', ROME)]],
		[
			'the name with every piece',
			[piece(0, 'a', 'weather', '{"city":'), piece(0, 'a', 'weather', '"Paris"}'), piece(1, 'b', 'clock', ROME)],
		],
		[
			'the name with every piece, without ids',
			[piece(0, undefined, 'weather', '{"city":'), piece(0, undefined, 'weather', '"Paris"}'), piece(1, undefined, 'clock', ROME)],
		],
		[
			'the name in two pieces',
			[piece(0, 'a', 'wea', ''), piece(0, undefined, 'ther', ''), piece(0, undefined, undefined, PARIS), piece(1, 'b', 'clock', ROME)],
		],
		[
			'a new id for every piece',
			[piece(0, 'a1', 'weather', '{"city":'), piece(0, 'a2', undefined, '"Paris"}'), piece(1, 'b1', 'clock', ROME)],
		],
		['arguments that are objects', [piece(0, 'a', 'weather', { city: 'Paris' }), piece(1, 'b', 'clock', { city: 'Rome' })]],
		[
			'whole arguments once more at the end',
			[piece(0, 'a', 'weather', PARIS), piece(0, 'a', undefined, PARIS), piece(1, 'b', 'clock', ROME)],
		],
		['arguments that are JSON in JSON', [piece(0, 'a', 'weather', JSON.stringify(PARIS)), piece(1, 'b', 'clock', JSON.stringify(ROME))]],
		[
			'calls without the function around them',
			[
				{ name: 'weather', arguments: PARIS },
				{ name: 'clock', input: { city: 'Rome' } },
			],
		],
	])('come together (%s)', (_, pieces) => {
		expect(namesOf(pieces)).toEqual(both);
	});

	it('keep the same tool apart where it is called twice', () => {
		expect(namesOf([piece(0, 'a', 'weather', PARIS), piece(0, 'b', 'weather', ROME)])).toEqual([
			['weather', PARIS],
			['weather', ROME],
		]);
	});

	it.each([
		['one id for all', [piece(0, 'x', 'weather', PARIS), piece(1, 'x', 'clock', ROME)]],
		['one id and no index', [piece(undefined, 'x', 'weather', PARIS), piece(undefined, 'x', 'clock', ROME)]],
		['one id, in pieces', [piece(0, 'x', 'weather', '{"city":'), piece(0, 'x', undefined, '"Paris"}'), piece(1, 'x', 'clock', ROME)]],
	])('are told apart with %s, and each gets an id of its own', (_, pieces) => {
		expect(namesOf(pieces)).toEqual(both);
		expect(new Set(read(pieces).calls.map(({ id }) => id)).size).toBe(2);
	});

	it('keep the same tool apart where its name is the id', () => {
		const twice = [piece(0, 'weather', 'weather', PARIS), piece(1, 'weather', 'weather', ROME)];
		expect(namesOf(twice).map(([, words]) => words)).toEqual([PARIS, ROME]);
	});

	it.each([
		[
			'all that there is so far, again and again',
			[piece(0, 'a', 'weather', '{"ci'), piece(0, 'a', 'weather', '{"city":"Pa'), piece(0, 'a', 'weather', PARIS)],
		],
		[
			'an empty object before the real one',
			[piece(0, 'a', 'weather', '{}'), piece(0, undefined, undefined, '{"city":'), piece(0, undefined, undefined, '"Paris"}')],
		],
		['another id and the name with every piece', [piece(0, 'a1', 'weather', '{"city":'), piece(0, 'a2', 'weather', '"Paris"}')]],
		['the whole of it twice', [piece(0, 'a', 'weather', PARIS + PARIS)]],
		['a closing tag behind', [piece(0, 'a', 'weather', `${PARIS}\n</tool_call><|im_end|>`)]],
		['a fence around', [piece(0, 'a', 'weather', `\`\`\`json\n${PARIS}\n\`\`\``)]],
		['quotes of Python', [piece(0, 'a', 'weather', "{'city': 'Paris'}")]],
	])('have their arguments where the server sends %s', (_, pieces) => {
		expect(namesOf(pieces)).toEqual([['weather', PARIS]]);
	});

	it.each([
		'functions.weather',
		'functions.weather:0',
		'default_api.weather',
		' weather\n',
		'Weather',
		'weather</arg_value>',
		'weather<|channel|>commentary',
	])('name the tool that "%s" means', (written) => {
		expect(namesOf([piece(0, 'a', written, PARIS)])).toEqual([['weather', PARIS]]);
	});

	it('keep arguments that break off as they came, so that they are refused', () => {
		expect(namesOf([piece(0, 'a', 'weather', '{"city":"Pa')])).toEqual([['weather', '{"city":"Pa']]);
		expect(namesOf([piece(0, 'a', 'weather', `${PARIS} or so`)])).toEqual([['weather', `${PARIS} or so`]]);
	});

	it('leave out and count what has no name', () => {
		expect(read([piece(0, 'a', 'weather', PARIS), piece(1, 'b', null, '{}'), 'nonsense', null])).toMatchObject({
			calls: [{ name: 'weather' }],
			nameless: 1,
		});
	});

	it('keep what the server sent beside a call', () => {
		const signed = { ...piece(0, 'a', 'weather', PARIS), extra_content: { google: { thought_signature: 'x1' } } };
		expect(read([signed]).calls[0]).toMatchObject({ id: 'a', extra: { extra_content: { google: { thought_signature: 'x1' } } } });
	});

	it('have no arguments where none were written', () => {
		expect(namesOf([piece(0, 'a', 'clock')])).toEqual([['clock', '{}']]);
	});
});
