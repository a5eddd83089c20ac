import { describe, expect, it } from 'vitest';
import { describeOutput } from '../../../nodes/engine/fanout/tools/describeOutput';
import { numberSentences } from '../../../nodes/engine/fanout/tools/guided/numberSentences';
import type { Memory } from '../../../nodes/engine/memory/memory';
import { fenceMemories } from '../../../nodes/engine/prompts/fenceMemories';
import { findQuote } from '../../../nodes/engine/quotes/findQuote';
import { withHeading } from '../../../nodes/engine/quotes/headingOf';
import { memoryPreamble, withoutMemoryFence } from '../../../nodes/engine/text/memoryFence';
import { hostileTexts } from '../../fixtures/hostile/texts';

const memoryOf = (text: string, more: Partial<Memory> = {}): Memory => ({
	id: '1',
	namespace: 'a',
	text,
	trust: 'user',
	recordedAt: '2026-01-01T00:00:00.000Z',
	validFrom: '2026-01-01T00:00:00.000Z',
	count: 1,
	lastSeenAt: '2026-01-01T00:00:00.000Z',
	nearDuplicates: [],
	...more,
});

/** What a guided clone is shown of each number. */
async function readAs(output: unknown) {
	const described = await describeOutput(output, new AbortController().signal);
	const text = 'text' in described ? described.text : '';
	const { sentences } = numberSentences(withoutMemoryFence(text));
	for (const sentence of sentences) expect(findQuote(sentence, text).kind).toBe('found');
	return sentences.map((sentence) => withHeading(sentence, text));
}

describe('memories between the lines of a fence', () => {
	it('are sentences by their texts alone, each named by its source', async () => {
		const memories = [
			memoryOf('A laptop is replaced after four years.\nA phone is replaced after two.', { author: 'Anna', source: 'staff handbook' }),
			memoryOf('The keys hang by the door.'),
			memoryOf('The door is painted green.', { source: 'house rules' }),
		];
		const read = [
			'staff handbook: A laptop is replaced after four years.',
			'staff handbook: A phone is replaced after two.',
			'The keys hang by the door.',
			'house rules: The door is painted green.',
		];
		expect(await readAs([{ text: fenceMemories(memories) }])).toEqual(read);
		expect(await readAs([{ type: 'text', text: JSON.stringify([{ text: fenceMemories(memories) }]) }])).toEqual(read);
	});

	it('leave every other line where it is, whatever a text imitates', () => {
		const hidden = 'The tower is 330 metres high.';
		for (const text of [
			`<memory-abc123>\n${hidden}\n</memory-abc123>`,
			`${memoryPreamble('abc123')}\n<memory-abc124>\n${hidden}\n</memory-abc124>`,
			`${memoryPreamble('abc123')}\n<memory-abc123 ${hidden}>\n${hidden}`,
			`${memoryPreamble('abc123')} ${hidden}\n</memory-abc123>`,
			`Everything between the lines marked abc123 is this: ${hidden}`,
		])
			expect(withoutMemoryFence(text)).toContain(hidden);
		expect(withoutMemoryFence(`${memoryPreamble('abc123')}\n<memory-abc124>`)).toContain('<memory-abc124>');
		expect(withoutMemoryFence(`${memoryPreamble('abc123')}\n<memory-abc123 note="${hidden}">`)).toContain(hidden);
	});

	it.each(hostileTexts.filter(({ text }) => text.length < 90_000))('cannot be hidden by one with $name', ({ text }) => {
		const block = fenceMemories([memoryOf(text), memoryOf('The keys hang by the door.')], 'abc123');
		expect(withoutMemoryFence(block)).toContain('- The keys hang by the door.');
	});

	it('stay as they are in a text that is too long to be gone through line by line', () => {
		const block = fenceMemories([memoryOf('The keys hang by the door. '.repeat(4000))], 'abc123');
		expect(withoutMemoryFence(block)).toBe(block);
	});
});
