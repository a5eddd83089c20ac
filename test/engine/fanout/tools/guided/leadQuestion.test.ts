import { describe, expect, it } from 'vitest';
import { leadQuestion } from '../../../../../nodes/engine/fanout/tools/guided/leadQuestion';

const read = (text: string) => ({ text, isFinding: false });
const task = 'What kind of university did the author of Brand attend?';

describe('leadQuestion', () => {
	it('asks for the name, and what of the task was read least of, in its order', () => {
		expect(leadQuestion('Henrik Ibsen', task, [read('The author is of that kind.'), read('One kind of author.')], 3)).toBe(
			'Henrik Ibsen kind university attend',
		);
		expect(leadQuestion('Henrik Ibsen', task, [read('He did attend it.')], 3)).toBe('Henrik Ibsen kind university author');
	});

	it('adds no word of a name of the task, and none twice', () => {
		expect(leadQuestion('Oslo', 'Is Brand by a writer, which writer, or which Brand?', [], 3)).toBe('Oslo writer');
	});

	it('adds no clause of a script without spaces, and no word without end', () => {
		expect(leadQuestion('Cupertino', '苹果公司的创始人出生的城市的市长是谁？', [], 3)).toBe('Cupertino');
		expect(leadQuestion('Oslo', `Is it a ${'x'.repeat(3000)} town?`, [], 3)).toBe('Oslo town');
	});

	it('adds nothing where the task has nothing else', () => {
		expect(leadQuestion('Oslo', 'Is it Brand?', [], 3)).toBe('Oslo');
	});
});
