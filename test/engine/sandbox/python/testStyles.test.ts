import { describe, expect, it } from 'vitest';
import { hasPython, runHarness } from './runHarness';

const right = 'def total(numbers):\n    return sum(numbers)\n';
const wrong = 'def total(numbers):\n    return 0\n';
const cases = '@pytest.mark.parametrize("numbers, wanted"';

describe.skipIf(!hasPython)('Python tests that are called by nobody, or marked', () => {
	it.each([
		['a function of its own name', 'def run_tests():\n    assert total([1, 2]) == 3\n', 1],
		['a function that calls another', 'def check_sum():\n    assert total([1, 2]) == 3\ndef run_all():\n    check_sum()\n', 1],
		[
			'a method of a test case',
			'import unittest\nclass Sums(unittest.TestCase):\n    def check_sum(self):\n        self.assertEqual(total([1, 2]), 3)\n',
			1,
		],
		['one beside a test', 'def test_one():\n    assert total([1, 2]) == 3\ndef check_two():\n    assert total([4]) == 4\n', 2],
		[
			'a helper that wants something, and is not used',
			'def check(wanted):\n    assert total([1]) == wanted\nassert total([1, 2]) == 3\n',
			1,
		],
		[
			'rows that are to fail or to be left out',
			`import pytest\n${cases}, [([1, 2], 3), pytest.param([4], 5, marks=pytest.mark.xfail), pytest.param([4], 6, marks=[pytest.mark.skip(reason="x")])])\ndef test_sum(numbers, wanted):\n    assert total(numbers) == wanted\n`,
			1,
		],
		[
			'a test that is to fail',
			'import pytest\n@pytest.mark.xfail(reason="x")\ndef test_no():\n    assert total([1]) == 9\ndef test_yes():\n    assert total([1, 2]) == 3\n',
			1,
		],
		[
			'a condition',
			'import pytest, sys\n@pytest.mark.skipif(sys.version_info > (3, 0), reason="x")\ndef test_no():\n    assert total([1]) == 9\ndef test_yes():\n    assert total([1, 2]) == 3\n',
			1,
		],
		[
			'unittest without its import',
			'class Sums(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(total([1, 2]), 3)\n',
			1,
		],
		['pytest without its import', `${cases}, [([1, 2], 3)])\ndef test_sum(numbers, wanted):\n    assert total(numbers) == wanted\n`, 1],
		['another module without its import', 'assert math.isclose(total([1, 2]), 3)\n', 1],
		[
			'a session',
			'>>> total([1, 2])\n3\n>>> numbers = [4]\n>>> total(numbers)\n4\n>>> print(total([1]), 2)\n1 2\n>>> total([1, 2]) == 3\nTrue\n',
			4,
		],
		['a session in a text that describes', '"""\n>>> total([1, 2])\n3\n"""\nimport doctest\ndoctest.testmod()\n', 1],
		[
			'an exception in a session',
			'>>> total([1, 2])\n3\n>>> total(None) and 1\nTraceback (most recent call last):\n    ...\nTypeError: no\n',
			2,
		],
	])('%s: the right one passes, the wrong one does not', (_, tests, total) => {
		expect(runHarness(right, tests)).toMatchObject({ kind: 'finished', passed: total, total });
		expect(runHarness(wrong, tests).passed).toBeLessThan(total);
	});

	it.each([
		['def check(candidate):\n    assert candidate([1, 2]) == 3\n', 'nobody calls check, which wants candidate'],
		['>>> total([1, 2]) # doctest: +ELLIPSIS\n<...>\n', 'leaves out a part'],
		['>>> for one in [1]: print(total([one]))\n1\n', 'prints by a statement'],
	])('are refused where they cannot be run: %j', (tests, reason) => {
		expect(() => runHarness('', tests, true)).toThrow(reason);
	});

	it('count as nothing where all are left out', () => {
		expect(runHarness(right, 'import pytest\n@pytest.mark.skip\ndef test_sum():\n    assert total([1]) == 1\n')).toMatchObject({
			total: 0,
		});
	});
});
