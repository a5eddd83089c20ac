/** What the tests call by these names is the language's own, whatever the candidate declared or replaced. */
export const genuineBuiltins =
	'Object, Array, Math, JSON, Number, String, Boolean, Symbol, BigInt, Date, Map, Set, WeakMap, WeakSet, RegExp, Promise, Reflect, Error, TypeError, RangeError, SyntaxError, isNaN, isFinite, parseInt, parseFloat, setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, queueMicrotask, encodeURIComponent, decodeURIComponent, ArrayBuffer, DataView, Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, Proxy';

/** The same, unless the candidate declares one itself: writing a structuredClone is a usual task. */
export const ownedBuiltins = 'structuredClone, URL, URLSearchParams, TextEncoder, TextDecoder, Buffer, btoa, atob';
