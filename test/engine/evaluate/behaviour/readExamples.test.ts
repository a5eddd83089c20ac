import { describe, expect, it } from 'vitest';
import { readExamples } from '../../../../nodes/engine/evaluate/behaviour/readExamples';
import { writeLiteral } from '../../../../nodes/engine/evaluate/behaviour/writeLiteral';
import type { Language } from '../../../../nodes/engine/sandbox';
import { expectLinear } from '../../../support/expectLinear';

const read = (text: string, language: Language = 'python', name = 'f') =>
	readExamples(text, [name]).map(
		({ input, expected }) =>
			`${input.map((each) => writeLiteral(each, language)).join(', ')} > ${expected === undefined ? '?' : writeLiteral(expected, language)}`,
	);

describe('what a task says of a call', () => {
	it.each([
		// signs
		['f(2) == 4', '2 > 4'],
		['f(2) === 4', '2 > 4'],
		['f(2) = 4', '2 > 4'],
		['f(2) → 4', '2 > 4'],
		['f(2) -> 4', '2 > 4'],
		['f(2) --> 4', '2 > 4'],
		['f(2) => 4', '2 > 4'],
		['f(2) ==> 4', '2 > 4'],
		['f(2) ➞ 4', '2 > 4'],
		['f(2) ⇒ 4', '2 > 4'],
		['f(2): 4', '2 > 4'],
		['f(2)\n  => 4', '2 > 4'],
		// words
		['f(2) returns 4.', '2 > 4'],
		['Calling f(2) should return 4, as 2 + 2 is 4.', '2 > 4'],
		['f(2) must return 4', '2 > 4'],
		['f(2) gives 4', '2 > 4'],
		['f(2) evaluates to 4', '2 > 4'],
		['f(2) is 4 because 2 doubled is 4', '2 > 4'],
		['f(2) should be 4', '2 > 4'],
		['f(2) is equal to 4', '2 > 4'],
		['f(2) yields: 4', '2 > 4'],
		['The value of f(2) is 4', '2 > 4'],
		['For example, f(2) returns the number 4 (twice two).', '2 > 4'],
		['Here (f(2) returns 4) it doubles.', '2 > 4'],
		['It doubles - f(2) returns 4', '2 > 4'],
		['f(2) returns 4 and f(3) returns 6', '2 > 4', '3 > 6'],
		// marks
		['- `f(2)` → `4`', '2 > 4'],
		['* `f(2)` returns `4`.', '2 > 4'],
		['`f(2) == 4`', '2 > 4'],
		['**f(2)** gives **4**', '2 > 4'],
		['1. f(2) -> 4', '2 > 4'],
		['**Example:** f(2) → **4**', '2 > 4'],
		['f(2): returns 4', '2 > 4'],
		['> f(2) returns 4', '2 > 4'],
		['<code>f(2)</code> returns <code>4</code>', '2 > 4'],
		// remarks
		['// f(2) → 4', '2 > 4'],
		['# f(2) -> 4', '2 > 4'],
		['f(2) // 4', '2 > 4'],
		['f(2); // => 4', '2 > 4'],
		['f(2)  # returns 4', '2 > 4'],
		['f(2) # 4', '2 > 4'],
		['/**\n * f(2) // 4\n */', '2 > 4'],
		['console.log(f(2)); // 4', '2 > 4'],
		['print(f(2))  # Output: 4', '2 > 4'],
		['const doubled = f(2); // 4', '2 > 4'],
		['```js\nf(2)\n// 4\n```', '2 > 4'],
		['console.log(f(2))\n// → 4', '2 > 4'],
		// consoles
		['>>> f(2)\n4', '2 > 4'],
		['    >>> f(2)\n    4\n    >>> f("a")\n    \'aa\'\n    ', '2 > 4', '"a" > "aa"'],
		['>>> f([1,\n... 2])\n[2, 4]', '[1, 2] > [2, 4]'],
		['>>> print(f(2))\n4', '2 > 4'],
		['> f(2)\n4', '2 > 4'],
		// assertions
		['assert f(2) == 4', '2 > 4'],
		['assert f(2) == 4, "doubles"', '2 > 4'],
		['assert 4 == f(2)', '2 > 4'],
		['assert f(True) is None', 'True > None'],
		['assert.equal(f(2), 4);', '2 > 4'],
		['assert.strictEqual(f(2), 4, "doubles");', '2 > 4'],
		['assert.deepStrictEqual(f([1]), [2]);', '[1] > [2]'],
		['assert.deepEqual(f({ a: 1 }), { a: 2 })', '{"a": 1} > {"a": 2}'],
		['Write it so that assert.equal(f("hi"), "HI!") holds.', '"hi" > "HI!"'],
		['expect(f(2)).toBe(4);', '2 > 4'],
		['expect(f([1])).toEqual([2])', '[1] > [2]'],
		['expect(f(2)).to.deep.equal(4)', '2 > 4'],
		['console.assert(f(2) === 4);', '2 > 4'],
		['console.assert(f(2) === 4 && f(3) === 6);', '2 > 4', '3 > 6'],
		['self.assertEqual(f(2), 4)', '2 > 4'],
		['self.assertEqual(4, f(2))', '2 > 4'],
		['self.assertListEqual(f([1]), [2])', '[1] > [2]'],
		['t.is(f(2), 4);', '2 > 4'],
		['assert await f(2) == 4', '2 > 4'],
		['assert Solution().f(2) == 4', '2 > 4'],
		['assert.deepStrictEqual(\n  f([1]),\n  [2]\n);', '[1] > [2]'],
		['expect(\n  f(2)\n).toBe(4)', '2 > 4'],
		['expect(f(2)).toBeNull()', '2 > None'],
		// blocks
		['Write f(nums, target).\nInput: nums = [2,7], target = 9\nOutput: [0,1]', '[2, 7], 9 > [0, 1]'],
		['def f(nums, target): ...\nInput: target = 9, nums = [2,7]\nOutput: [0,1]', '[2, 7], 9 > [0, 1]'],
		[
			'Example 1:\n\nInput: s = "ab"\nOutput: "ba"\nExplanation: turned.\n\nExample 2:\n\nInput: s = ""\nOutput: ""',
			'"ab" > "ba"',
			'"" > ""',
		],
		['**Input:** `[1, 2]`\n**Output:** `3`', '[1, 2] > 3'],
		['Input: 2\nOutput: 4', '2 > 4'],
		['Input:\n grid : [[1], [0]]\n size : 2\nOutput: 6', '[[1], [0]], 2 > 6'],
		['Input: 2, Output: 4', '2 > 4'],
		['Input: 2 → 4', '2 > 4'],
		['Sample Input 1: 2\nSample Output 1: 4', '2 > 4'],
		['def f(a, b): pass\nInput: (2, 3)\nOutput: 5', '2, 3 > 5'],
		['Given: 2\nExpected output: 4', '2 > 4'],
		['For num = "AB" the output should be 1.', '"AB" > 1'],
		// tables
		['| input | output |\n|---|---|\n| 2 | 4 |\n| `3` | `6` |', '2 > 4', '3 > 6'],
		['| a | b | result |\n|:--|--:|---|\n| 1 | 2 | 3 |', '1, 2 > 3'],
		['| n | f(n) |\n|---|---|\n| 2 | 4 |', '2 > 4'],
		['| Call | Returns |\n| --- | --- |\n| `f(1, "x")` | `[1]` |', '1, "x" > [1]'],
		['//f(2, 3)\n//>>> f(2, 3)\n//5\nfunction f(a, b){', '2, 3 > 5'],
		['f(2, 3) == 5 and f([1], []) = [1]', '2, 3 > 5', '[1], [] > [1]'],
		// values
		['f(-2) == -4.5', '-2 > -4.5'],
		["f('it\\'s') == \"a\\u00e9\"", '"it\'s" > "a\\u00e9"'],
		['f((1, 2)) == (2, 4)', '(1, 2) > (2, 4)'],
		['f({1}) == {1, 2}', '{1} > {1, 2}'],
		['f(set()) == set()', 'set() > set()'],
		['f(new Set([1])) == new Set([2])', '{1} > {2}'],
		['f(None, null, undefined) == [True, false]', 'None, None, None > [True, False]'],
		['f([\n  [1, 2],\n  [3, 4],\n]) == [\n  [1],\n]', '[[1, 2], [3, 4]] > [[1]]'],
		['f(a=2, b=3) == 5', '2, 3 > 5'],
		['f(“ab”) returns “ba”', '"ab" > "ba"'],
		['f(0xff) == 255', '0xff > 255'],
	])('%j', (text, ...expected) => {
		expect(read(text)).toEqual(expected);
	});
});

