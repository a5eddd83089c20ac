import { chaiSource } from './chaiSource';

/** Matchers of `expect(…)` that the sandbox has. */
export const matcherNames =
	'toBe toEqual toStrictEqual toBeTruthy toBeFalsy toBeNull toBeUndefined toBeDefined toBeNullable toBeNaN toBeGreaterThan toBeGreaterThanOrEqual toBeLessThan toBeLessThanOrEqual toBeCloseTo toContain toContainEqual toHaveLength toHaveProperty toMatch toMatchObject toBeInstanceOf toBeTypeOf toBeOneOf toSatisfy toThrow toThrowError toHaveBeenCalled toHaveBeenCalledOnce toHaveBeenCalledTimes toHaveBeenCalledWith toHaveBeenLastCalledWith toHaveBeenNthCalledWith toHaveReturnedWith toBeCalled toBeCalledTimes toBeCalledWith'.split(
		' ',
	);

/** Guest source: makes `expect` of `assert`, with the matchers of Jest and Vitest, the values that stand for any of a kind (`expect.any(Number)`), and chai's words. */
export const expectSource = String.raw`((assert) => {
	const equals = (left, right) => { try { assert.deepStrictEqual(left, right); return true; } catch { return false; } };
	class Standing { constructor(fits, said) { this.fits = fits; this.said = said; } toString() { return this.said; } }
	const isObject = (value) => typeof value === 'object' && value !== null;
	const keysOf = (value, isStrict) => Object.keys(value).filter((key) => isStrict || value[key] !== undefined);
	/** As Jest compares: what is undefined may be missing, and the class does not count, where it is not asked strictly. */
	const alike = (came, wanted, isStrict) => {
		if (wanted instanceof Standing) return wanted.fits(came);
		if (!isObject(came) || !isObject(wanted) || equals(came, wanted)) return equals(came, wanted);
		if (Array.isArray(came) !== Array.isArray(wanted) || (isStrict && Object.getPrototypeOf(came) !== Object.getPrototypeOf(wanted))) return false;
		if (!Array.isArray(wanted) && Object.prototype.toString.call(wanted) !== '[object Object]') return false;
		if (Object.prototype.toString.call(came) !== Object.prototype.toString.call(wanted)) return false;
		if (Array.isArray(wanted) && came.length !== wanted.length) return false;
		const keys = keysOf(wanted, isStrict);
		return keysOf(came, isStrict).length === keys.length && keys.every((key) => Object.prototype.hasOwnProperty.call(came, key) && alike(came[key], wanted[key], isStrict));
	};
	const contains = (value, part) => { if (typeof value === 'string') return value.includes(part); for (const one of value) if (Object.is(one, part)) return true; return false; };
	const containsEqual = (value, part) => { for (const one of value) if (alike(one, part, false)) return true; return false; };
	const hasPart = (value, part) => {
		if (part instanceof Standing) return part.fits(value);
		if (!isObject(part)) return Object.is(value, part);
		if (!isObject(value) || Array.isArray(part) && (!Array.isArray(value) || value.length !== part.length)) return false;
		if (!Array.isArray(part) && Object.prototype.toString.call(part) !== '[object Object]') return equals(value, part);
		for (const key of Object.keys(part)) if (!hasPart(value[key], part[key])) return false;
		return true;
	};
	const at = (value, path) => { for (const key of Array.isArray(path) ? path : String(path).split('.')) { if (value === null || value === undefined || !(key in Object(value))) return { isThere: false }; value = value[key]; } return { isThere: true, value }; };
	const fits = (error, wanted) => {
		if (wanted === undefined) return true;
		const message = isObject(error) ? error.message : String(error);
		if (wanted instanceof Standing) return wanted.fits(error);
		if (typeof wanted === 'string') return String(message).includes(wanted);
		if (wanted instanceof RegExp) return wanted.test(String(message));
		return typeof wanted === 'function' ? error instanceof wanted : message === wanted.message;
	};
	const kinds = { Number: 'number', String: 'string', Boolean: 'boolean', BigInt: 'bigint', Symbol: 'symbol', Function: 'function' };
	const isA = (value, kind) => (kinds[kind.name] !== undefined && typeof value === kinds[kind.name]) || (kind === Object ? typeof value === 'object' : value instanceof kind);
	const standingsOf = (isNot) => {
		const make = (said, holds) => new Standing((value) => holds(value) !== isNot, (isNot ? 'not ' : '') + said);
		return {
			arrayContaining: (parts) => make('a list that contains ' + String(parts), (value) => Array.isArray(value) && parts.every((part) => containsEqual(value, part))),
			objectContaining: (parts) => make('an object that contains these properties', (value) => isObject(value) && Object.keys(parts).every((key) => key in value && alike(value[key], parts[key], false))),
			stringContaining: (part) => make('a text that contains ' + part, (value) => typeof value === 'string' && value.includes(part)),
			stringMatching: (part) => make('a match of ' + String(part), (value) => typeof value === 'string' && (typeof part === 'string' ? value.includes(part) : part.test(value))),
			closeTo: (wanted, digits = 2) => make(wanted + ' to ' + digits + ' digits', (value) => typeof value === 'number' && (Object.is(value, wanted) || Math.abs(value - wanted) < 10 ** -digits / 2)),
		};
	};
	const matchersOf = (value, isNot) => {
		const hold = (holds, said) => assert.ok(isNot ? !holds : holds, (isNot ? 'expected not ' : 'expected ') + said);
		const compare = (name, wanted) => assert[isNot ? 'not' + name[0].toUpperCase() + name.slice(1) : name](value, wanted);
		const same = (wanted, isStrict) => { if (alike(value, wanted, isStrict) !== isNot) return; if (!(wanted instanceof Standing)) compare('deepStrictEqual', wanted); hold(isNot, String(wanted)); };
		const calls = () => { if (typeof value !== 'function' || value.mock === undefined) throw new TypeError('expect was given no mock function'); return value.mock.calls; };
		const calledWith = (call, wanted) => call !== undefined && alike(call, wanted, false);
		const all = {
			toBe: (wanted) => compare('strictEqual', wanted),
			toEqual: (wanted) => same(wanted, false), toStrictEqual: (wanted) => same(wanted, true),
			toBeTruthy: () => hold(!!value, 'a true value'), toBeFalsy: () => hold(!value, 'a false value'),
			toBeNull: () => compare('strictEqual', null), toBeUndefined: () => compare('strictEqual', undefined), toBeDefined: () => hold(value !== undefined, 'a value'), toBeNullable: () => hold(value === undefined || value === null, 'null or undefined'),
			toBeNaN: () => hold(value !== value, 'NaN'),
			toBeGreaterThan: (wanted) => hold(value > wanted, 'more than ' + wanted + ', came ' + value), toBeGreaterThanOrEqual: (wanted) => hold(value >= wanted, 'at least ' + wanted + ', came ' + value),
			toBeLessThan: (wanted) => hold(value < wanted, 'less than ' + wanted + ', came ' + value), toBeLessThanOrEqual: (wanted) => hold(value <= wanted, 'at most ' + wanted + ', came ' + value),
			toBeCloseTo: (wanted, digits = 2) => hold(Math.abs(value - wanted) < 10 ** -digits / 2 || Object.is(value, wanted), wanted + ' to ' + digits + ' digits, came ' + value),
			toContain: (part) => hold(contains(value, part), 'a value that contains ' + String(part)), toContainEqual: (part) => hold(containsEqual(value, part), 'a list with such a member'),
			toHaveLength: (wanted) => (isNot ? assert.notStrictEqual : assert.strictEqual)(value.length, wanted),
			toHaveProperty: (path, ...wanted) => { const found = at(value, path); hold(found.isThere && (wanted.length === 0 || alike(found.value, wanted[0], false)), 'the property ' + String(path)); },
			toMatch: (wanted) => hold(typeof wanted === 'string' ? value.includes(wanted) : wanted.test(value), 'a match of ' + String(wanted) + ', came ' + String(value)),
			toMatchObject: (part) => hold(hasPart(value, part), 'an object with these properties'),
			toBeInstanceOf: (kind) => hold(value instanceof kind, 'an instance of ' + kind.name),
			toBeTypeOf: (kind) => hold(typeof value === kind, 'a ' + kind + ', came a ' + typeof value),
			toBeOneOf: (list) => hold(containsEqual(list, value), 'one of the list'), toSatisfy: (check) => hold(!!check(value), 'a value that satisfies the check'),
			toThrow: (wanted) => { let outcome = { threw: false }; try { value(); } catch (error) { outcome = { threw: true, error }; } hold(outcome.threw && fits(outcome.error, wanted), 'an exception' + (wanted === undefined ? '' : ' such as ' + String(wanted))); },
			toHaveBeenCalled: () => hold(calls().length > 0, 'a call'), toHaveBeenCalledOnce: () => hold(calls().length === 1, 'one call, came ' + calls().length), toHaveBeenCalledTimes: (times) => hold(calls().length === times, times + ' calls, came ' + calls().length),
			toHaveBeenCalledWith: (...wanted) => hold(calls().some((call) => calledWith(call, wanted)), 'such a call'), toHaveBeenLastCalledWith: (...wanted) => hold(calledWith(calls()[calls().length - 1], wanted), 'such a last call'),
			toHaveBeenNthCalledWith: (place, ...wanted) => hold(calledWith(calls()[place - 1], wanted), 'such a call'), toHaveReturnedWith: (wanted) => hold(calls() && value.mock.results.some((one) => alike(one.value, wanted, false)), 'such a result'),
		};
		return Object.assign(all, { toThrowError: all.toThrow, toBeCalled: all.toHaveBeenCalled, toBeCalledTimes: all.toHaveBeenCalledTimes, toBeCalledWith: all.toHaveBeenCalledWith });
	};
	const { addWords, chaiOf } = ${chaiSource};
	const later = (settle, isNot) => {
		const names = Object.keys(matchersOf(undefined, false)), matchers = {};
		for (const name of names) matchers[name] = async (...wanted) => matchersOf(await settle(name), isNot)[name](...wanted);
		return matchers;
	};
	const expect = (value) => {
		const resolved = async () => await value;
		const rejected = async (name) => { let error; try { await (typeof value === 'function' ? value() : value); } catch (thrown) { error = { thrown }; } if (!error) assert.fail('expected a rejection, none came'); return /^toThrow/.test(name) ? () => { throw error.thrown; } : error.thrown; };
		const sides = (isNot) => addWords(Object.assign(matchersOf(value, isNot), { resolves: later(resolved, isNot), rejects: later(rejected, isNot) }), value, { isNot });
		const matchers = sides(false);
		Object.defineProperty(matchers, 'not', { value: sides(true) }); matchers.resolves.not = later(resolved, true); matchers.rejects.not = later(rejected, true);
		return matchers;
	};
	Object.assign(expect, standingsOf(false), {
		any: (kind) => new Standing((value) => isA(value, kind), 'any ' + kind.name), anything: () => new Standing((value) => value !== undefined && value !== null, 'anything'),
		not: standingsOf(true), fail: (message) => assert.fail(message),
	});
	return { expect, chai: chaiOf(expect) };
})`;
