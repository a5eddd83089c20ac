import { describe, expect, it } from 'vitest';
import { hasPython, runHarness } from './runHarness';

/** It is to raise for what is below zero. */
const right = 'def f(x):\n    if x < 0: raise ValueError("neg")\n    return x\n';
const wrong = 'def f(x):\n    return max(x, 0)\n';

describe.skipIf(!hasPython)('an assertion that Python tests catch themselves', () => {
	it.each([
		[
			'a note of it',
			'threw = False\ntry:\n    assert f(-1) == 0\nexcept ValueError:\n    threw = True\nassert threw\nassert f(2) == 2\n',
			2,
		],
		['a note of any', 'threw = False\ntry:\n    assert f(-1) == 0\nexcept Exception:\n    threw = True\nassert threw\n', 1],
		[
			'a note of an assertion',
			'differs = False\ntry:\n    assert f(3) == -3\nexcept AssertionError:\n    differs = True\nassert differs\nassert f(0) == 0\ntry:\n    f(-1)\n    assert False\nexcept ValueError: pass\n',
			2,
		],
		[
			'a helper that says whether it holds',
			'def same(x):\n    try:\n        assert f(x) == 0\n        return True\n    except ValueError:\n        return False\nassert not same(-1)\nassert f(2) == 2\n',
			2,
		],
		['pytest.raises', 'import pytest\ndef test_raises():\n    with pytest.raises(ValueError):\n        assert f(-1) == 0\n', 1],
		[
			'assertRaises',
			'import unittest\nclass TestF(unittest.TestCase):\n    def test_raises(self):\n        with self.assertRaises(ValueError): self.assertEqual(f(-1), 0)\n',
			1,
		],
		['an assertion about it', 'try:\n    assert f(-1) == 5\nexcept Exception as error:\n    assert str(error) == "neg"\n', 1],
		[
			'another kind of error raised on',
			'try:\n    assert f(-1) == 5\nexcept Exception as error:\n    if not isinstance(error, ValueError): raise\nassert f(2) == 2\n',
			1,
		],
		[
			'a handler around that which raises',
			'told = ""\ntry:\n    try:\n        assert f(-1) == 0\n    except ValueError as error:\n        raise KeyError("got " + str(error))\nexcept KeyError as error:\n    told = str(error)\nassert "got neg" in told\n',
			1,
		],
		[
			'a raise in the end',
			'threw = False\ntry:\n    assert f(-1) == 0\nexcept ValueError:\n    threw = True\nif not threw: raise RuntimeError("no")\n',
			1,
		],
	])('is no failure: %s', (_, tests, total) => {
		expect(runHarness(right, tests)).toMatchObject({ kind: 'finished', passed: total, total });
		const bad = runHarness(wrong, tests);
		expect(bad).not.toMatchObject({ kind: 'finished', passed: bad.total });
	});

	it.each([
		['print it', 'try:\n    assert f(2) == 5\nexcept AssertionError as error:\n    print("failed", error)\n', 0, 1],
		['count it for what they print', 'failed = 0\ntry:\n    assert f(2) == 5\nexcept Exception:\n    failed += 1\nprint(failed)\n', 0, 1],
		[
			'say that a line is not to be reached',
			'try:\n    f(1)\n    assert False, "no error"\nexcept Exception: pass\nassert f(2) == 2\n',
			1,
			2,
		],
		[
			'catch another kind',
			'def test_one():\n    try:\n        assert f(2) == 5\n    except KeyError:\n        pass\ndef test_two():\n    assert f(2) == 2\n',
			1,
			2,
		],
	])('is one where the tests %s', (_, tests, passed, total) => {
		expect(runHarness(right, tests)).toMatchObject({
			kind: 'finished',
			passed,
			total,
			firstFailure: { assertion: expect.any(String) as string },
		});
	});

	it('is one, with what it says, where the handler raises it on', () => {
		const tests = 'try:\n    assert f(2) == 5\nexcept Exception as error:\n    if type(error) is not ValueError: raise\n';
		expect(runHarness(right, tests)).toMatchObject({ kind: 'broken', passed: 0, total: 1, firstFailure: { expected: '5', came: '2' } });
	});

	it('stays one where the candidate catches it', () => {
		const tests = 'seen = []\ndef see(x):\n    seen.append(x)\n    assert x == 2\neach([1], see)\nassert seen == [1]\n';
		const code = 'def each(items, call):\n    for one in items:\n        try: call(one)\n        except BaseException: pass\n';
		expect(runHarness(code, tests)).toMatchObject({ passed: 1, total: 2, firstFailure: { assertion: 'assert x == 2' } });
	});

	it('stays one where the candidate keeps it, and raises it where the tests await an error', () => {
		const tests =
			'def see(x):\n    try:\n        assert x == 2\n    except Exception:\n        if x: raise\neach([1], see)\nthrew = False\ntry:\n    each([-1], see)\nexcept Exception:\n    threw = True\nassert threw\n';
		const code =
			'kept = []\ndef each(items, call):\n    if kept: raise kept[0]\n    for one in items:\n        try: call(one)\n        except BaseException as error: kept.append(error)\n';
		expect(runHarness(code, tests)).toMatchObject({ passed: 1, total: 2, firstFailure: { assertion: 'assert x == 2' } });
	});
});
