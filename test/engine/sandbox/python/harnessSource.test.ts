import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readHarnessOutput, reportFromHarness } from '../../../../nodes/engine/sandbox/harnessOutput';
import { pythonHarness } from '../../../../nodes/engine/sandbox/python/harnessSource';
import { writePythonJob } from '../../../../nodes/engine/sandbox/python/pythonJob';

const python = '/usr/bin/python3';
const hasPython = spawnSync(python, ['-c', '']).status === 0;
const limits = { timeoutMs: 5000, memoryBytes: 256 * 1024 * 1024, outputBytes: 10_000 };
const right = 'def add(a, b):\n    if type(a) is str: raise ValueError("no number")\n    return a + b';
const wrong = 'def add(a, b): return a - b';

/** Runs our own code without any wall: the harness as it stands, in an interpreter of this host. */
function count(code: string, source: string): string {
	const nonce = 'abcdef0123456789';
	const input = writePythonJob({ nonce, resultFd: 1, progress: false, checkOnly: false, code, tests: { kind: 'code', source }, limits });
	const { stdout } = spawnSync(python, ['-I', '-S', '-B', '-X', 'utf8', '-c', pythonHarness], { input, encoding: 'utf8' });
	const { passed, total } = reportFromHarness(readHarnessOutput(stdout, nonce), undefined, [], '', 0);
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
		['a test that throws', testCase('def test_throws(self): add(1, 2).nothing'), '0 of 1', '0 of 1'],
	])('runs %s: right candidates pass, wrong ones do not', (_, source, ofRight, ofWrong) => {
		expect([count(right, source), count(wrong, source)]).toEqual([ofRight, ofWrong]);
	});
});
