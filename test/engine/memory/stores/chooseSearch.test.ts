import { expect, it } from 'vitest';
import { chooseSearch } from '../../../../nodes/engine/memory/stores/chooseSearch';
import type { Match } from '../../../../nodes/engine/memory/stores/rankText';

const match = (session?: number): Match => ({ id: '', memory: 0, session, turn: 1, length: 1, times: new Float64Array(1) });
/** Sessions 1 and 2 are talks, of session 3 there is one memory. */
const sizes = {
	sessionMemories: new Map([
		[1, 9],
		[2, 2],
		[3, 1],
	]),
};

it('searches a talk where most of what holds the words are turns with others beside them', () => {
	expect(chooseSearch([match(1), match(2), match()], sizes)).toBe('talk');
});

it('searches passages where most stand for themselves, a session of one memory among them, and where it is even', () => {
	expect(chooseSearch([match(), match(), match(1)], sizes)).toBe('passages');
	expect(chooseSearch([match(3), match(3)], sizes)).toBe('passages');
	expect(chooseSearch([match(1), match()], sizes)).toBe('passages');
	expect(chooseSearch([], sizes)).toBe('passages');
});
