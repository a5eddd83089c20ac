import { describe, expect, it } from 'vitest';
import { readMessages } from '../../../nodes/ShadowCloneChatModel/readMessages';

const called = (input: string) =>
	readMessages([{ role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'call-1', toolName: 'Calculator', input }] }]);

describe('the messages of an agent', () => {
	it.each([
		['{"input":"48 + 94","id":"call-1"}', '{"input":"48 + 94"}'],
		['{"id":"call-1"}', '{}'],
	])('show the model its call as it made it, without the id that n8n puts among the arguments: %s', (input, own) => {
		expect(called(input)).toEqual([{ role: 'assistant', content: '', toolCalls: [{ id: 'call-1', name: 'Calculator', arguments: own }] }]);
	});

	it.each(['{"id":"customer-7","input":"x"}', '{ "input": "call-1" }', '"call-1"', '{"id":"call-1"', '{"n":12345678901234567890}'])(
		'leave other arguments as they are: %s',
		(input) => {
			expect(called(input)[0]?.toolCalls?.[0]?.arguments).toBe(input);
		},
	);

	it('tell what a tool gave, also where it gave no text', () => {
		const result = { type: 'tool-result', toolCallId: 'call-1', result: { response: '142' } };
		expect(readMessages([{ role: 'tool', content: [result] }])).toEqual([
			{ role: 'tool', content: '{"response":"142"}', toolCallId: 'call-1' },
		]);
	});

	it('with a file are refused', () => {
		expect(() => readMessages([{ role: 'user', content: [{ type: 'file' }] }])).toThrow('A message holds a file or an image');
	});
});
