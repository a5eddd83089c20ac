/**
 * Guest source: pins the built-ins that tests lean on, so that a candidate that replaces `Math.abs` or the array iterator replaces nothing.
 *
 * Names that honest code assigns on its own classes and errors (`constructor`, `toString`, `name`, `message`) can be: the assignment makes a member of its
 * object's own, and leaves the built-in one. A candidate may add to built-in prototypes while it is loaded. Then they are closed, without what the language
 * itself would ask for there (`toJSON`, `then`, places of lists): that would speak for both sides of a comparison.
 */
export const lockSource = String.raw`
const free = ['constructor', 'toString', 'name', 'message', 'stack'];
const errorKinds = [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError];
const lockedPrototypes = (() => {
	const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g)].map(getPrototypeOf);
	return [ObjectPrototype, ArrayPrototype, Number.prototype, String.prototype, Boolean.prototype, BigInt.prototype, RealDate.prototype, Map.prototype, Set.prototype, WeakMap.prototype, WeakSet.prototype,
		RegExp.prototype, GuestPromise.prototype, Symbol.prototype, TypedArray.prototype, ArrayBuffer.prototype, DataView.prototype, Function.prototype, ...errorKinds.map((kind) => kind.prototype), ...Object.values(globalKinds).map((kind) => kind.prototype),
		getPrototypeOf(function* () {}).prototype, getPrototypeOf(async function* () {}).prototype, getPrototypeOf(iterators[0]), ...iterators];
})();
const lockedObjects = [Object, Array, Math, JSON, Number, String, Reflect, GuestPromise, Symbol, BigInt, VirtualDate, Map, Set, RegExp, Function, Buffer, URL, URLSearchParams, TextEncoder, TextDecoder,
	NumberFormat.prototype, DateTimeFormat.prototype, Collator.prototype, PluralRules.prototype, ListFormat.prototype, RelativeTimeFormat.prototype, Segmenter.prototype, guestIntl, util, types, posixPath, urlModule, cryptoModule,
	Buffer.prototype, URL.prototype, URLSearchParams.prototype, TextEncoder.prototype, TextDecoder.prototype, EventEmitter.prototype];
const parents = lockedPrototypes.map(getPrototypeOf);

/** Reads as before; set on the prototype it stays, set on another object it becomes that one's own. */
const overridable = (target, key, value) => defineProperty(target, key, {
	__proto__: null, enumerable: false, configurable: false,
	get: () => value,
	set(given) { if (this !== target && isObject(this)) defineProperty(this, key, { __proto__: null, value: given, writable: true, enumerable: true, configurable: true }); },
});
const lock = () => {
	for (const target of [...lockedObjects, ...lockedPrototypes]) {
		for (const key of ownKeys(target)) {
			const descriptor = ownDescriptor(target, key);
			if (!descriptor.configurable) continue;
			if (free.includes(key) && 'value' in descriptor) { if (lockedPrototypes.includes(target)) overridable(target, key, descriptor.value); continue; }
			descriptor.configurable = false;
			if ('value' in descriptor) descriptor.writable = false;
			defineProperty(target, key, descriptor);
		}
	}
};

const askedEverywhere = ['then', Symbol.toPrimitive, Symbol.isConcatSpreadable, Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split, 'get', 'set', 'value', 'writable', 'enumerable', 'configurable'];
const plainKinds = [ObjectPrototype, ArrayPrototype, Number.prototype, String.prototype, Boolean.prototype, Function.prototype, GuestPromise.prototype];
const genuineKeys = new Map(lockedPrototypes.map((target) => [target, new Set(ownKeys(target))]));
const isAsked = (target, key) => (typeof key === 'string' && regexpTest(/^(?:0|[1-9]\d*)$/, key)) || (key === 'toJSON' && target !== GuestPromise.prototype) || isIn(askedEverywhere, key);
const isIn = (list, one) => { for (let index = 0; index < list.length; index++) if (list[index] === one) return true; return false; };
const close = () => {
	for (let index = 0; index < lockedPrototypes.length; index++) {
		const target = lockedPrototypes[index], known = mapGet(genuineKeys, target), keys = isIn(plainKinds, target) ? ownKeys(target) : [];
		for (let place = 0; place < keys.length; place++) {
			if (setHas(known, keys[place]) || !isAsked(target, keys[place])) continue;
			if (!deleteProperty(target, keys[place])) throw new GuestError('it put ' + limitText(text(keys[place]), 40) + ' on a built-in prototype for good');
		}
		if (getPrototypeOf(target) !== parents[index]) setPrototypeOf(target, parents[index]);
		preventExtensions(target);
	}
};
`;
