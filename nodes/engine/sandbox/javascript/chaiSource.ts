/** What follows `expect(…).to`, and is a property that asserts. */
export const assertingWords = 'ok true false null undefined NaN exist empty finite'.split(' ');

/** Chai's own methods that assert; its other words only lead on. */
export const chaiMethods =
	'equal equals eq eql eqls a an include includes contain contains above gt greaterThan least gte below lt lessThan most lte within instanceof instanceOf property length lengthOf match matches string keys key throw throws Throw closeTo approximately members oneOf satisfy satisfies'.split(
		' ',
	);

/** Guest source, inside of `expect`: chai's chains, and its `assert`. */
export const chaiSource = String.raw`(() => {
	const leading = ['to', 'be', 'been', 'is', 'that', 'which', 'and', 'has', 'have', 'with', 'at', 'of', 'same', 'but', 'does', 'still', 'also'];
	const flags = { deep: 'isDeep', own: 'isOwn', nested: 'isNested', any: 'isAny', all: 'isAll', ordered: 'isOrdered' };
	const kindOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1).toLowerCase() : typeof value);
	const fail = (holds, isNot, said) => assert.ok(isNot ? !holds : holds, (isNot ? 'expected not ' : 'expected ') + said);
	const sizeOf = (value) => (value instanceof Map || value instanceof Set ? value.size : value.length);
	const isEmpty = (value) => (value instanceof Map || value instanceof Set ? value.size === 0 : typeof value === 'string' || Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);
	const methodsOf = (value, how) => {
		const hold = (holds, said) => fail(holds, how.isNot, said), same = how.isDeep ? equals : Object.is;
		const side = (name) => assert[how.isNot ? 'not' + name[0].toUpperCase() + name.slice(1) : name];
		const equal = (wanted) => side(how.isDeep ? 'deepStrictEqual' : 'strictEqual')(value, wanted), eql = (wanted) => side('deepStrictEqual')(value, wanted);
		const has = (list, one) => { for (const each of list instanceof Map ? list.values() : list) if (same(each, one)) return true; return false; };
		const include = (part) => hold(typeof value === 'string' ? value.includes(part) : typeof value[Symbol.iterator] === 'function' ? has(value, part) : Object.keys(part).every((key) => same(value[key], part[key])), 'a value that includes ' + String(part));
		const a = (kind) => hold(kindOf(value) === kind.toLowerCase(), 'a ' + kind + ', came a ' + kindOf(value));
		const above = (wanted) => hold((how.ofLength ? sizeOf(value) : value) > wanted, 'more than ' + wanted), least = (wanted) => hold((how.ofLength ? sizeOf(value) : value) >= wanted, 'at least ' + wanted);
		const below = (wanted) => hold((how.ofLength ? sizeOf(value) : value) < wanted, 'less than ' + wanted), most = (wanted) => hold((how.ofLength ? sizeOf(value) : value) <= wanted, 'at most ' + wanted);
		const instance = (kind) => hold(value instanceof kind, 'an instance of ' + kind.name), size = (wanted) => side('strictEqual')(sizeOf(value), wanted);
		const match = (pattern) => hold(pattern.test(value), 'a match of ' + String(pattern)), near = (wanted, delta) => hold(Math.abs(value - wanted) <= delta, wanted + ' within ' + delta + ', came ' + value);
		const keys = (...names) => { const wanted = names.flat(), own = value instanceof Map ? [...value.keys()] : Object.keys(value); hold(how.isAny ? wanted.some((one) => own.includes(one)) : wanted.every((one) => own.includes(one)) && (how.isPart || own.length === wanted.length), 'the keys ' + String(wanted)); };
		const thrown = (wanted, told) => { let outcome; try { value(); } catch (error) { outcome = { error }; } hold(outcome !== undefined && fits(outcome.error, wanted) && fits(outcome.error, told), 'an exception' + (wanted === undefined ? '' : ' such as ' + String(wanted))); };
		const members = (wanted) => hold(how.isOrdered ? wanted.length === value.length && wanted.every((one, at) => same(value[at], one)) : wanted.every((one) => has(value, one)) && (how.isPart || (wanted.length === value.length && Array.prototype.every.call(value, (one) => has(wanted, one)))), 'the members ' + String(wanted));
		const property = (path, ...wanted) => { const found = how.isNested ? at(value, path) : { isThere: value !== undefined && value !== null && path in Object(value), value: value?.[path] }; hold(found.isThere && (wanted.length === 0 || same(found.value, wanted[0])), 'the property ' + String(path)); return found.value; };
		return {
			equal, equals: equal, eq: equal, eql, eqls: eql, a, an: a, include, includes: include, contain: include, contains: include, above, gt: above, greaterThan: above, least, gte: least, below, lt: below, lessThan: below, most, lte: most,
			within: (low, high) => hold(value >= low && value <= high, low + ' to ' + high + ', came ' + value), instanceof: instance, instanceOf: instance, property, length: size, lengthOf: size, match, matches: match,
			string: (part) => hold(typeof value === 'string' && value.includes(part), 'a text that contains ' + part), keys, key: keys, throw: thrown, throws: thrown, Throw: thrown, closeTo: near, approximately: near, members,
			oneOf: (list) => hold(has(list, value), 'one of ' + String(list)), satisfy: (check) => hold(!!check(value), 'a value that satisfies the check'), satisfies: (check) => hold(!!check(value), 'a value that satisfies the check'),
		};
	};
	const truths = {
		ok: (value) => !!value, true: (value) => value === true, false: (value) => value === false, null: (value) => value === null, undefined: (value) => value === undefined, NaN: (value) => value !== value,
		exist: (value) => value !== null && value !== undefined, empty: isEmpty, finite: (value) => Number.isFinite(value),
	};
	const addWords = (target, value, how) => {
		const lead = (name, more) => Object.defineProperty(target, name, { configurable: true, get: () => addWords({}, value, { ...how, ...more() }) });
		for (const name of leading) lead(name, () => ({}));
		for (const name of Object.keys(flags)) lead(name, () => ({ [flags[name]]: true }));
		lead('not', () => ({ isNot: !how.isNot }));
		for (const name of Object.keys(truths)) Object.defineProperty(target, name, { configurable: true, get: () => { fail(truths[name](value), how.isNot, name === 'ok' ? 'a true value' : name); return addWords({}, value, how); } });
		for (const name of ${JSON.stringify(chaiMethods)}) Object.defineProperty(target, name, { configurable: true, get: () => {
			const call = (...wanted) => { const found = methodsOf(value, how)[name](...wanted); return addWords({}, name === 'property' ? found : value, how); };
			return /^(?:an?|include|contain|length)/.test(name) ? addWords(call, value, { ...how, ...(/^(?:include|contain)/.test(name) ? { isPart: true } : {}), ...(/^length/.test(name) ? { ofLength: true } : {}) }) : call;
		} });
		return target;
	};
	const chaiOf = (expect) => {
		const by = (words, isNot) => (value, ...wanted) => { let chain = isNot ? expect(value).not : expect(value); for (const word of words.split(' ')) chain = chain[word]; if (typeof chain === 'function') chain(...wanted); };
		const own = (value, message) => assert.ok(value, message), is = (kind) => [by('to be a', false), by('to be a', true)].map((check) => (value) => check(value, kind));
		const pairs = { Number: 'number', String: 'string', Boolean: 'boolean', Array: 'array', Object: 'object', Function: 'function' };
		for (const name of Object.keys(pairs)) { const [holds, fails] = is(pairs[name]); own['is' + name] = holds; own['isNot' + name] = fails; }
		const words = {
			strictEqual: 'to equal', deepEqual: 'to eql', deepStrictEqual: 'to eql', isTrue: 'to be true', isFalse: 'to be false', isNull: 'to be null', isUndefined: 'to be undefined', isNaN: 'to be NaN', isOk: 'to be ok', exists: 'to exist', isEmpty: 'to be empty', isFinite: 'to be finite',
			isAbove: 'to be above', isAtLeast: 'to be least', isBelow: 'to be below', isAtMost: 'to be most', typeOf: 'to be a', instanceOf: 'to be instanceof', include: 'to include', deepInclude: 'to deep include', match: 'to match', property: 'to have property', propertyVal: 'to have property', deepPropertyVal: 'to have deep property',
			nestedProperty: 'to have nested property', lengthOf: 'to have lengthOf', throws: 'to throw', throw: 'to throw', Throw: 'to throw', closeTo: 'to be closeTo', approximately: 'to be closeTo', sameMembers: 'to have members', sameDeepMembers: 'to have deep members', sameOrderedMembers: 'to have ordered members', includeMembers: 'to include members', oneOf: 'to be oneOf', hasAllKeys: 'to have all keys', containsAllKeys: 'to contain all keys', hasAnyKeys: 'to have any keys',
		};
		for (const name of Object.keys(words)) { own[name] = by(words[name], false); own[name.startsWith('is') ? 'isNot' + name.slice(2) : 'not' + name[0].toUpperCase() + name.slice(1)] = by(words[name], true); }
		Object.assign(own, { ok: own.isOk, equal: (left, right, message) => assert.equal(left, right, message), notEqual: (left, right, message) => assert.notEqual(left, right, message), isDefined: by('to be undefined', true), doesNotThrow: by('to throw', true), doesNotHaveAllKeys: by('to have all keys', true), fail: (message) => assert.fail(message) });
		const chai = { expect, assert: own, should: () => expect, use: () => chai, config: {} };
		chai.default = chai;
		return chai;
	};
	return { addWords, chaiOf };
})()`;
