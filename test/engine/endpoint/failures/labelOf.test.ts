import { describe, expect, it } from 'vitest';
import { labelIn, labelOf } from '../../../../nodes/engine/endpoint/failures/labelOf';

const none = { fields: [] };

describe('labelOf', () => {
	it.each([
		['top_p', 'Top P'],
		['max_tokens', 'Max Tokens'],
		['max_completion_tokens', 'Max Tokens'],
		['temperature', 'Temperature'],
		['seed', 'Seed'],
		['reasoning_effort', 'Reasoning Effort'],
		['logprobs', 'Log-Probabilities'],
	] as const)('calls %s as it is called on screen', (param, label) => {
		expect(labelOf(param, {})).toBe(label);
		expect(labelOf(param, none)).toBeUndefined();
	});

	it.each(['top_k', 'tool_choice', 'response_format.json_schema', 'messages.0.content', '', '__proto__', 'constructor'])(
		'has no label for %j',
		(param) => {
			expect(labelOf(param, {})).toBeUndefined();
		},
	);
});

describe('labelIn', () => {
	it.each([
		['top_p must be in (0, 1], got 0.0.', 'Top P'],
		['`top_p`: 0 is not allowed; top_p is above 0', 'Top P'],
		['temperature and top_p cannot both be set', undefined],
		['Unknown value', undefined],
	])('finds in %j the one field that it names', (words, label) => {
		expect(labelIn(words, {})).toBe(label);
	});

	it('takes a megabyte without waiting', () => {
		expect(labelIn(`${'a_'.repeat(500_000)} top_p`, {})).toBe('Top P');
	});
});
