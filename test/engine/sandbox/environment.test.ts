import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type TestJob, type Tests } from '../../../nodes/engine/sandbox';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await createSandbox('javascript')));
afterAll(async () => await sandbox.close());

const limits: TestJob['limits'] = { timeoutMs: 5000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const never = new AbortController().signal;
const report = async (code: string, tests: string | Tests) =>
	await sandbox.test(
		{ language: 'javascript', code, tests: typeof tests === 'string' ? { kind: 'code', source: tests } : tests, limits },
		never,
	);
const twice = 'function twice(n) { return n * 2; }';

describe('what an ordinary answer uses', () => {
	it.each([
		['groups of digits', "(1234567.891).toLocaleString('en-US')", '1,234,567.891'],
		['money', "new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }).format(-1234.5)", '-1.234,50\u00a0€'],
		['compact numbers', "new Intl.NumberFormat('en-US', { notation: 'compact' }).format(1234567)", '1.2M'],
		[
			'dates',
			"new Date(Date.UTC(2024, 2, 5, 14, 7)).toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })",
			'Tuesday, March 5, 2024 at 2:07 PM',
		],
		['time zones', "new Date(Date.UTC(2024, 6, 1)).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })", '02:00:00'],
		['the order of letters', "['b', 'A', 'é', 'a', 'z'].sort((left, right) => left.localeCompare(right)).join('')", 'aAbéz'],
		['plurals', "new Intl.PluralRules('en-US', { type: 'ordinal' }).select(22)", 'two'],
		['lists', "new Intl.ListFormat('en', { type: 'conjunction' }).format(['a', 'b', 'c'])", 'a, b, and c'],
		['letters of several signs', "[...new Intl.Segmenter('en').segment('e\\u0301👨‍👩‍👧')].length", 2],
		['URLs', "new URL('../x?y=1#z', 'https://EX.org:443/a/b/c').href", 'https://ex.org/a/x?y=1#z'],
		['search parameters', "new URLSearchParams({ a: '1 2', b: 'ä' }).toString()", 'a=1+2&b=%C3%A4'],
		['bytes', "Buffer.from('hé€').toString('base64') + [...new TextEncoder().encode('€')]", 'aMOp4oKs226,130,172'],
		['base64', "btoa('hello') + atob('aGk=')", 'aGVsbG8=hi'],
		['clones', 'structuredClone({ at: new Date(5), in: new Map([[1, [2]]]) }).in.get(1)[0]', 2],
		['identifiers', '/^[0-9a-f-]{36}$/.test(crypto.randomUUID())', true],
		[
			'events',
			"(() => { let got; const one = new (require('events'))(); one.on('x', (it) => (got = it)); one.emit('x', 7); return got; })()",
			7,
		],
		['aborting', '(() => { const one = new AbortController(); one.abort(); return one.signal.reason.name; })()', 'AbortError'],
		['paths', "require('node:path').join('a', '..', 'b')", 'b'],
		['util', "require('util').inspect({ a: [1, { b: 'x' }] })", "{ a: [ 1, { b: 'x' } ] }"],
		['imports while running', "(await import('node:path')).basename('/a/b.c')", 'b.c'],
	])('gives %s', async (_, expression, expected) => {
		const code = `async function answer() { return ${expression}; }`;
		const came = await report(code, `assert.strictEqual(await answer(), ${JSON.stringify(expected)})`);
		expect(came).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
	});

	it('moves the clock with the timers, and waits for neither', async () => {
		const tests = `const from = Date.now(), start = performance.now();
await new Promise((done) => setTimeout(done, 3_600_000));
const [passed, precisely] = [Date.now() - from, performance.now() - start];
assert.ok(passed >= 3_600_000 && passed < 3_610_000);
assert.ok(precisely >= 3_600_000 && precisely < 3_610_000);`;
		expect(await report(twice, tests)).toMatchObject({ kind: 'finished', passed: 2, total: 2 });
	});

	it('lets a candidate write what the sandbox has by itself', async () => {
		const code = 'function structuredClone(value) { return { mine: value }; }';
		expect(await report(code, 'assert.deepEqual(structuredClone(1), { mine: 1 })')).toMatchObject({ passed: 1, total: 1 });
	});
});

describe('what the sandbox does not have', () => {
	it.each([
		['required', `const fs = require('fs'); ${twice}`],
		['taken apart', `import fs, { readFileSync } from 'node:fs'; import * as all from 'lodash'; export ${twice}`],
		['a class to extend', `const { Transform } = require('stream'); class Mine extends Transform {} ${twice}`],
		['from a file beside it', `const helper = require('./helper'); ${twice}`],
		['tried, and done without', `let read; try { read = require('fs').readFileSync('x'); } catch {} ${twice}`],
	])('spoils nothing where it is only %s', async (_, code) => {
		expect(await report(code, 'assert.equal(twice(4), 8)')).toMatchObject({ kind: 'finished', passed: 1, total: 1 });
	});

	it.each([
		['fs.readFileSync', "const fs = require('fs'); function twice(n) { return fs.readFileSync('x').length * n; }"],
		['lodash.curry', "import { curry } from 'lodash'; const twice = curry((n) => n * 2);"],
		['fetch', "async function twice(n) { return await (await fetch('http://localhost')).json(); }"],
		['Intl for the locale xx-YY', "function twice(n) { return (n * 2).toLocaleString(['xx', 'YY'].join('-')); }"],
	])('is named as the reason where %s is used', async (name, code) => {
		const came = await report(code, 'assert.equal(await twice(4), 8)');
		expect(came).toMatchObject({ kind: 'broken', cause: 'missing', message: `It needs ${name}, which the sandbox does not have` });
	});
});

describe('cases', () => {
	const compare = async (came: string, expected: unknown) => {
		const tests: Tests = { kind: 'cases', functionName: 'answer', cases: [{ input: [], expected }] };
		return (await report(`function answer() { return ${came}; }`, tests)).passed === 1;
	};

	it.each([
		['0.1 + 0.2', 0.3],
		['-0', 0],
		['NaN', Number.NaN],
		['[1 / 3 + 1e-12, { a: 2.0000000001 }]', [1 / 3, { a: 2 }]],
		['1e-12', 0],
	])('take %s for %j', async (came, expected) => {
		expect(await compare(came, expected)).toBe(true);
	});

	it.each([
		['0.31', 0.3],
		['10000000001', 10_000_000_000],
		['Infinity', 1.5],
		['"0.3"', 0.3],
		['1.00001', 1],
	])('do not take %s for %j', async (came, expected) => {
		expect(await compare(came, expected)).toBe(false);
	});
});

describe('built-in prototypes', () => {
	it('can be added to by a candidate that is loaded', async () => {
		const code =
			'Array.prototype.last = function () { return this[this.length - 1]; }; BigInt.prototype.toJSON = function () { return String(this); };';
		expect(await report(code, 'assert.equal([1, 2].last(), 2); assert.equal(JSON.stringify({ n: 1n }), \'{"n":"1"}\')')).toMatchObject({
			passed: 2,
			total: 2,
		});
	});

	it('let classes and errors of an older style name themselves', async () => {
		const code = `'use strict';
function Mine(message) { this.message = message; }
Mine.prototype = Object.create(Error.prototype);
Mine.prototype.constructor = Mine; Mine.prototype.name = 'Mine'; Mine.prototype.toString = function () { return 'mine'; };`;
		expect(await report(code, "assert.equal(String(new Mine('x')), 'mine'); assert.equal(new Mine('x').constructor, Mine);")).toMatchObject(
			{
				passed: 2,
				total: 2,
			},
		);
	});

	it.each([
		['toJSON on lists', 'Array.prototype.toJSON = () => 0;', 'assert.equal(JSON.stringify(answer()), JSON.stringify([2, 4]))'],
		['toJSON while it runs', '', 'assert.equal(JSON.stringify(answer()), JSON.stringify([2, 4]))'],
		[
			'the constructor of lists',
			'const shared = []; Array.prototype.constructor = { [Symbol.species]: function () { return shared; } };',
			'assert.deepEqual(answer(), [1, 2, 4].filter((n) => n % 2 === 0))',
		],
		['toString of lists', "Array.prototype.toString = () => '';", 'assert.equal(`${answer()}`, `${[2, 4]}`)'],
	])('do not let %s speak for both sides', async (_, code, tests) => {
		const wrong = `${code} function answer() { ${code} Array.prototype.toJSON = () => 0; return [7]; }`;
		expect(await report(wrong, tests)).toMatchObject({ passed: 0, total: 1 });
	});
});
