/** Guest source: structuredClone, with cycles, as the web has it; what cannot be cloned throws a DataCloneError. */
export const cloneSource = String.raw`
class DOMException extends GuestError {
	#name;
	constructor(message = '', name = 'Error') { super(message); this.#name = text(typeof name === 'object' && name !== null ? name.name ?? 'Error' : name); }
	get name() { return this.#name; }
	get code() { return { AbortError: 20, TimeoutError: 23, DataCloneError: 25, InvalidCharacterError: 5 }[this.#name] ?? 0; }
}
const errorClasses = { __proto__: null, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const cloneError = (value) => {
	const kind = errorClasses[value.name] ?? GuestError, made = Object.create(kind.prototype);
	for (const key of ['stack', 'message', 'cause']) if (hasOwn(value, key)) defineProperty(made, key, { __proto__: null, value: key === 'cause' ? structuredClone(value.cause) : text(value[key]), writable: true, configurable: true });
	return made;
};
const cannotClone = (value) => { throw new DOMException((typeof value === 'function' ? functionText(value) : inspect(value)) + ' could not be cloned.', 'DataCloneError'); };
const cloneAt = (value, seen) => {
	if (typeof value === 'symbol' || typeof value === 'function') cannotClone(value);
	if (!isObject(value)) return value;
	if (mapHas(seen, value)) return mapGet(seen, value);
	const keep = (made) => { mapSet(seen, value, made); return made; };
	const brand = brandOf(value);
	if (brand === 'date') return keep(new RealDate(dateTime(value)));
	if (brand === 'regexp') return keep(new GuestRegExp(value.source, value.flags));
	if (brand === 'promise' || weakBrand(value)) cannotClone(value);
	if (brand === 'number' || brand === 'string' || brand === 'boolean') return keep(Object(brand === 'number' ? numberOf(value) : brand === 'string' ? stringOf(value) : booleanOf(value)));
	if (value instanceof ArrayBuffer) return keep(value.slice(0));
	if (brand === 'typed') { const kind = globalKinds[typedTag(value)]; return keep(new kind(cloneAt(value.buffer, seen), value.byteOffset, value.length)); }
	if (value instanceof DataView) return keep(new DataView(cloneAt(value.buffer, seen), value.byteOffset, value.byteLength));
	if (isError(value)) return keep(cloneError(value));
	if (brand === 'map') { const made = keep(new Map()); mapEach(value, (item, key) => { made.set(cloneAt(key, seen), cloneAt(item, seen)); }); return made; }
	if (brand === 'set') { const made = keep(new Set()); setEach(value, (item) => { made.add(cloneAt(item, seen)); }); return made; }
	const made = keep(brand === 'array' ? new Array(value.length) : {});
	for (const key of objectKeys(value)) defineProperty(made, key, { __proto__: null, value: cloneAt(value[key], seen), writable: true, enumerable: true, configurable: true });
	return made;
};
const mapSet = uncurry(Map.prototype.set);
const weakBrand = (value) => value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef;
const globalKinds = { __proto__: null, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array };
function structuredClone(value, options) {
	if (arguments.length === 0) throw new GuestTypeError("The 'value' argument must be specified");
	if (options?.transfer?.length > 0) lacks('structuredClone with transfer');
	return cloneAt(value, new Map());
}
`;
