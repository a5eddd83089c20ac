import { expect, it } from 'vitest';
import { readNumber } from '../../../nodes/engine/evaluate/readNumber';
import { withoutSideNotes } from '../../../nodes/engine/finalAnswer/withoutSideNotes';
import { expectLinear } from '../../support/expectLinear';

it.each([
	['The total is 42.\n\nConfidence: 95%', '42'],
	['42\n\n**Confidence:** 95%', '42'],
	['{"value": 42, "confidence": 95}', '42'],
	['{"confidence": 0.9, "value": 42}', '42'],
	['The total is 42 [1].', '42'],
	['It comes to 42.[2]', '42'],
	['42. (Source: page 17)', '42'],
	['The answer is 42 (see p. 3).', '42'],
	['Answer: 42\nReferences: 1, 2', '42'],
	['Confidence: 95', '95'],
	['The list is [1].', '1'],
	["La réponse n'est pas 8 mais 7.", '7'],
	['La respuesta no es 8, sino 7.', '7'],
	['答案不是8，而是7。', '7'],
	['The answer is not 8 but 7.', '7'],
])('reads the answer and none of the numbers that speak of it: %s', (text, number) => {
	expect(readNumber({ text })?.number).toBe(number);
});

it.each(['42 [1, ', '(source ', 'Confidence ', '"confidence" : ', '\n', ' ', '4'])('takes time that grows with the text: %s', (unit) => {
	expectLinear((length) => unit.repeat(length / unit.length), withoutSideNotes);
});
