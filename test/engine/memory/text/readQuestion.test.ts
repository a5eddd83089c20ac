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

it('reads a long text at both ends, as the question may stand behind all that is told first', () => {
	const told = Array.from({ length: 5000 }, (_, index) => `w${index}`).join(' ');
	const terms = readQuestion(`${told} Where did Ada move?`);
	expect([terms.length, ...terms.slice(0, 2), ...terms.slice(-2)]).toEqual([64, 'w0', 'w1', 'ada', 'move']);
});
