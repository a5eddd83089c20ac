import { describe, expect, it } from 'vitest';
import { findUncovered } from '../../../nodes/engine/quotes/findUncovered';

const question = 'How high is Blackpool Tower, and when was it opened?';
const opened = 'Blackpool Tower was opened in 1894.';

describe('findUncovered', () => {
	it('finds the first one that says what nobody said of the question', () => {
		const said = ['Blackpool Tower is 158 metres high.'];
		expect(findUncovered(question, said, ['Blackpool Tower is red.', opened, 'Blackpool Tower was opened late.'])).toBe(opened);
	});

	it('finds nothing where all is said, or nothing is', () => {
		expect(findUncovered(question, ['Blackpool Tower, opened in 1894, is 158 metres high.'], [opened])).toBeUndefined();
		expect(findUncovered(question, [], [opened])).toBeUndefined();
		expect(findUncovered('How is it?', ['It is well.'], [opened])).toBeUndefined();
	});

	it('leaves out what is about something else', () => {
		expect(findUncovered(question, ['Blackpool Tower is 158 metres high.'], ['The museum was opened in 1901.'])).toBeUndefined();
	});
});
