import { expect, it } from 'vitest';
import { InvalidInputError, tellInFull } from '../../nodes/engine/errors';

it.each([
	['It is empty', 'It is empty. Fill it in.'],
	['It is empty.', 'It is empty. Fill it in.'],
	['Is it empty?', 'Is it empty? Fill it in.'],
])('tells %j and advice as sentences', (message, told) => {
	expect(tellInFull(new InvalidInputError(message, 'Fill it in.'))).toBe(told);
});
