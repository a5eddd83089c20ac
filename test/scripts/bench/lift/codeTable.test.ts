import { describe, expect, it } from 'vitest';
import { countApproaches, countCode } from '../../../../scripts/bench/lift/codeTable.mts';
import { formatCode } from '../../../../scripts/bench/lift/formatLift.mts';
import type { CodeVerdict, KeptQuestion } from '../../../../scripts/bench/lift/resultsFile.mts';

const question = (right: string, verdict: Partial<CodeVerdict> = {}): KeptQuestion => ({
	row: 'js-approach',
	id: 'q',
	answers: [...right].map((_, index) => ({
		approach: `A${index}`,
		text: '',
		finishReason: index === 4 ? 'length' : 'stop',
		promptTokens: 50,
		completionTokens: 10 * (index + 1),
		ms: 1,
	})),
	wallMs: 1,
	verdict: { right: [...right].map((each) => each === '+'), picked: 0, byBehaviour: 0, by: 'executionAgreement', examples: 1, ...verdict },
});

describe('countCode', () => {
	it('counts one clone as the mean of the five, the pick, any, and how far the pick comes', () => {
		const row = countCode(
			[question('++---', { picked: 1 }), question('--+--', { picked: 0, byBehaviour: 2 }), question('-----')],
			'clones',
		);
		expect(row.tasks).toBe(3);
		expect(row.one.value).toBeCloseTo(0.2, 10);
		expect(row.picked.value).toBeCloseTo(1 / 3, 10);
		expect(row.byBehaviour.value).toBeCloseTo(2 / 3, 10);
		expect(row.any.value).toBeCloseTo(2 / 3, 10);
		expect(row.share).toBeCloseTo((1 / 3 - 0.2) / (2 / 3 - 0.2), 10);
		expect(row.lift.value).toBeCloseTo(1 / 3 - 0.2, 10);
		expect([row.tokens, row.cut]).toEqual([150, 3]);
	});

	it('counts the first five of more, and nothing picked as wrong', () => {
		const row = countCode([question('+----+++', { picked: -1 })], 'clones');
		expect([row.one.value, row.picked.value, row.any.value]).toEqual([0.2, 0, 1]);
	});

	it('takes the last answer of one that improves its own, beside its first', () => {
		const row = countCode([question('-+--+'), question('+----')], 'improve');
		expect([row.one.value, row.picked.value, row.any.value]).toEqual([0.5, 0.5, 1]);
	});

	it('says nothing of a way where there is none to go', () => {
		expect(countCode([question('-----')], 'clones').share).toBeUndefined();
		expect(formatCode([{ what: 'x', ...countCode([question('+++++')], 'clones') }])[2]).toContain('| **100.0 % (21–100)** |');
	});
});

describe('countApproaches', () => {
	it('compares each approach with the plain one, task by task', () => {
		const [plain, second] = countApproaches([question('-+'), question('++'), question('+-'), question('-+')]);
		expect(plain).toMatchObject({ approach: 'A0', right: { value: 0.5 }, beyondPlain: { value: 0 }, tokens: 10 });
		expect(second).toMatchObject({ approach: 'A1', right: { value: 0.75 }, beyondPlain: { value: 0.25 }, tokens: 20, cut: 0 });
	});
});