describe('what says nothing of what a call gives', () => {
	it.each([
		['a call inside of another', 'f(f("ab")) returns "ab"'],
		['a call in the brackets of a function', 'len(f(3)) == 3. sorted(f(3)) == [1]. JSON.stringify(f(3)) === "[1]"'],
		['a call in a list', '[f(1), f(2)] == [1, 2]'],
		['a type', 'typeof f(2) === "number"'],
		['a property', 'f(3).length === 3 and f(3)[0] == 1'],
		['a negation', '!f(2) === true; not f(2) == True'],
		['a first number of a sum', 'f(2) + 3 = 7'],
		['a sum before it', '3 + f(2) = 7; 3*f(2) = 12; 10 - f(2) = 6'],
		['a value that goes on', 'f(2) = 2 + 2, f(3) = 3 * 2, f("a") == "a" + "b", f(4) = 4!/2'],
		['a value of which it is a part', 'f(2) == [1, 2][0]; f("a") == "ab".upper()'],
		['a count', 'f(2) returns 4 elements'],
		['a choice', 'f(2) returns 4 or 5'],
		['a number with commas', 'f(2) returns 1,800'],
		['a recursion', 'f(0) = 0, f(1) = 1, f(n) = f(n-1) + f(n-2)'],
		['a step of a recursion', 'f(5) = f(4) + f(3)'],
		['another relation', 'f(2) != 4; f(2) < 4; f(2) >= 4; expect(f(2)).not.toBe(4)'],
		['a head', 'def f(): 4\nfunction f() { return 4 }'],
		['a call in prose without a value', 'Try f(2) and see.'],
		['a name in another', 'g.f(2) == 4; of(2) == 4; f2(2) == 4'],
		['a rounded value', 'round(f(2), 2) == 1.41; assert abs(f(2) - 1.41) < 0.01'],
		['a mention', 'The length of f(3) is 3. The sum of f(1) and f(2) is 3'.replace(' and f(2)', '')],
		['a table of something else', '| name | age |\n|---|---|\n| 2 | 4 |'],
		['days', 'Wait for 3 days, the result is 4'],
	])('%s', (_, text) => {
		expect(read(text).filter((each) => !each.endsWith('> ?'))).toEqual([]);
	});

	it('is the first value of a sequence beside a list of them', () => {
		const text = 'f(1) = 3\nf(n) = f(n - 1) + 1\nFor example:\nf(2) = 4\nGive a list.\nExamples:\nf(3) = [1, 3, 4]';
		expect(read(text)).toEqual(['1 > ?', '2 > ?', '3 > [1, 3, 4]']);
	});

	it('is a value that another mention denies', () => {
		expect(read('f(2) == 4\nf(2) == 5\nf(3) == 6\nf(3) returns 6')).toEqual(['2 > ?', '3 > 6']);
	});
});

