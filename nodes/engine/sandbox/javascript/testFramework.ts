import { expectSource } from './expectSource';

const testNames = '(?:[xf]?(?:it|test|describe)|specify|suite|context)';
/** A call as `test('adds', () => …)` has it; a candidate's own function of that name is called otherwise. */
const testCall = new RegExp(
	String.raw`\b${testNames}(?:\.[a-zA-Z]+)*\s?\(\s{0,99}(?:'[^'\n]*'|"[^"\n]*"|${'`'}[^${'`'}\n]*${'`'})\s{0,99},\s{0,99}(?:async\b|function\b|\(|\{|[\w$]+\s?=>)|\b${testNames}(?:\.only|\.skip)?\.each\b`,
);
const expectCall = /\bexpect\s?\(/;
const frameworkModule = /['"](?:node:test|vitest|@jest\/globals|jest|mocha|bun:test|chai|chai\/[\w-]{1,30})['"]/;
const ownExpect = /\b(?:function|const|let|var)\s+expect\b(?![^\n]{0,80}\bchai\b)/;

/** Whether tests are written for Jest, Vitest, Mocha or node:test, or assert by chai. */
export function usesFramework(source: string): boolean {
	return (
		frameworkModule.test(source) ||
		testCall.test(source) ||
		/\bchai\.\w/.test(source) ||
		(expectCall.test(source) && !ownExpect.test(source))
	);
}

const names = 'test, it, describe, suite, context, expect, beforeAll, beforeEach, before, afterAll, afterEach, after'.split(', ');
const rarer = 'xit, xtest, xdescribe, fit, fdescribe, specify, chai, jest, vi'.split(', ');

/** Its names, which the tests may also import; the rarer ones only where the tests use them, as a candidate may have functions of these names. */
export function frameworkNamesIn(source: string): string {
	const used = rarer.filter((name) => new RegExp(String.raw`\b${name}(?:\.\w|\s?\(\s{0,9}['"${'`'}])`).test(source));
	return [...names, ...used].join(', ');
}

/**
 * Guest source: an expression that makes a small test framework of `assert`: tests run one after the other when `run` is called, and what one of them throws does not keep the others from running.
 *
 * Compares by node:assert, so that a failure says what was expected and what came. Where one test is marked as the only one, the others do not run.
 */
export const frameworkSource = String.raw`((assert) => {
	const add = (list, one) => { list[list.length] = one; };
	const makeGroup = (outer, isOnly) => ({ outer, isOnly, isOpen: false, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] });
	let group = makeGroup(null, false);
	const root = group, tests = [], groups = [root];
	const makeDescribe = (isOnly) => (name, ...rest) => {
		const body = rest.find((one) => typeof one === 'function'), options = rest.find((one) => typeof one === 'object' && one !== null) || {}, outer = group;
		if (body === undefined || options.skip || options.todo) return;
		group = makeGroup(outer, outer.isOnly || isOnly || options.only === true); add(groups, group);
		try { body(); } finally { group = outer; }
	};
	const makeTest = (isOnly) => (name, ...rest) => {
		const body = typeof name === 'function' ? name : rest.find((one) => typeof one === 'function'), options = rest.find((one) => typeof one === 'object' && one !== null) || {};
		if (body !== undefined && !options.skip && !options.todo && !options.fails) add(tests, { body, values: [], group, isOnly: isOnly || group.isOnly || options.only === true });
	};
	const skip = () => {};
	/** Rows as lists, as single values, or as a table in a template: names above, values below. */
	const rowsOf = (table, values) => {
		if (!Array.isArray(table) || table.raw === undefined) return Array.from(table, (row) => (Array.isArray(row) ? row : [row]));
		const heads = table[0].split('|').map((head) => head.trim()), rows = [];
		for (let from = 0; from + heads.length <= values.length; from += heads.length) { const row = {}; heads.forEach((head, at) => { row[head] = values[from + at]; }); add(rows, [row]); }
		return rows;
	};
	const eachOf = (make) => (table, ...values) => (name, ...rest) => {
		for (const row of rowsOf(table, values)) make(name, ...rest.map((one) => (typeof one === 'function' ? (one.length > row.length ? (done) => one(...row, done) : () => one(...row)) : one)));
	};
	const equip = (make) => {
		const plain = make(false), only = make(true);
		for (const one of [plain, only]) Object.assign(one, { skip: Object.assign(() => {}, { each: () => skip }), todo: skip, fails: skip, failing: skip, only, each: eachOf(one), for: eachOf(one), concurrent: one, sequential: one, skipIf: (cond) => (cond ? skip : one), runIf: (cond) => (cond ? one : skip) });
		return plain;
	};
	const test = equip(makeTest), describe = equip(makeDescribe);
	const hook = (kind) => (body) => { add(group[kind], body); };
	const beforeAll = hook('beforeAll'), beforeEach = hook('beforeEach'), afterEach = hook('afterEach'), afterAll = hook('afterAll');
	const hooks = async (of, kind) => { for (let index = 0; index < of[kind].length; index++) await call(of[kind][index]); };
	const open = async (of) => { if (of === null || of.isOpen) return; await open(of.outer); of.isOpen = true; await hooks(of, 'beforeAll'); };
	const around = async (of, kind) => { if (of === null) return; if (kind === 'beforeEach') await around(of.outer, kind); await hooks(of, kind); if (kind === 'afterEach') await around(of.outer, kind); };
	const skipped = {};
	const contextOf = () => { const inner = async (name, ...rest) => await call(rest[rest.length - 1]); return { test: inner, it: inner, diagnostic() {}, skip() { throw skipped; }, assert, expect }; };
	const call = async (body) => {
		if (body.length === 0) return await body();
		if (framework.hasContext === true) return await body(contextOf());
		await new Promise((resolve, reject) => {
			const done = (error) => { if (error) reject(error); else resolve(); };
			done.fail = reject;
			Promise.resolve(body(done)).then((came) => { if (came !== undefined) resolve(); }, reject);
		});
	};
	const run = async () => {
		let first = null;
		const keep = async (work) => { try { await work(); } catch (error) { if (error !== skipped && first === null) first = { error }; } };
		const hasOnly = tests.some((one) => one.isOnly);
		for (const one of tests) {
			if (hasOnly && !one.isOnly) continue;
			await keep(async () => { await open(one.group); await around(one.group, 'beforeEach'); await call(one.body); });
			await keep(async () => { await around(one.group, 'afterEach'); });
		}
		for (let index = groups.length - 1; index >= 0; index--) await keep(async () => { await hooks(groups[index], 'afterAll'); });
		if (first !== null) throw first.error;
	};
	/** A function that remembers its calls. */
	const fn = (inner) => {
		const once = [];
		let make = inner;
		const mock = function (...values) {
			const work = once.length > 0 ? once.shift() : make, told = { type: 'return', value: undefined };
			add(mock.mock.calls, values); add(mock.mock.results, told);
			try { return (told.value = work === undefined ? undefined : work.apply(this, values)); } catch (error) { told.type = 'throw'; told.value = error; throw error; }
		};
		const clear = () => { mock.mock = { calls: [], results: [], get lastCall() { return this.calls[this.calls.length - 1]; } }; return mock; };
		clear();
		const set = (work) => { make = work; return mock; }, setOnce = (work) => { add(once, work); return mock; };
		return Object.assign(mock, {
			mockClear: clear, mockReset: () => { make = undefined; return clear(); }, mockName: () => mock, mockImplementation: set, mockImplementationOnce: setOnce, mockReturnValue: (value) => set(() => value), mockReturnValueOnce: (value) => setOnce(() => value),
			mockResolvedValue: (value) => set(async () => value), mockResolvedValueOnce: (value) => setOnce(async () => value), mockRejectedValue: (error) => set(async () => { throw error; }), mockRejectedValueOnce: (error) => setOnce(async () => { throw error; }),
		});
	};
	const { expect, chai } = ${expectSource}(assert);
	expect.assertions = skip; expect.hasAssertions = skip;
	const mocks = { fn, clearAllMocks: skip, resetAllMocks: skip, restoreAllMocks: skip, setTimeout: skip };
	const framework = Object.assign(test, { test, it: test, specify: test, xit: test.skip, xtest: test.skip, fit: test.only, describe, suite: describe, context: describe, xdescribe: describe.skip, fdescribe: describe.only, expect, chai, jest: mocks, vi: mocks, beforeAll, beforeEach, before: beforeAll, afterAll, afterEach, after: afterAll, default: test, run });
	return framework;
})`;
