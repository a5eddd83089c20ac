import { describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import { extractCode } from '../../../nodes/engine/sandbox/extractCode';
import type { ModelReply } from '../../support/servers/serverKind.ts';
import { isBeside, isInText, showsItsBeginning } from '../../support/servers/thinkingShapes.ts';
import { askOn, runOn, type AnyServer } from './anyServer';

const THINKING = 'The user wants a product. First guess: { "answer": 36 }? No, 6 times 7 is 42.\nIs it 36? No.';
const both = [false, true];

/** Thinking is kept apart, whatever way it comes. */
export function describeThinking({ kind, open }: AnyServer): void {
	describe.skipIf(kind.thinking === undefined)('thinking', () => {
		it.each(both)('is the reasoning of an answer and never its text (streamed: %s)', async (stream) => {
			const server = await open({ answer: () => ({ thinking: THINKING, text: 'Lena has 42 marbles.' }) });
			const pieces: string[] = [];
			const answer = await askOn(server, {}, { stream, ...(stream ? { onText: (piece) => void pieces.push(piece) } : {}) });
			expect(answer.text.trim()).toBe('Lena has 42 marbles.');
			expect(answer.reasoning?.trim()).toBe(THINKING);
			if (stream) expect(pieces.join('').trim()).toBe('Lena has 42 marbles.');
		});

		it.each(both)('is not voted on (streamed: %s)', async (stream) => {
			const texts = ['It is 14.', 'There are 14.', '14', 'It is 13.', '13 marbles'];
			const server = await open({ answer: (_, index) => ({ thinking: `Maybe ${index}? Or 99.`, text: texts[index % 5]! }) });
			const { candidates } = await runOn(server, { clones: 5, stream });
			const forms = createFormsOf({ kind: 'number' })(candidates);
			expect([...forms].sort()).toEqual(['13', '13', '14', '14', '14']);
		});

		it.each(both)('is not read as the JSON answer (streamed: %s)', async (stream) => {
			const server = await open({ answer: () => ({ thinking: THINKING, text: '{ "answer": 42 }' }) });
			const { candidates, receipt } = await runOn(server, { stream, answerFormat: { kind: 'json' } });
			expect(receipt.missing).toEqual([]);
			expect(candidates.map(({ data }) => data)).toEqual([{ answer: 42 }, { answer: 42 }]);
		});

		it.each(both)('is not run as code (streamed: %s)', async (stream) => {
			const thinking = 'Maybe\n```js\nfunction add(a, b) { return a - b }\n```\nNo.';
			const server = await open({ answer: () => ({ thinking, text: '```js\nfunction add(a, b) { return a + b }\n```' }) });
			const { candidates } = await runOn(server, { clones: 1, stream });
			expect(extractCode(candidates[0]?.text ?? '', 'javascript')).toContain('a + b');
		});

		it.skipIf(!showsItsBeginning(kind) || kind.stream?.withoutFinishReason === true).each(both)(
			'that was cut off leaves a clone without answer, and the advice is about Max Tokens (streamed: %s)',
			async (stream) => {
				const server = await open({ answer: alternately({ thinking: THINKING, cutWhileThinking: true }, { text: '42' }) });
				const { candidates, receipt } = await runOn(server, { stream });
				expect(candidates.map(({ text }) => text)).toEqual(['42']);
				expect(receipt.missing).toEqual([
					expect.objectContaining({ reason: expect.stringMatching(/think|reason/i), advice: expect.stringContaining('Max Tokens') }),
				]);
			},
		);

		it.skipIf(showsItsBeginning(kind)).each(both)(
			'that was cut off is no answer of a model that was seen to close what it never opened (streamed: %s)',
			async (stream) => {
				const server = await open({
					answer: alternately({ thinking: THINKING, text: '42' }, { thinking: THINKING, cutWhileThinking: true }),
				});
				expect((await askOn(server, {}, { stream })).text).toBe('42');
				await expect(askOn(server, {}, { stream })).rejects.toMatchObject({
					kind: 'emptyAnswer',
					advice: expect.stringContaining('Max Tokens'),
				});
			},
		);

		it.skipIf(!isBeside(kind)).each(both)(
			'that is all there is, with finish reason stop, has advice of its own (streamed: %s)',
			async (stream) => {
				const server = await open({ answer: alternately({ thinking: THINKING, text: 'So 42.', allIsThinking: true }, { text: '42' }) });
				const { receipt } = await runOn(server, { stream });
				expect(receipt.missing).toHaveLength(1);
				expect(receipt.missing[0]?.advice).toMatch(/parser|Thinking/);
				expect(receipt.missing[0]?.advice).not.toMatch(/raise Max Tokens/i);
			},
		);

		it.skipIf(!isInText(kind)).each(both)('stays in the text where it is asked to (streamed: %s)', async (stream) => {
			const server = await open({ answer: () => ({ thinking: 'Hm.', text: '42' }) });
			const answer = await askOn(server, { leavesThinking: true }, { stream });
			expect(answer.text).toMatch(/Hm\.[^]*42/);
			expect(answer).not.toHaveProperty('reasoning');
		});
	});

	describe('a text that speaks of thinking', () => {
		const quotes =
			'Models write `<think>` first and `</think>` last.\n\n```xml\n<think>Hm.</think>\n```\n\nOr plainly: <think>like this</think>, then go on.';

		it.each(both)('stays whole, without thinking before it and with it (streamed: %s)', async (stream) => {
			const server = await open({
				answer: (_, index) => ({ text: quotes, ...(index % 2 === 1 ? { thinking: 'They ask of tags.' } : {}) }),
			});
			expect((await askOn(server, {}, { stream })).text).toBe(quotes);
			expect((await askOn(server, {}, { stream })).text.trim()).toBe(quotes);
		});
	});
}

/** The first request gets one, the second the other, and so on. */
function alternately(one: ModelReply, other: ModelReply): (_: unknown, index: number) => ModelReply {
	return (_, index) => (index % 2 === 0 ? one : other);
}
