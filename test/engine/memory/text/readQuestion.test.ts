import { expect, it } from 'vitest';
import { readQuestion } from '../../../../nodes/engine/memory/text/readQuestion';

it('leaves out what only says how it is asked, and reads each word once', () => {
	expect(readQuestion('What kind of tea does Ada like, and how many teas did she mention?')).toEqual(['tea', 'ada']);
});

it('keeps such words where a question has no others', () => {
	expect(readQuestion('How many?')).toEqual(['mani']);
	expect(readQuestion('Which types?')).toEqual(['type']);
});

it('reads no more than 64 words', () => {
	expect(readQuestion(Array.from({ length: 100 }, (_, index) => `w${index}`).join(' '))).toHaveLength(64);
});