it.each([
	['f(f("ab")) returns "ab"', '"ab" > ?'],
	['len(f(3)) == 3', '3 > ?'],
	['Try f(2, 3) and see.', '2, 3 > ?'],
	['>>> f(2)\nTraceback (most recent call last)', '2 > ?'],
	['f(5) = f(4) + f(3)', '5 > ?', '4 > ?', '3 > ?'],
	['f(x, y) adds; def f(a=2): pass; bf(1, 2) == 3; function f() {}; new f(2)'],
])('takes a call as an input where nothing tells what it gives: %j', (text, ...expected) => {
	expect(read(text)).toEqual(expected);
});

it('writes values as each language has them', () => {
	const text = 'f(True, None, (1, 2), {1}) == Infinity';
	expect(read(text, 'python')).toEqual(["True, None, (1, 2), {1} > float('Infinity')".replace('Infinity', 'inf')]);
	expect(read(text, 'javascript')).toEqual(['true, null, [1, 2], new Set([1]) > Infinity']);
	expect(read(text, 'typescript')).toEqual(['true, null, [1, 2], new Set([1]) > Infinity']);
});

it.each([
	'f(2) == ',
	'f(',
	'f(2',
	'f([',
	'`f(2)` → ',
	'Input: a = 1\n',
	'Input: ',
	'for a = 1, ',
	'| a ',
	'|-',
	'assert 4 == ',
	'assertEqual(4, ',
	'4, 4 == ',
	'"',
	' ',
	'f(n) = f(n',
	'f(2)\n',
	'<b>',
	'(',
])('takes time that grows with the text: %j', (part) => {
	expectLinear(
		(length) => part.repeat(Math.ceil(length / part.length)).slice(0, length),
		(text) => readExamples(text, ['f']),
	);
});
