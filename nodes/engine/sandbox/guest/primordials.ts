/**
 * First part of what runs beside a candidate: our own copies of the built-in functions, taken before the candidate's first line.
 */
export const primordialsSource = String.raw`
const uncurry = (() => { const { bind, call } = Function.prototype; return call.bind(bind, call); })();
const { apply, ownKeys, getOwnPropertyDescriptor: ownDescriptor, defineProperty, deleteProperty, preventExtensions } = Reflect;
const { is: objectIs, keys: objectKeys, create, getPrototypeOf, freeze, setPrototypeOf } = Object;
const { isArray } = Array;
const ObjectPrototype = Object.prototype, ArrayPrototype = Array.prototype;
const hasOwn = uncurry(ObjectPrototype.hasOwnProperty), isEnumerable = uncurry(ObjectPrototype.propertyIsEnumerable);
const functionText = uncurry(Function.prototype.toString);
const text = String, jsonText = JSON.stringify, jsonParse = JSON.parse, numberIsNaN = Number.isNaN, isFinite = Number.isFinite;
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
const GuestMath = Math;
const numberOf = uncurry(Number.prototype.valueOf), stringOf = uncurry(String.prototype.valueOf), booleanOf = uncurry(Boolean.prototype.valueOf);
const GuestPromise = Promise, promiseThen = uncurry(Promise.prototype.then);
const GuestError = Error, GuestTypeError = TypeError, GuestRegExp = RegExp, errorPrototype = Error.prototype;
const isPrototypeOf = uncurry(ObjectPrototype.isPrototypeOf);
const isError = (value) => value !== null && typeof value === 'object' && apply(isPrototypeOf, undefined, [errorPrototype, value]);
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const put = (list, value) => defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true });

`;
