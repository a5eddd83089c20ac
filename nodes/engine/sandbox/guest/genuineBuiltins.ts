/** What the tests call by these names is the language's own, whatever the candidate declared or replaced. */
export const genuineBuiltins =
	'Object, Array, Math, JSON, Number, String, Boolean, Symbol, BigInt, Date, Map, Set, WeakMap, WeakSet, RegExp, Promise, Reflect, Error, TypeError, RangeError, SyntaxError, isNaN, isFinite, parseInt, parseFloat';
