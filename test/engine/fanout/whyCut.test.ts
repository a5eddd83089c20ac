import { describe, expect, it } from 'vitest';
import { whyCut } from '../../../nodes/engine/fanout/whyCut';
import { candidateOf } from '../evaluate/candidateOf';

const startedAt = '2026-11-22T18:00:00.000Z';
const start = Date.parse(startedAt);
const cutAfter = (durationMs: number, changes = {}) =>
	candidateOf('half', 1, { finishReason: 'cut', timing: { startedAt, durationMs }, ...changes });
const limits = { cloneTimeoutMs: 60_000, deadlineAt: start + 30_000 };

describe('who cut an answer', () => {
	it('is nobody where it ended by itself', () => {
		expect(whyCut(candidateOf('whole'), limits)).toBeUndefined();
	});

	it('is Max Tokens where there was one, else the server', () => {
		expect(whyCut(candidateOf('x', 1, { finishReason: 'length', sampling: { maxTokens: 8 } }), limits)).toBe('Max Tokens');
		expect(whyCut(candidateOf('x', 1, { finishReason: 'length', sampling: {} }), limits)).toBe("the server's own limit");
	});

	it('is told by the clock where the stream broke off', () => {
		expect(whyCut(cutAfter(29_990), limits)).toBe('the deadline');
		expect(whyCut(cutAfter(2_000), limits)).toBe('a broken connection');
		expect(whyCut(cutAfter(2_000), { cloneTimeoutMs: 2_000 })).toBe('Clone Timeout');
		expect(whyCut(cutAfter(29_990), { cloneTimeoutMs: 60_000 })).toBe('a broken connection');
	});

	it('counts the time of tools, which is no part of the answers’', () => {
		const toolUses = [{ step: 1, name: 'look', asked: '{}', outcome: 'answered', durationMs: 20_000 }];
		expect(whyCut(cutAfter(10_000, { toolUses }), limits)).toBe('the deadline');
	});
});
