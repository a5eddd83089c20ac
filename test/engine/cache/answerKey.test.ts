import { describe, expect, it } from 'vitest';
import { answerKey, seedOf } from '../../../nodes/engine/cache/answerKey';
import { question } from '../endpoint/openDouble';

const address = 'http://box:8000/v1';

describe('answerKey', () => {
	it('does not depend on the order of keys, at any depth', () => {
		const left = question({
			sampling: { temperature: 1, seed: 2 },
			jsonSchema: { type: 'object', properties: { a: { type: 'string' }, b: {} } },
		});
		const right = question({
			jsonSchema: { properties: { b: {}, a: { type: 'string' } }, type: 'object' },
			sampling: { seed: 2, temperature: 1 },
		});
		expect(answerKey(address, left)).toBe(answerKey(address, right));
		expect(answerKey(address, left)).toMatch(/^[0-9a-f]{64}$/);
	});

	it('depends on the order of messages, the address and the clone', () => {
		const messages = [
			{ role: 'user', content: 'a' },
			{ role: 'assistant', content: 'b' },
		] as const;
		const keys = [
			answerKey(address, question({ messages })),
			answerKey(address, question({ messages: messages.toReversed() })),
			answerKey('http://other:8000/v1', question({ messages })),
			answerKey(address, question({ messages }), 1),
			answerKey(address, question({ messages }), 2),
		];
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('depends on what is left out and on thinking that is left in, only where these are set', () => {
		const plain = answerKey(address, question());
		expect(answerKey(address, question({ leaveOut: [], leavesThinking: false }))).toBe(plain);
		const keys = [plain, answerKey(address, question({ leaveOut: ['seed'] })), answerKey(address, question({ leavesThinking: true }))];
		expect(new Set(keys).size).toBe(3);
	});

	it('takes a key named __proto__ for part of the question', () => {
		const extraBody = JSON.parse('{ "__proto__": { "a": 1 } }') as Record<string, unknown>;
		expect(answerKey(address, question({ extraBody }))).not.toBe(answerKey(address, question({ extraBody: {} })));
	});
});

describe('seedOf', () => {
	it('is the same for the same question, fits every server, and leaves room to count up', () => {
		const seeds = Array.from({ length: 200 }, (_, index) => seedOf({ task: `task ${index}` }));
		expect(seedOf({ task: 'task 7' })).toBe(seeds[7]);
		expect(new Set(seeds).size).toBe(200);
		for (const seed of seeds) expect(seed >= 0 && seed < 2 ** 30).toBe(true);
	});
});
