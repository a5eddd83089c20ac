import { describe, expect, it } from 'vitest';
import { createFormsOf, type AnswerForm } from '../../nodes/engine/evaluate/answerForm';
import { inTurns } from '../../nodes/engine/takeTurns';

/** Longer than a turn. */
function spin(ms: number): void {
	const until = performance.now() + ms;
	while (performance.now() < until);
}

describe('reading in turns', () => {
	it('lets others have the thread between two long readings, and keeps the order', async () => {
		const seen: string[] = [];
		setImmediate(() => seen.push('another'));
		const read = (word: string) => {
			spin(20);
			seen.push(word);
			return word.toUpperCase();
		};
		expect(await inTurns(['a', 'b', 'c'], read, new AbortController().signal)).toEqual(['A', 'B', 'C']);
		expect(seen).toEqual(['a', 'another', 'b', 'c']);
	});

	it('ends with the reason once it is stopped', async () => {
		const stop = new AbortController();
		const read = () => stop.abort(new Error('stopped'));
		await expect(inTurns([1, 2], read, stop.signal)).rejects.toThrow('stopped');
	});

	it('gives of answers what reading them at once gives', async () => {
		const answers = ['It is 50 %.', '0.5', 'no'].map((text) => ({ text }));
		const forms: readonly AnswerForm[] = [{ kind: 'number' }, { kind: 'text' }, { kind: 'data' }];
		for (const formsOf of forms.map((form) => createFormsOf(form))) {
			const inOneGo = formsOf(answers);
			expect(inOneGo).toHaveLength(3);
			const withSignal = formsOf(answers, new AbortController().signal);
			expect(withSignal).toBeInstanceOf(Promise);
			expect(await withSignal).toEqual(inOneGo);
		}
	});
});
