import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type TestJob } from '../../../nodes/engine/sandbox';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox('javascript')));
afterAll(async () => await sandbox.close());

const limits: TestJob['limits'] = { timeoutMs: 5000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const right = 'function total(list) { return list.reduce((sum, each) => sum + each, 0); }';
const wrong = 'function total() { return 0; }';
const never = new AbortController().signal;
const report = async (code: string, source: string) =>
	await sandbox.test({ language: 'javascript', code, tests: { kind: 'code', source }, limits }, never);

describe('tests as people write them', () => {
	it.each([
		['console.assert', 'console.assert(total([1, 2]) === 3);'],
		['a bare comparison', 'total([1, 2]) === 3;'],
		['a comparison that is printed', 'console.log(total([1, 2]) === 3);'],
		['two comparisons at once', 'total([1, 2]) === 3 && total([4]) === 4;'],
		['a throw', 'if (total([1, 2]) !== 3) throw new Error("no");'],
		[
			'node:test by require',
			'const test = require("node:test");\nconst assert = require("node:assert");\ntest("adds", () => { assert.equal(total([1, 2]), 3); });',
		],
		[
			'node:test by import',
			"import { test } from 'node:test';\nimport assert from 'node:assert';\ntest('adds', async (t) => { assert.equal(total([1, 2]), 3); });",
		],
		[
			'node:test with describe',
			"import { describe, it } from 'node:test';\ndescribe('total', () => { it('adds', () => assert.equal(total([1, 2]), 3)); });",
		],
		['Jest', "describe('total', () => {\n  test('adds', () => {\n    expect(total([1, 2])).toBe(3);\n  });\n});"],
		['Jest with an arrow', "test('adds', () => expect(total([1, 2])).toEqual(3));"],
		['Jest with a hook', "let list;\nbeforeEach(() => { list = [1, 2]; });\nit('adds', () => { expect(total(list)).toBe(3); });"],
		['Jest with done', "test('adds', (done) => { setTimeout(() => { expect(total([1, 2])).toBe(3); done(); }, 5); });"],
		['Jest with a table', "test.each([[[1, 2], 3], [[4], 4]])('adds %p', (list, sum) => { expect(total(list)).toBe(sum); });"],
		['Vitest', "import { expect, test } from 'vitest';\ntest('adds', () => { expect(total([1, 2])).toBe(3); });"],
		['expect alone', 'expect(total([1, 2])).toBe(3);'],
		['a matcher turned around', 'expect(total([1, 2])).not.toBe(0);'],
		['a promise', 'await expect(Promise.resolve(total([1, 2]))).resolves.toBe(3);'],
	])('%s let the right one pass and no wrong one', async (_, source) => {
		const good = await report(right, source);
		expect(good).toMatchObject({ kind: 'finished' });
		expect(good).toHaveProperty('passed', (good as { total: number }).total);
		const bad = await report(wrong, source);
		expect(bad.passed).toBeLessThan(bad.total ?? 1);
	});

	it.each([
		['toBeTruthy', '1', '0'],
		['toBeFalsy', '0', '1'],
		['toBeNull', 'null', '0'],
		['toBeUndefined', 'undefined', 'null'],
		['toBeDefined', '0', 'undefined'],
		['toBeNaN', 'NaN', '0'],
		['toBeGreaterThan', '2, 1', '1, 1'],
		['toBeGreaterThanOrEqual', '1, 1', '0, 1'],
		['toBeLessThan', '0, 1', '1, 1'],
		['toBeLessThanOrEqual', '1, 1', '2, 1'],
		['toBeCloseTo', '0.1 + 0.2, 0.3', '0.4, 0.3'],
		['toContain', '[1, 2], 2', '[1, 2], 3'],
		['toContainEqual', '[{ a: 1 }], { a: 1 }', '[{ a: 1 }], { a: 2 }'],
		['toHaveLength', '[1, 2], 2', '[1], 2'],
		['toHaveProperty', "{ a: { b: 1 } }, 'a.b', 1", "{ a: {} }, 'a.b'"],
		['toMatch', "'abc', /b/", "'abc', /x/"],
		['toMatchObject', '{ a: 1, b: 2 }, { a: 1 }', '{ a: 1 }, { a: 2 }'],
		['toBeInstanceOf', '[], Array', '({}), Array'],
		['toEqual', '{ a: [1] }, { a: [1] }', '{ a: [1] }, { a: [2] }'],
		['toThrow', "() => { throw new Error('too big'); }, 'big'", '() => 5'],
	])('%s holds for %s and not for %s', async (matcher, holds, fails) => {
		const line = (values: string) => `{ const [value, ...wanted] = [${values}]; expect(value).${matcher}(...wanted); }`;
		expect(await report('', line(holds))).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
		expect(await report('', line(fails))).toMatchObject({ passed: 0 });
	});

	it('go on behind a test that throws', async () => {
		const tests = "test('one', () => { missing(); expect(1).toBe(1); });\ntest('two', () => { expect(total([1, 2])).toBe(3); });";
		expect(await report(right, tests)).toMatchObject({ passed: 1, total: 2 });
	});

	it('leave a function of the candidate that has the name of a framework alone', async () => {
		expect(await report('function test(n) { return n + 1; }', 'assert.equal(test(1), 2)')).toMatchObject({ passed: 1, total: 1 });
	});

	it.each([
		['1 + 1;', 'The tests check nothing'],
		['console.log("done");', 'The tests check nothing'],
		['assert(total([1, 2]), 3);', 'its second argument is only a message'],
		['assert(() => total([1, 2]) === 3);', 'its first argument counts as true'],
		['assert.equal(total([1]), total([1]));', 'both sides are the same'],
	])('are refused where they cannot fail: %s', async (source, reason) => {
		await expect(sandbox.checkTests('javascript', { kind: 'code', source }, never)).rejects.toThrow(reason);
	});
});
