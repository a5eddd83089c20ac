/**
 * Guest source: what an ordinary answer may use and the sandbox cannot give.
 *
 * Naming such a thing costs nothing, so that an unused import spoils no candidate; using it is remembered and thrown, and the candidate is left unscored
 * instead of blamed. Who uses it without need only loses its own score.
 */
export const gapsSource = String.raw`
const GuestProxy = Proxy;
let isLoading = true, gap = '';
const lacks = (what) => {
	if (gap === '') gap = limitText(what, 200);
	throw new GuestError('The sandbox does not have ' + limitText(what, 200));
};
const cannotFind = (name) => { throw new GuestError("Cannot find module '" + limitText(name, 80) + "'"); };

/** While the candidate is loaded, members are only named; later each one that is read is used. */
const makeStub = (name, miss) => new GuestProxy(function () {}, {
	__proto__: null,
	get: (target, key) => {
		if (typeof key === 'symbol') return key === Symbol.toPrimitive || key === Symbol.hasInstance || key === Symbol.iterator || key === Symbol.asyncIterator ? miss(name) : undefined;
		if (key === 'then' || key === 'toJSON' || key === '__esModule') return undefined;
		if (key === 'prototype') return target.prototype;
		if (key === 'default') return isLoading ? makeStub(name, miss) : miss(name);
		return isLoading ? makeStub(name + '.' + key, miss) : miss(name + '.' + key);
	},
	apply: () => miss(name), construct: () => miss(name), set: () => true, ownKeys: () => miss(name), has: () => true,
});

/** An object whose other members are gaps. Members that a caller only asks after by convention are absent. */
const partly = (name, members) => {
	const rest = new GuestProxy({ __proto__: null }, {
		__proto__: null,
		get: (target, key) => (typeof key === 'symbol' || key === 'then' || key === 'toJSON' || key === '__esModule' || key === 'constructor' ? undefined : isLoading ? makeStub(name + '.' + key, lacks) : lacks(name + '.' + key)),
		has: () => false,
		set: (target, key, value, receiver) => defineProperty(receiver, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true }) !== undefined,
	});
	const made = { __proto__: rest };
	for (const key of ownKeys(members)) defineProperty(made, key, ownDescriptor(members, key));
	if (!hasOwn(made, 'default')) defineProperty(made, 'default', { __proto__: null, value: made });
	return made;
};
`;
