import { describe, expect, it } from 'vitest';
import { findWrittenCalls } from '../../../../nodes/engine/endpoint/writtenCalls/findWrittenCalls';

const properties = {
	code: { type: 'string' },
	days: { type: 'integer' },
	warm: { type: 'boolean' },
	near: { anyOf: [{ type: 'string' }, { type: 'null' }] },
	size: { enum: ['1', '2'] },
	any: {},
};
const asked = { toolNames: ['post'], schemaOf: (tool: string) => (tool === 'post' ? { type: 'object', properties } : undefined) };

/** The families that write the values of a call between tags. */
const families: ReadonlyArray<readonly [family: string, write: (name: string, value: string) => string]> = [
	['Qwen3-Coder', (name, value) => `<tool_call>\n<function=post>\n<parameter=${name}>\n${value}\n</parameter>\n</function>\n</tool_call>`],
	['GLM', (name, value) => `<tool_call>post\n<arg_key>${name}</arg_key>\n<arg_value>${value}</arg_value>\n</tool_call>`],
	[
		'MiniMax',
		(name, value) =>
			`<minimax:tool_call>\n<invoke name="post">\n<parameter name="${name}">${value}</parameter>\n</invoke>\n</minimax:tool_call>`,
	],
];

describe.each(families)('a value between the tags of %s', (_, write) => {
	const read = (name: string, value: string) => {
		const text = write(name, value);
		return (JSON.parse(findWrittenCalls(text, text, asked)?.calls[0]?.arguments ?? '{}') as Record<string, unknown>)[name];
	};

	it.each([
		['code', '21', '21'],
		['code', '0150', '0150'],
		['code', '1.50', '1.50'],
		['code', '12345678901234567890', '12345678901234567890'],
		['code', 'true', 'true'],
		['code', '{"a": 1}', '{"a": 1}'],
		['size', '2', '2'],
	])('stays a text where the tool takes one: %s %s', (name, value, expected) => {
		expect(read(name, value)).toBe(expected);
	});

	it.each([
		['days', '3', 3],
		['warm', 'true', true],
		['warm', 'True', true],
		['near', 'None', 'None'],
		['near', 'null', null],
		['any', '7', 7],
		['unknown', '7', 7],
	])('is read as what the tool takes: %s %s', (name, value, expected) => {
		expect(read(name, value)).toBe(expected);
	});

	it('is left to the tool to refuse where it fits nothing', () => {
		expect(read('days', 'soon')).toBe('soon');
	});
});
