/**
 * First part of what runs beside a candidate: our own copies of the built-in functions, taken before the candidate's first line.
 *
 * `lock` then pins the built-ins that tests lean on, so that a candidate that replaces `Math.abs` or the array iterator replaces nothing.
 * Names that honest code assigns to on its own classes (`toString`, `name`, `message`) stay free, and so does adding new ones.
 */
export const primordialsSource = String.raw`
const uncurry = (() => { const { bind, call } = Function.prototype; return call.bind(bind, call); })();
const { apply, ownKeys, getOwnPropertyDescriptor: ownDescriptor, defineProperty } = Reflect;
const { is: objectIs, keys: objectKeys, create, getPrototypeOf, freeze, setPrototypeOf } = Object;
const { isArray } = Array;
const ObjectPrototype = Object.prototype, ArrayPrototype = Array.prototype;
const hasOwn = uncurry(ObjectPrototype.hasOwnProperty), isEnumerable = uncurry(ObjectPrototype.propertyIsEnumerable);
const functionText = uncurry(Function.prototype.toString);
const text = String, jsonText = JSON.stringify, numberIsNaN = Number.isNaN;
const slice = uncurry(String.prototype.slice), indexOf = uncurry(String.prototype.indexOf), repeat = uncurry(String.prototype.repeat);
const regexpTest = uncurry(RegExp.prototype.test), regexpText = uncurry(RegExp.prototype.toString);
const dateTime = uncurry(Date.prototype.getTime), dateText = uncurry(Date.prototype.toISOString);
const symbolText = uncurry(Symbol.prototype.toString), bigintText = uncurry(BigInt.prototype.toString);
const getter = (prototype, name) => uncurry(ownDescriptor(prototype, name).get);
const mapSize = getter(Map.prototype, 'size'), setSize = getter(Set.prototype, 'size');
const mapEach = uncurry(Map.prototype.forEach), mapGet = uncurry(Map.prototype.get), mapHas = uncurry(Map.prototype.has);
const setEach = uncurry(Set.prototype.forEach), setHas = uncurry(Set.prototype.has);
const TypedArray = getPrototypeOf(Uint8Array);
const typedTag = getter(TypedArray.prototype, Symbol.toStringTag), typedLength = getter(TypedArray.prototype, 'length');
const numberOf = uncurry(Number.prototype.valueOf), stringOf = uncurry(String.prototype.valueOf), booleanOf = uncurry(Boolean.prototype.valueOf);
const GuestPromise = Promise, promiseThen = uncurry(Promise.prototype.then);
const GuestError = Error, GuestTypeError = TypeError, GuestRegExp = RegExp, errorPrototype = Error.prototype;
const isPrototypeOf = uncurry(ObjectPrototype.isPrototypeOf);
const isError = (value) => value !== null && typeof value === 'object' && apply(isPrototypeOf, undefined, [errorPrototype, value]);
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const put = (list, value) => defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true });

const lock = () => {
	const free = ['constructor', 'toString', 'name', 'message', 'stack', 'prototype'];
	const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g)].map(getPrototypeOf);
	const generator = getPrototypeOf(function* () {}).prototype;
	const targets = [Object, Array, Math, JSON, Number, String, Reflect, GuestPromise, Symbol, BigInt, Date, Map, Set, RegExp, Function,
		Array.prototype, Number.prototype, String.prototype, Boolean.prototype, BigInt.prototype, Date.prototype, Map.prototype, Set.prototype,
		WeakMap.prototype, WeakSet.prototype, RegExp.prototype, GuestPromise.prototype, Symbol.prototype, TypedArray.prototype,
		Function.prototype, generator, getPrototypeOf(iterators[0]), ...iterators];
	for (const target of targets) {
		for (const key of ownKeys(target)) {
			if (free.includes(key)) continue;
			const descriptor = ownDescriptor(target, key);
			if (!descriptor.configurable) continue;
			descriptor.configurable = false;
			if ('value' in descriptor) descriptor.writable = false;
			defineProperty(target, key, descriptor);
		}
	}
};
`;
