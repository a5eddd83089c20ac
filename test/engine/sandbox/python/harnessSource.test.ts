import { describe, expect, it } from 'vitest';
import { InvalidTestsError } from '../../../../nodes/engine/sandbox';
import { hasPython, runHarness } from './runHarness';

const right = 'def add(a, b):\n    if type(a) is str: raise ValueError("no number")\n    return a + b';
const wrong = 'def add(a, b): return a - b';

function count(code: string, source: string): string {
	const { passed, total } = runHarness(code, source);
	return `${passed} of ${total}`;
}

const testCase = (...lines: readonly string[]) =>
	['import unittest', 'from solution import add', '', 'class TestAdd(unittest.TestCase):', ...lines.map((line) => `    ${line}`), ''].join(
		'\n',
	);
const small = testCase('def test_small(self):', '    self.assertEqual(add(1, 2), 3)');

describe.skipIf(!hasPython)('The Python harness', () => {
	it.each([
		['a test case that nobody starts', small, '1 of 1', '0 of 1'],
		['one that starts itself', `${small}\nif __name__ == '__main__':\n    unittest.main()\n`, '1 of 1', '0 of 1'],
		['one that starts itself at once', `${small}\nunittest.main(exit=False)\n`, '1 of 1', '0 of 1'],
		[
			'functions as pytest calls them',
			'def test_one():\n    assert add(1, 2) == 3\ndef test_two():\n    assert add(2, 2) == 4\n',
			'2 of 2',
			'0 of 2',
		],
		['functions that the tests call themselves', 'def test_one():\n    assert add(1, 2) == 3\ntest_one()\n', '1 of 1', '0 of 1'],
		[
			'a case with a set-up, loops and several assertions',
			testCase(
				'def setUp(self): self.one = 1',
				'def test_some(self):',
				'    for each in range(3):',
				'        with self.subTest(each=each): self.assertEqual(add(each, self.one), each + 1)',
				'    self.assertIn(add(1, 1), [2], "two")',
				'    self.assertAlmostEqual(add(0.1, 0.2), 0.3)',
			),
			'5 of 5',
			'0 of 5',
		],
		[
			'assertions about what is raised',
			testCase(
				'def test_raises(self):',
				'    with self.assertRaises(ValueError) as caught: add("a", 1)',
				'    self.assertEqual(str(caught.exception), "no number")',
				'def test_call(self): self.assertRaises(ValueError, add, "a", 1)',
			),
			'3 of 3',
			'0 of 3',
		],
		['assertions of other kinds', testCase('def test_text(self): self.assertRegex(str(add(1, 2)), "^3$")'), '1 of 1', '0 of 1'],
		[
			'parametrize with ids and marks',
			'import pytest\n@pytest.mark.parametrize("a, b, sum", [(1, 2, 3), pytest.param(2, 2, 4, id="twos")], ids=str)\ndef test_add(a, b, sum):\n    assert add(a, b) == sum\n',
			'2 of 2',
			'0 of 2',
		],
		[
			'two tables at once',
			'import pytest\n@pytest.mark.parametrize("a", [1, 2])\n@pytest.mark.parametrize("b", [3, 4])\ndef test_add(a, b): assert add(a, b) == a + b\n',
			'4 of 4',
			'0 of 4',
		],
		[
			'pytest.raises with a pattern',
			'import pytest\ndef test_text():\n    with pytest.raises(ValueError, match="no number") as caught:\n        add("a", 1)\n    assert "no" in str(caught.value)\n',
			'2 of 2',
			'0 of 2',
		],
		[
			'pytest.raises with a pattern that does not fit',
			'import pytest\ndef test_text():\n    with pytest.raises(ValueError, match="^never$"): add("a", 1)\n    assert add(1, 2) == 3\n',
			'1 of 2',
			'0 of 2',
		],
		['approx', 'import pytest\ndef test_near():\n    assert add(0.1, 0.2) == pytest.approx(0.3)\n', '1 of 1', '0 of 1'],
		[
			'fixtures that end',
			'import pytest\n@pytest.fixture\ndef two():\n    yield 2\ndef test_add(two, capsys):\n    print(add(two, 1))\n    assert capsys.readouterr().out == "3\\n"\n',
			'1 of 1',
			'0 of 1',
		],
		[
			'classes as pytest collects them',
			'class TestAdd:\n    def setup_method(self): self.one = 1\n    def test_one(self):\n        assert add(self.one, 2) == 3\n',
			'1 of 1',
			'0 of 1',
		],
		[
			'all but what is skipped',
			testCase(
				'@unittest.skip("later")',
				'def test_later(self): self.assertEqual(add(1, 1), 9)',
				'def test_now(self): self.assertEqual(add(1, 2), 3)',
			),
			'1 of 1',
			'0 of 1',
		],
		['an import by any name', 'from my_module import add\nassert add(1, 2) == 3', '1 of 1', '0 of 1'],
		['a comparison that stands alone', 'add(1, 2) == 3', '1 of 1', '0 of 1'],
		['a comparison that is printed', 'print(add(1, 2) == 3)', '1 of 1', '0 of 1'],
		['an assertion whose failure is swallowed', 'try:\n    assert add(1, 2) == 3\nexcept: pass', '1 of 1', '0 of 1'],
		['what holds by itself as nothing', 'assert True\nassert add(1, 2) == 3', '1 of 1', '0 of 1'],
		[
			'a branch that says that it was right',
			'try:\n    add("a", 1)\n    assert False\nexcept ValueError:\n    assert True',
			'1 of 1',
			'0 of 0',
		],
		['a test that throws', testCase('def test_throws(self): add(1, 2).nothing'), '0 of 1', '0 of 1'],
	])('runs %s: right candidates pass, wrong ones do not', (_, source, ofRight, ofWrong) => {
		expect([count(right, source), count(wrong, source)]).toEqual([ofRight, ofWrong]);
	});

	it.each([
		['a tuple', 'assert (add(1, 2), 3)', 'line 1: "assert (add(1, 2), 3)" holds whatever the candidate gives: a tuple'],
		['a value as message', 'assert add(1, 2), 3', 'only a message'],
		['a text', 'assert "add works"', 'a text counts as true'],
		['nothing but True', 'assert True', 'no assertion, no comparison'],
		['an "or" that always holds', 'assert add(1, 2) == 3 or 4', 'one side of "or"'],
		['a generator', 'assert (add(one, 1) == one + 1 for one in range(3))', 'a generator counts as true'],
		['a function that nobody calls', 'assert lambda: add(1, 2) == 3', 'nobody calls'],
		['both sides the same', 'assert add(1, 2) == add(1, 2)', 'both sides are the same'],
		['a test case without tests', testCase('pass'), 'no assertion'],
		['assertTrue with two values', testCase('def test_it(self): self.assertTrue(add(1, 2), 3)'), 'only a message'],
		['a function without assertions', 'def test_it():\n    add(1, 2)', 'no assertion'],
		['calls alone', 'print(add(1, 2))', 'no assertion'],
		['a function of their own', 'def add(a, b): return a + b\nassert add(1, 2) == 3', 'they use nothing of the candidate'],
		['a check that nobody calls', 'def check(candidate):\n    assert candidate(1, 2) == 3', 'nobody calls check, which wants candidate'],
		['a fixture that is not there', 'def test_it(monkeypatch):\n    assert add(1, 2) == 3', 'line 1: test_it wants monkeypatch'],
		['a library that is not there', 'import numpy as np\nassert np.sum(add(1, 2)) == 3', 'the sandbox has no module numpy'],
	])('refuses tests that prove nothing, or cannot be run: %s', (_, source, sentence) => {
		expect(() => runHarness('', source, true)).toThrow(InvalidTestsError);
		expect(() => runHarness('', source, true)).toThrow(sentence);
	});

	it('takes tests that raise by other means', () => {
		for (const source of ['if add(1, 2) != 3: raise SystemExit(1)', testCase('def test_it(self): self.assertCountEqual([add(1, 2)], [3])')])
			expect(() => runHarness('', source, true)).not.toThrow();
	});
});
