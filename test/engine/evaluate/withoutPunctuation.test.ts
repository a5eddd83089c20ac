import { expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import { withoutPunctuation } from '../../../nodes/engine/evaluate/withoutPunctuation';
import { expectLinear } from '../../support/expectLinear';

const textsOf = (...texts: readonly string[]) => createFormsOf({ kind: 'text' })(texts.map((text) => ({ text })));

it.each([
	['Yes, it is: red', 'Yes it is red'],
	['No; never!', 'no never'],
	['Paris. France', 'Paris, France'],
	['It is “red”.', 'it is red'],
	['red – and blue', 'red and blue'],
	['red，blue。', 'red blue'],
	['Well… perhaps', 'well perhaps'],
])('counts %j and %j as the same text', (one, other) => {
	const [first, second] = textsOf(one, other);
	expect(first).toBe(second);
});

it.each([
	['1,800', '1 800 people'],
	['1.5', '15'],
	['3:4', '34'],
	['-5', '5'],
	['7 - 5', '7 5'],
	['C#', 'C'],
	['C++', 'C'],
	['3!x', '3x'],
	["don't", 'dont'],
	['re-do', 'redo'],
	['f(x)', 'fx'],
	['.env', 'env'],
	['{"a": 1, "b": 2}', '{"a" 1 "b" 2}'],
	['```js\nf(a, b);\n```', '```js\nf(a b)\n```'],
])('keeps %j and %j apart', (one, other) => {
	const [first, second] = textsOf(one, other);
	expect(first).not.toBe(second);
});

it.each([
	['many marks', ',.!?'],
	['many dashes', ' -'],
	['marks and spaces', ' ,x'],
])('takes time that grows with the text: %s', (_, part) => {
	expectLinear((length) => part.repeat(length / part.length) + 'x', withoutPunctuation);
});
