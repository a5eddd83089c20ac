/** Guest source: `node:assert`, small. Frozen, so that the candidate, who can require it too, cannot change what the tests call. */
export const assertSource = String.raw`
class AssertionError extends GuestError {
	constructor(options) {
		super(options.message);
		const set = (name, value) => defineProperty(this, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
		set('generatedMessage', options.generated === true);
		set('code', 'ERR_ASSERTION');
		set('actual', options.actual);
		set('expected', options.expected);
		set('operator', options.operator);
	}
	get name() { return 'AssertionError'; }
}

/** Remembers, out of everyone's reach, what an assertion compared. */
const compared = new WeakMap(), comparedGet = uncurry(WeakMap.prototype.get), comparedSet = uncurry(WeakMap.prototype.set);

const refuse = (message, generated, operator, sides) => {
	if (isError(message)) throw message;
	const own = message === undefined ? generated() : limitText(typeof message === 'string' ? message : inspect(message), 500);
	const error = new AssertionError({ __proto__: null, message: own, generated: message === undefined, actual: sides?.actual, expected: sides?.expected, operator });
	comparedSet(compared, error, sides ? { __proto__: null, came: inspect(sides.actual), expected: sides.relation + inspect(sides.expected) } : undefined);
	throw error;
};

const comparison = (operator, holds, relation = '') => (actual, expected, message) => {
	if (holds(actual, expected)) return;
	refuse(message, () => 'expected ' + relation + inspect(expected) + ', came ' + inspect(actual), operator, { __proto__: null, actual, expected, relation });
};

const ok = (value, message) => {
	if (!value) refuse(message, () => 'expected a true value, came ' + inspect(value), '==', { __proto__: null, actual: value, expected: true, relation: '' });
};

const matchesProperties = (error, wanted) => {
	const names = ownKeys(wanted);
	if (isError(wanted)) { put(names, 'name'); put(names, 'message'); }
	for (let index = 0; index < names.length; index++) {
		const name = names[index], found = error[name], asked = wanted[name];
		const fits = typeof found === 'string' && isPrototypeOf(GuestRegExp.prototype, asked) ? regexpTest(asked, found) : same(found, asked, 'strict');
		if (!fits) return false;
	}
	return true;
};

/** Says whether what was thrown is what was asked for, as node:assert reads its second argument. */
const isWanted = (error, wanted) => {
	if (wanted === undefined || typeof wanted === 'string') return true;
	if (isPrototypeOf(GuestRegExp.prototype, wanted)) return regexpTest(wanted, isError(error) ? describeError(error) : text(error));
	if (typeof wanted !== 'function') return isObject(error) && matchesProperties(error, wanted);
	if (wanted.prototype !== undefined && error instanceof wanted) return true;
	if (wanted === GuestError || isPrototypeOf(GuestError, wanted)) return false;
	return apply(wanted, undefined, [error]) === true;
};

const checkThrown = (outcome, wanted, message, operator) => {
	const told = typeof wanted === 'string' ? wanted : message;
	if (!outcome.threw) refuse(told, () => 'expected an exception, none came', operator);
	if (!isWanted(outcome.error, wanted)) {
		refuse(told, () => 'another exception came than was asked for: ' + describeError(outcome.error), operator, { __proto__: null, actual: outcome.error, expected: wanted, relation: '' });
	}
};

const checkNotThrown = (outcome, wanted, message, operator) => {
	const told = typeof wanted === 'string' ? wanted : message;
	if (outcome.threw) refuse(told, () => 'an exception came that was not wanted: ' + describeError(outcome.error), operator);
};

const outcomeOf = (call) => { try { call(); return { __proto__: null, threw: false }; } catch (error) { return { __proto__: null, threw: true, error }; } };
const settledOf = async (promise) => {
	try { await (typeof promise === 'function' ? promise() : promise); return { __proto__: null, threw: false }; } catch (error) { return { __proto__: null, threw: true, error }; }
};

const checkMatch = (value, pattern, message, wanted) => {
	if (typeof value === 'string' && regexpTest(pattern, value) === wanted) return;
	refuse(message, () => (wanted ? 'expected a match of ' : 'expected no match of ') + inspect(pattern) + ', came ' + inspect(value), wanted ? 'match' : 'doesNotMatch', { __proto__: null, actual: value, expected: pattern, relation: wanted ? '' : 'not ' });
};

const looseEqual = (left, right) => left == right || (left !== left && right !== right);

const makeAssert = (isStrict) => {
	const assert = (value, message) => ok(value, message);
	const members = {
		__proto__: null, AssertionError, ok,
		strictEqual: comparison('strictEqual', objectIs),
		notStrictEqual: comparison('notStrictEqual', (left, right) => !objectIs(left, right), 'not '),
		deepStrictEqual: comparison('deepStrictEqual', (left, right) => same(left, right, 'strict')),
		notDeepStrictEqual: comparison('notDeepStrictEqual', (left, right) => !same(left, right, 'strict'), 'not '),
		equal: comparison('equal', isStrict ? objectIs : looseEqual),
		notEqual: comparison('notEqual', isStrict ? (left, right) => !objectIs(left, right) : (left, right) => !looseEqual(left, right), 'not '),
		deepEqual: comparison('deepEqual', (left, right) => same(left, right, isStrict ? 'strict' : 'loose')),
		notDeepEqual: comparison('notDeepEqual', (left, right) => !same(left, right, isStrict ? 'strict' : 'loose'), 'not '),
		throws: (call, wanted, message) => checkThrown(outcomeOf(call), wanted, message, 'throws'),
		doesNotThrow: (call, wanted, message) => checkNotThrown(outcomeOf(call), wanted, message, 'doesNotThrow'),
		rejects: async (promise, wanted, message) => checkThrown(await settledOf(promise), wanted, message, 'rejects'),
		doesNotReject: async (promise, wanted, message) => checkNotThrown(await settledOf(promise), wanted, message, 'doesNotReject'),
		match: (value, pattern, message) => checkMatch(value, pattern, message, true),
		doesNotMatch: (value, pattern, message) => checkMatch(value, pattern, message, false),
		ifError: (value) => { if (value !== null && value !== undefined) refuse(undefined, () => 'expected no exception, came ' + describeError(value), 'ifError'); },
		fail: (message) => refuse(message, () => 'this line was not to be reached', 'fail'),
	};
	for (const name in members) defineProperty(assert, name, { __proto__: null, value: members[name], enumerable: true });
	return assert;
};

const assert = makeAssert(false), strictAssert = makeAssert(true);
for (const one of [assert, strictAssert]) {
	defineProperty(one, 'strict', { __proto__: null, value: strictAssert, enumerable: true });
	defineProperty(one, 'default', { __proto__: null, value: one });
}
freeze(AssertionError); freeze(AssertionError.prototype);
for (const one of [assert, strictAssert]) { for (const name of ownKeys(one)) if (isObject(one[name]) && one[name] !== assert) freeze(one[name]); }
freeze(assert); freeze(strictAssert);
`;
