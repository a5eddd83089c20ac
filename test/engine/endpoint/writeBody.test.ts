import { describe, expect, it } from 'vitest';
import { writeBody } from '../../../nodes/engine/endpoint/writeBody';
import { question } from './openDouble';

const closed = { type: 'object', properties: { q: { type: 'string' } }, required: ['q'], additionalProperties: false };
const tool = (name: string, parameters: Record<string, unknown>) => ({ name, description: name, parameters });
const sampling = { temperature: 0.7, topP: 0.9, maxTokens: 9, seed: 1 };

describe('writeBody', () => {
	it.each([
		['a closed schema', closed, true],
		['an open one', { ...closed, additionalProperties: true }, false],
		['any object', { type: 'object' }, false],
		['a list', { type: 'array', items: closed }, false],
		['words that OpenAI does not take', { ...closed, minProperties: 1 }, false],
	])('sends "strict" beside the schema of an answer only where OpenAI takes it: %s', (_, jsonSchema, strict) => {
		expect(writeBody(question({ jsonSchema }), false)['response_format']).toEqual({
			type: 'json_schema',
			json_schema: { name: 'answer', schema: jsonSchema, ...(strict ? { strict } : {}) },
		});
	});

	it('sends "strict" on all tools or on none', () => {
		const strictOf = (...tools: ReturnType<typeof tool>[]) =>
			(writeBody(question({ tools }), false)['tools'] as Array<{ function: { strict?: boolean } }>).map((each) => each.function.strict);
		expect(strictOf(tool('a', closed), tool('b', closed))).toEqual([true, true]);
		expect(strictOf(tool('a', closed), tool('b', { type: 'object' }))).toEqual([undefined, undefined]);
	});

	it('takes a field out where Extra Body has null for it', () => {
		const body = writeBody(question({ sampling, extraBody: { seed: null, top_p: null, top_k: null } }), false);
		expect(Object.keys(body).toSorted()).toEqual(['max_tokens', 'messages', 'model', 'temperature']);
	});

	it.each(['__proto__', 'constructor', 'prototype'])('sends a field of Extra Body named %s', (name) => {
		const extraBody = JSON.parse(`{ "${name}": { "top_k": 20 } }`) as Record<string, unknown>;
		const body = writeBody(question({ extraBody }), false);
		expect(Object.entries(body)).toContainEqual([name, { top_k: 20 }]);
		expect(body['top_k']).toBeUndefined();
	});

	it('sends one limit of tokens where Extra Body has it under its other name', () => {
		const body = writeBody(question({ sampling, extraBody: { max_completion_tokens: 20 } }), false);
		expect(body).toMatchObject({ max_completion_tokens: 20 });
		expect(body).not.toHaveProperty('max_tokens');
	});

	it('never sends what is to be left out, no matter who asks for it', () => {
		const request = question({
			sampling,
			jsonSchema: closed,
			tools: [tool('a', closed)],
			logProbabilities: true,
			extraBody: { top_k: 20, top_logprobs: 2, parallel_tool_calls: false },
			leaveOut: ['seed', 'top_k', 'logprobs', 'strict', 'stream_options', 'parallel_tool_calls', 'no_such_field'],
		});
		const body = writeBody(request, true);
		expect(Object.keys(body).toSorted()).toEqual([
			'max_tokens',
			'messages',
			'model',
			'response_format',
			'stream',
			'temperature',
			'tools',
			'top_p',
		]);
		expect(JSON.stringify(body)).not.toContain('strict');
	});

	it('does not stream where "stream" is left out', () => {
		const body = writeBody(question({ leaveOut: ['stream'] }), true);
		expect(Object.keys(body).toSorted()).toEqual(['messages', 'model', 'temperature']);
	});
});
