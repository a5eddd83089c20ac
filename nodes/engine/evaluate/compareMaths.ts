import { findFormulas } from '../finalAnswer/findFormulas';
import { compareFormulas } from '../maths/compareFormulas';
import type { Answered, FormsOf } from './formsOf';
import { readNumber } from './readNumber';

const never = new AbortController().signal;

/**
 * Makes the function that takes the final formula out of each answer, equal values in the same form: a number, a fraction, a root, an interval, a set, a point, a matrix, an equation or a word.
 *
 * What is left out by one is not counted against another: a unit, a percent sign, the name in `x = 5`. Rounded is not equal: 0.33 is not 1/3. Undefined where no formula can be read; a sentence with one number in it is that number.
 */
export function compareMaths(): FormsOf {
	return async (answers: readonly Answered[], signal = never) => await compareFormulas(answers.map(formulasOf), signal);
}

function formulasOf(answer: Answered): readonly string[] {
	const formulas = findFormulas(answer);
	const isMarked = /\\f?box|<(?:final[_ ]?)?answer>/i.test(answer.text);
	const number = isMarked ? undefined : readNumber(answer);
	return number === undefined ? formulas : [...formulas, `${number.number}${/^\s?(?:\\?%|percent)/.test(number.after) ? '%' : ''}`];
}
