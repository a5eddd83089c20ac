/** A call as `test('adds', () => …)` has it; a candidate's own function of that name is called otherwise. */
const testCall =
	/\b(?:it|test|describe|suite|context)(?:\.[a-z]+)*\s?\(\s{0,99}(?:'[^'\n]*'|"[^"\n]*"|`[^`\n]*`)\s{0,99},\s{0,99}(?:async\b|function\b|\(|[\w$]+\s?=>)|\b(?:it|test|describe)\.each\b/;
const expectCall = /\bexpect\s?\(/;
const frameworkModule = /['"](?:node:test|vitest|@jest\/globals|jest|mocha|bun:test)['"]/;
const ownExpect = /\b(?:function|const|let|var)\s+expect\b/;

/** Whether tests are written for Jest, Vitest, Mocha or node:test. */
export function usesFramework(source: string): boolean {
	return frameworkModule.test(source) || testCall.test(source) || (expectCall.test(source) && !ownExpect.test(source));
}

/** Its names, which the tests may also import. */
export const frameworkNames = 'test, it, describe, suite, context, expect, beforeAll, beforeEach, before, afterAll, afterEach, after';

/**
 * Guest source: an expression that makes a small test framework of `assert`: tests run one after the other when `run` is called, and what one of them throws does not keep the others from running.
 *
 * Compares by node:assert, so that a failure says what was expected and what came.
 */
export const frameworkSource = String.raw`((assert) => {
	const add = (list, one) => { list[list.length] = one; };
	const makeGroup = (outer) => ({ outer, isOpen: false, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] });
	let group = makeGroup(null);
	const root = group, tests = [], groups = [root];
	const describe = (name, ...rest) => {
		const body = rest[rest.length - 1], outer = group;
		if (typeof body !== 'function') return;
		group = makeGroup(outer); add(groups, group);
		try { body(); } finally { group = outer; }
	};
	const test = (name, ...rest) => {
		for (let index = 0; index < rest.length; index++) if (typeof rest[index] === 'function') { add(tests, { body: rest[index], values: [], group }); return; }
		if (typeof name === 'function') add(tests, { body: name, values: [], group });
	};
	const skip = () => {};
	const each = (rows) => (name, body) => { for (let index = 0; index < rows.length; index++) add(tests, { body, values: Array.isArray(rows[index]) ? rows[index] : [rows[index]], group }); };
	const hook = (kind) => (body) => { add(group[kind], body); };
	const beforeAll = hook('beforeAll'), beforeEach = hook('beforeEach'), afterEach = hook('afterEach'), afterAll = hook('afterAll');
	for (const one of [test, describe]) { one.only = one; one.skip = skip; one.todo = skip; one.concurrent = one; one.sequential = one; }
	test.each = each; test.only.each = each;
	const hooks = async (of, kind) => { for (let index = 0; index < of[kind].length; index++) await of[kind][index](); };
	const open = async (of) => { if (of === null || of.isOpen) return; await open(of.outer); of.isOpen = true; await hooks(of, 'beforeAll'); };
	const around = async (of, kind) => { if (of === null) return; if (kind === 'beforeEach') await around(of.outer, kind); await hooks(of, kind); if (kind === 'afterEach') await around(of.outer, kind); };
	const isNodeTest = () => framework.isNodeTest === true;
	const call = async (body, values) => {
		if (body.length <= values.length) return await body(...values);
		if (isNodeTest()) return await body(...values, { test: async (name, ...rest) => await call(rest[rest.length - 1], []), it: async (name, ...rest) => await call(rest[rest.length - 1], []), diagnostic() {}, skip() {}, assert });
		await new Promise((resolve, reject) => {
			const done = (error) => { if (error) reject(error); else resolve(); };
			done.fail = reject;
			Promise.resolve(body(...values, done)).then((came) => { if (came !== undefined) resolve(); }, reject);
		});
	};
	const run = async () => {
		let first = null;
		const keep = async (work) => { try { await work(); } catch (error) { if (first === null) first = { error }; } };
		for (let index = 0; index < tests.length; index++) {
			const one = tests[index];
			await keep(async () => { await open(one.group); await around(one.group, 'beforeEach'); await call(one.body, one.values); });
			await keep(async () => { await around(one.group, 'afterEach'); });
		}
		for (let index = groups.length - 1; index >= 0; index--) await keep(async () => { await hooks(groups[index], 'afterAll'); });
		if (first !== null) throw first.error;
	};
	const contains = (value, part) => { if (typeof value === 'string') return value.includes(part); for (const one of value) if (Object.is(one, part)) return true; return false; };
	const equals = (left, right) => { try { assert.deepStrictEqual(left, right); return true; } catch { return false; } };
	const containsEqual = (value, part) => { for (const one of value) if (equals(one, part)) return true; return false; };
	const hasPart = (value, part) => {
		if (typeof part !== 'object' || part === null) return Object.is(value, part);
		if (typeof value !== 'object' || value === null) return false;
		for (const key of Object.keys(part)) if (!hasPart(value[key], part[key])) return false;
		return true;
	};
	const at = (value, path) => { for (const key of Array.isArray(path) ? path : String(path).split('.')) { if (value === null || value === undefined || !(key in Object(value))) return { isThere: false }; value = value[key]; } return { isThere: true, value }; };
	const fits = (error, wanted) => {
		if (wanted === undefined) return true;
		const message = typeof error === 'object' && error !== null ? error.message : String(error);
		if (typeof wanted === 'string') return String(message).includes(wanted);
		if (wanted instanceof RegExp) return wanted.test(String(message));
		return typeof wanted === 'function' ? error instanceof wanted : message === wanted.message;
	};
	const matchersOf = (value, isNot) => {
		const hold = (holds, said) => assert.ok(isNot ? !holds : holds, (isNot ? 'expected not ' : 'expected ') + said);
		const compare = (name, wanted) => assert[isNot ? 'not' + name[0].toUpperCase() + name.slice(1) : name](value, wanted);
		return {
			toBe: (wanted) => compare('strictEqual', wanted),
			toEqual: (wanted) => compare('deepStrictEqual', wanted), toStrictEqual: (wanted) => compare('deepStrictEqual', wanted),
			toBeTruthy: () => hold(!!value, 'a true value'), toBeFalsy: () => hold(!value, 'a false value'),
			toBeNull: () => compare('strictEqual', null), toBeUndefined: () => compare('strictEqual', undefined), toBeDefined: () => hold(value !== undefined, 'a value'),
			toBeNaN: () => hold(value !== value, 'NaN'),
			toBeGreaterThan: (wanted) => hold(value > wanted, 'more than ' + wanted + ', came ' + value), toBeGreaterThanOrEqual: (wanted) => hold(value >= wanted, 'at least ' + wanted + ', came ' + value),
			toBeLessThan: (wanted) => hold(value < wanted, 'less than ' + wanted + ', came ' + value), toBeLessThanOrEqual: (wanted) => hold(value <= wanted, 'at most ' + wanted + ', came ' + value),
			toBeCloseTo: (wanted, digits = 2) => hold(Math.abs(value - wanted) < 10 ** -digits / 2 || Object.is(value, wanted), wanted + ' to ' + digits + ' digits, came ' + value),
			toContain: (part) => hold(contains(value, part), 'a value that contains ' + String(part)), toContainEqual: (part) => hold(containsEqual(value, part), 'a list with such a member'),
			toHaveLength: (wanted) => (isNot ? assert.notStrictEqual : assert.strictEqual)(value.length, wanted),
			toHaveProperty: (path, ...wanted) => { const found = at(value, path); hold(found.isThere && (wanted.length === 0 || equals(found.value, wanted[0])), 'the property ' + String(path)); },
			toMatch: (wanted) => hold(typeof wanted === 'string' ? value.includes(wanted) : wanted.test(value), 'a match of ' + String(wanted) + ', came ' + String(value)),
			toMatchObject: (part) => hold(hasPart(value, part), 'an object with these properties'),
			toBeInstanceOf: (kind) => hold(value instanceof kind, 'an instance of ' + kind.name),
			toBeTypeOf: (kind) => hold(typeof value === kind, 'a ' + kind + ', came a ' + typeof value),
			toThrow: (wanted) => { let outcome = { threw: false }; try { value(); } catch (error) { outcome = { threw: true, error }; } hold(outcome.threw && fits(outcome.error, wanted), 'an exception' + (wanted === undefined ? '' : ' such as ' + String(wanted))); },
		};
	};
	const later = (settle, isNot) => {
		const names = Object.keys(matchersOf(undefined, false)), matchers = {};
		for (const name of names) matchers[name] = async (...wanted) => matchersOf(await settle(name), isNot)[name](...wanted);
		return matchers;
	};
	const expect = (value) => {
		const resolved = async () => await value;
		const rejected = async (name) => { let error; try { await (typeof value === 'function' ? value() : value); } catch (thrown) { error = { thrown }; } if (!error) assert.fail('expected a rejection, none came'); return name === 'toThrow' ? () => { throw error.thrown; } : error.thrown; };
		const sides = (isNot) => { const all = matchersOf(value, isNot); all.toThrowError = all.toThrow; all.resolves = later(resolved, isNot); all.rejects = later(rejected, isNot); return all; };
		const matchers = sides(false);
		matchers.not = sides(true); matchers.resolves.not = later(resolved, true); matchers.rejects.not = later(rejected, true);
		return matchers;
	};
	expect.assertions = skip; expect.hasAssertions = skip;
	const framework = Object.assign(test, { test, it: test, describe, suite: describe, context: describe, expect, beforeAll, beforeEach, before: beforeAll, afterAll, afterEach, after: afterAll, default: test, run });
	return framework;
})`;
