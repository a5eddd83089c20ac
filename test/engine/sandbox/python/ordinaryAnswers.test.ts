import { describe, expect, it } from 'vitest';
import type { Tests } from '../../../../nodes/engine/sandbox';
import { hasPython, runHarness } from './runHarness';

const cases = (functionName: string, ...pairs: ReadonlyArray<readonly [unknown, unknown]>): Tests => ({
	kind: 'cases',
	functionName,
	cases: pairs.map(([input, expected]) => ({ input: [input], expected })),
});

describe.skipIf(!hasPython)('An ordinary Python answer', () => {
	it.each([
		['names of typing without their import', 'def same(x: List[int]) -> Optional[int]: return x'],
		['a library that it imports and does not use', 'import numpy as np\nfrom pandas import DataFrame\ndef same(x: np.ndarray): return x'],
		[
			'a library that it can do without',
			'try:\n    import numpy\nexcept ImportError:\n    numpy = None\ndef same(x): return x if numpy is None else 0',
		],
		['a question to the one who starts it', 'def same(x): return x\nnumber = int(input("Number: "))\nprint(same(number))'],
		['a question before the function', 'import sys\ndata = sys.stdin.read().split()\nnumber = int(data[0])\ndef same(x): return x'],
		['a doctest', 'import doctest\ndef same(x):\n    """\n    >>> same(1)\n    1\n    """\n    return x\ndoctest.testmod()'],
		['a part for when it is started', 'def same(x): return x\nif __name__ == "__main__":\n    raise SystemExit(1)'],
		['a log', 'import logging\ndef same(x):\n    logging.warning("seen")\n    return x'],
		['a traceback', 'import traceback\ndef same(x):\n    try: 1 / 0\n    except ZeroDivisionError: traceback.format_exc()\n    return x'],
		[
			'threads',
			'from concurrent.futures import ThreadPoolExecutor\ndef same(x):\n    with ThreadPoolExecutor(2) as pool: return next(pool.map(lambda one: one, [x]))',
		],
		['a class with the method', 'class Solution:\n    def same(self, x): return x'],
		['a coroutine', 'import asyncio\nasync def same(x):\n    await asyncio.sleep(0)\n    return x'],
	])('works with %s', (_, code) => {
		expect(runHarness(code, cases('same', [4, 4]))).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
	});

	it.each([
		['numpy', 'import numpy as np\ndef same(x): return np.sum(x)'],
		['requests', 'def same(x):\n    import requests\n    return requests.get(x)'],
		['pydantic', 'from pydantic import BaseModel\nclass Model(BaseModel):\n    x: int\ndef same(x): return x'],
	])('is unscored where it uses what is not there: %s', (name, code) => {
		expect(runHarness(code, cases('same', [4, 4]))).toMatchObject({
			kind: 'broken',
			cause: 'missing',
			message: `It needs ${name}, which the sandbox does not have`,
		});
	});

	it('fails by its own fault where it forgot an import of the standard library', () => {
		expect(runHarness('def same(x): return math.floor(x)', cases('same', [4, 4]))).toMatchObject({ kind: 'finished', passed: 0 });
	});

	it.each([
		['rounding', 0.1 + 0.2, 0.3, true],
		['rounding of large numbers', 1e15 + 0.25, 1e15, true],
		['a difference above the tolerance', 0.300001, 0.3, false],
		['zero and nearly zero', 1e-10, 0, true],
		['whole numbers that differ by one', 10 ** 15 + 1, 10 ** 15, false],
		['a number and its text', '4', 4, false],
		['true and one', true, 1, false],
		['numbers in a list', [0.1 + 0.2, 1], [0.3, 1], true],
	])('is compared with %s', (_, input, expected, isSame) => {
		expect(runHarness('def same(x): return x', cases('same', [input, expected])).passed).toBe(isSame ? 1 : 0);
	});

	it('may give classes of its own that equal by what they hold', () => {
		const code =
			'from dataclasses import dataclass\nfrom fractions import Fraction\nfrom enum import Enum\n@dataclass\nclass Point:\n    x: int\nclass Kind(str, Enum):\n    A = "a"\ndef half(): return Fraction(1, 2)';
		const tests =
			'assert Point(1) == Point(1)\nassert Point(1) != Point(2)\nassert half() == 0.5\nassert abs(half() - 0.5) < 1e-9\nassert Kind.A == "a"';
		expect(runHarness(code, tests)).toMatchObject({ kind: 'finished', passed: 5, total: 5 });
	});
});
