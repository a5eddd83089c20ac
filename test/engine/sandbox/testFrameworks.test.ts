import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type TestJob } from '../../../nodes/engine/sandbox';
import { EmptyTestsError } from '../../../nodes/engine/sandbox/javascript/emptyAssertion';
import { prepareTests } from '../../../nodes/engine/sandbox/javascript/prepareTests';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox('javascript')));
afterAll(async () => await sandbox.close());

const limits: TestJob['limits'] = { timeoutMs: 5000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const right = 'function total(list) { return list.reduce((sum, each) => sum + each, 0); }';
const wrong = 'function total() { return 0; }';
const never = new AbortController().signal;
const report = async (code: string, source: string) =>
	await sandbox.test({ language: 'javascript', code, tests: { kind: 'code', source }, limits }, never);

const holds = "test('adds', () => { expect(total([1, 2])).toBe(3); });";
const fails = '() => { expect(total([1, 2])).toBe(4); }';

describe('tests of a framework', () => {
	it.each([
		[
			'a table in a template',
			"test.each`\n  list | sum\n  ${[1, 2]} | ${3}\n  ${[4]} | ${4}\n`('adds $list', ({ list, sum }) => { expect(total(list)).toBe(sum); });",
			2,
		],
		['rows of objects', "it.each([{ list: [1, 2], sum: 3 }])('adds', ({ list, sum }) => { expect(total(list)).toBe(sum); });", 1],
		[
			'a group for each row',
			"describe.each([[[1, 2], 3]])('total', (list, sum) => { test('adds', () => { expect(total(list)).toBe(sum); }); });",
			1,
		],
		['a test that is left out', `test.skip('x', ${fails}); ${holds}`, 1],
		['a test that is left out by its first letter', `xit('x', ${fails}); ${holds}`, 1],
		['a group that is left out', `describe.skip('x', () => { it('y', ${fails}); }); ${holds}`, 1],
		['a test that is to be written', `test.todo('x'); ${holds}`, 1],
		['a test that is known to fail', `test.failing('x', ${fails}); ${holds}`, 1],
		[
			'an option of node:test',
			`import { test } from 'node:test'; test('x', { skip: true }, () => { assert.equal(total([1]), 5); }); test('y', () => { assert.equal(total([1, 2]), 3); });`,
			1,
		],
		['the only test', `test('x', ${fails}); test.only('y', () => { expect(total([1, 2])).toBe(3); });`, 1],
		['the only group', `it('x', ${fails}); fdescribe('y', () => { it('z', () => { expect(total([1, 2])).toBe(3); }); });`, 1],
		[
			'values that stand for others',
			"test('x', () => { expect({ sum: total([1, 2]), at: 5 }).toEqual({ sum: 3, at: expect.any(Number) }); expect([total([1, 2])]).toEqual(expect.arrayContaining([3])); expect({ sum: total([1, 2]), more: 1 }).toEqual(expect.objectContaining({ sum: 3 })); expect('sum ' + total([1, 2])).toEqual(expect.stringContaining('3')); });",
			4,
		],
		['what is undefined', "test('x', () => { expect({ sum: total([1, 2]), rest: undefined }).toEqual({ sum: 3 }); });", 1],
		[
			'a function that remembers its calls',
			"test('x', () => { const seen = jest.fn(); seen(total([1, 2])); expect(seen).toHaveBeenCalledWith(3); });",
			1,
		],
		['chai by require', "const { expect } = require('chai');\nit('adds', () => { expect(total([1, 2])).to.equal(3); });", 1],
		[
			'chai by import',
			"import { expect } from 'chai';\nexpect([total([1, 2])]).to.deep.equal([3]); expect(total([1, 2]) === 3).to.be.true; expect(total([1, 2])).to.be.a('number').that.equals(3); expect(total([1, 2])).to.not.equal(0);",
			4,
		],
		['chai without either', 'chai.expect(total([1, 2])).to.be.above(2);', 1],
		[
			"chai's assert",
			"const { assert } = require('chai');\nassert.isTrue(total([1, 2]) === 3); assert.sameMembers([total([1, 2]), 1], [1, 3]);",
			2,
		],
		["chai's should", "require('chai').should();\ntotal([1, 2]).should.equal(3); (total([1, 2]) === 3).should.be.true;", 2],
		['an exit code', 'if (total([1, 2]) !== 3) { console.error("no"); process.exit(1); }', 1],
		['an exit code that is set', 'if (total([1, 2]) !== 3) process.exitCode = 1;', 1],
		['an exit behind the tests', 'assert.equal(total([1, 2]), 3);\nprocess.exit(0);', 1],
		[
			'an exit in a catch',
			"try { assert.equal(total([1, 2]), 3); console.log('ok'); process.exit(0); } catch (error) { console.error(error); process.exit(1); }",
			1,
		],
		['a function that nobody calls', 'function runTests() { assert.equal(total([1, 2]), 3); }', 1],
		['a main module', 'function run() { assert.equal(total([1, 2]), 3); }\nif (require.main === module) run();', 1],
	])('%s: the right one passes, the wrong one does not', async (_, source, total) => {
		expect(await report(right, source)).toMatchObject({ kind: 'finished', passed: total, total });
		const bad = await report(wrong, source);
		expect(bad).toMatchObject({ kind: 'finished' });
		expect(bad.passed).toBeLessThan(total);
	});

	it.each([
		['expect(3).to.be.within(1, 3)', true],
		['expect([1, 2]).to.include(2)', true],
		['expect([1, 2]).to.include(3)', false],
		['expect([1, 2]).to.have.members([2, 1])', true],
		['expect([1, 2, 3]).to.have.members([2, 1])', false],
		['expect([1, 2, 3]).to.include.members([2, 1])', true],
		["expect({ a: { b: 1 } }).to.have.nested.property('a.b', 1)", true],
		["expect({ a: 1 }).to.have.all.keys('a', 'b')", false],
		['expect([]).to.be.empty', true],
		['expect([1]).to.have.lengthOf(2)', false],
		["expect(() => { throw new TypeError('bad'); }).to.throw(TypeError, 'bad')", true],
		['expect(() => 1).to.not.throw()', true],
		['expect(null).to.exist', false],
		['expect(1.05).to.be.closeTo(1, 0.1)', true],
		['expect({ a: [1] }).to.eql({ a: [1] })', true],
		["expect([1]).to.be.an('array')", true],
		["expect('x').to.be.oneOf(['a', 'b'])", false],
	])('%s is %s by chai', async (line, isTrue) => {
		expect(await report('', `${line};`)).toMatchObject({ passed: isTrue ? 1 : 0, total: 1 });
	});

	it.each([
		['expect([1, 2]).toEqual([1, expect.any(String)])', false],
		['expect([1, 2]).not.toEqual([1, expect.any(Number)])', false],
		['expect({ a: 1 }).toEqual({ a: expect.anything() })', true],
		["expect(['a', 'b']).toEqual(expect.not.arrayContaining(['b']))", false],
		["expect({ a: 'xyz' }).toMatchObject({ a: expect.stringMatching(/y/) })", true],
		['expect({ a: undefined }).toStrictEqual({})', false],
		['expect([undefined]).toEqual([])', false],
		['expect(new (class { x = 1; })()).toEqual({ x: 1 })', true],
		['expect(new Date(0)).toEqual(new Date(1))', false],
		['expect(0.1 + 0.2).toEqual(expect.closeTo(0.3))', true],
	])('%s is %s by Jest', async (line, isTrue) => {
		expect(await report('', `${line};`)).toMatchObject({ passed: isTrue ? 1 : 0, total: 1 });
	});
});

describe('tests that check nothing, whatever they say', () => {
	it.each([
		[`describe.skip('x', () => { it('y', ${fails}); });`, 'marked to be left out'],
		[`xit('x', ${fails});`, 'marked to be left out'],
		["test('x', () => { expect(total([1, 2])).toMatchSnapshot(); });", 'snapshot'],
		["test('x', () => { expect(total([1, 2])).toMatchInlineSnapshot('3'); });", 'snapshot'],
		["test('x', () => { expect(total([1, 2])).toBeBetween(1, 5); });", 'toBeBetween'],
		["jest.useFakeTimers(); test('x', () => { expect(total([1, 2])).toBe(3); });", 'jest.useFakeTimers'],
		['function check(candidate) { assert.equal(candidate([1, 2]), 3); }', 'Nobody calls check'],
		['console.log(total([1, 2])); process.exit(0);', 'check nothing'],
	])('are refused: %s', (source, reason) => {
		expect(() => prepareTests(source, 'n')).toThrow(EmptyTestsError);
		expect(() => prepareTests(source, 'n')).toThrow(reason);
	});

	it('are not missed where a helper is called by a name of its own', async () => {
		const tests = 'const all = { one() { assert.equal(total([1, 2]), 3); } };\nfor (const each of Object.values(all)) each();';
		expect(await report(right, tests)).toMatchObject({ passed: 1, total: 1 });
		expect(await report(wrong, tests)).toMatchObject({ passed: 0, total: 1 });
	});

	it('leave a candidate its own function by the name of a mark', async () => {
		expect(await report('function fit(n) { return n + 1; }', "test('x', () => { expect(fit(1)).toBe(2); });")).toMatchObject({
			passed: 1,
			total: 1,
		});
	});
});
