import { genuineBuiltins, ownedBuiltins } from './genuineBuiltins';

/**
 * Guest source: runs the tests and keeps the tally.
 *
 * The tally lives in this closure and in typed arrays, which no prototype that a candidate may have bent can reach.
 */
export const runnerSource = String.raw`
const maxSites = 20000, builtins = [${genuineBuiltins}], owned = { __proto__: null, ${ownedBuiltins} };
const ownedFrom = builtins.length;
for (const name in owned) put(builtins, owned[name]);
const hits = new Int32Array(maxSites), failures = new Int32Array(maxSites), waiting = new Int32Array(maxSites), caughtTimes = new Int32Array(maxSites);
let sites = 0, settled = false, thrown = '', trouble = '', firstSite = -1, firstMessage = '', firstExpected, firstCame, flying = null, firstCaught = null;

/** QuickJS tells of both by an InternalError; V8 by a RangeError, or by ending the process. */
const noteTrouble = (error) => {
	if (!isError(error)) return;
	const shown = describeError(error);
	if (indexOf(shown, 'InternalError: out of memory') === 0) trouble = 'memory';
	if (indexOf(shown, 'InternalError: stack overflow') === 0 || indexOf(shown, 'RangeError: Maximum call stack size exceeded') === 0) trouble = 'recursion';
};

const failed = (site, error) => {
	hits[site]++; failures[site]++;
	noteTrouble(error);
	if (firstSite !== -1) return;
	firstSite = site;
	firstMessage = describeError(error);
	const sides = isObject(error) ? comparedGet(compared, error) : undefined;
	if (sides === undefined) return;
	firstMessage = limitText(text(error.message), 500);
	firstExpected = sides.expected; firstCame = sides.came;
};

/**
 * Failures in a try block of the tests, on their way to its handler. Only code of the tests lies between, so no candidate can send one there, or keep one.
 *
 * One is caught when its handler has ended, and not when that throws: then it goes on to the handler around, or counts.
 */
const seen = {
	__proto__: null,
	wait: (site, error, to) => { flying = { __proto__: null, site, error, to, next: flying }; },
	enter: (to) => {
		let taken = null, rest = null;
		for (let one = flying; one !== null; one = one.next) {
			if (one.to === to) taken = { __proto__: null, site: one.site, error: one.error, next: taken };
			else rest = { __proto__: null, site: one.site, error: one.error, to: one.to, next: rest };
		}
		flying = rest;
		return { __proto__: null, taken };
	},
	goOn: (open, outer, fail) => {
		for (let one = open.taken; one !== null; one = one.next) { if (outer === -1) fail(one.site, one.error); else seen.wait(one.site, one.error, outer); }
		open.taken = null;
	},
	leave: (open) => {
		for (let one = open.taken; one !== null; one = one.next) { caughtTimes[one.site]++; if (firstCaught === null) firstCaught = one; }
	},
	/** The tests say by their exit code that something is wrong: what they caught is why. */
	recall: () => {
		if (firstCaught === null) return false;
		failed(firstCaught.site, firstCaught.error); caughtTimes[firstCaught.site]--; firstCaught = null;
		for (let site = 0; site < sites; site++) { hits[site] += caughtTimes[site]; failures[site] += caughtTimes[site]; caughtTimes[site] = 0; }
		return true;
	},
};

/** An assertion that was not awaited counts when it settles. */
const passed = (site, value) => {
	if (!isObject(value) || typeof value === 'function' || !apply(isPrototypeOf, undefined, [GuestPromise.prototype, value])) { hits[site]++; return value; }
	waiting[site]++;
	try { return promiseThen(value, () => { waiting[site]--; hits[site]++; }, (error) => { waiting[site]--; failed(site, error); }); }
	catch { waiting[site]--; hits[site]++; return value; }
};

const settle = (promise) => promiseThen(promise, () => { settled = true; }, (error) => { settled = true; noteTrouble(error); thrown = describeError(error); });

const unreached = () => { for (let site = 0; site < sites; site++) if ((hits[site] === 0 && caughtTimes[site] === 0) || waiting[site] > 0) return true; return false; };

/** Makes what the candidate exported callable by name, and importable by the tests from any relative path. */
const adoptExports = (declared, asGlobals) => {
	const exported = moduleObject.exports;
	for (const name of ownKeys(declared)) {
		candidateExports[name] = declared[name];
		if (hasOwn(owned, name)) builtins[ownedFrom + objectKeys(owned).indexOf(name)] = declared[name];
		if (asGlobals) defineProperty(globalThis, name, { __proto__: null, value: declared[name], writable: true, configurable: true });
	}
	if (isObject(exported)) {
		for (const name of ownKeys(exported)) {
			if (typeof name !== 'string' || (typeof exported === 'function' && (name === 'prototype' || name === 'length' || name === 'name'))) continue;
			candidateExports[name] = exported[name];
			if (!hasOwn(declared, name) && !hasOwn(globalThis, name)) defineProperty(globalThis, name, { __proto__: null, value: exported[name], writable: true, configurable: true });
		}
	}
	if (exported !== untouchedExports && candidateExports.default === undefined) candidateExports.default = exported;
};

const runTests = (tests, count) => {
	sites = count; isLoading = false; close();
	settle(tests(requireFor(true), assert, guestConsole, passed, failed, seen, builtins));
};

/** One case: the site is its place in the list. Inputs are made again for each call. */
const runCases = (callFunction, cases, count) => {
	sites = count; isLoading = false; close();
	settle((async () => {
		for (let site = 0; site < count; site++) {
			try {
				const one = cases[site]();
				const came = await callFunction(one.input);
				if (same(came, one.expected, 'data')) hits[site]++;
				else refuse(undefined, () => 'expected ' + inspect(one.expected) + ', came ' + inspect(came), 'case', { __proto__: null, actual: came, expected: one.expected, relation: '' });
			} catch (error) { failed(site, error); }
		}
	})());
};

/** 0: go on; 1: everything is done; 2: nothing more can happen, but the tests have not ended. */
const step = () => {
	if (settled && (firedTimers > 1000 || !unreached())) return 1;
	if (fireTimer()) return 0;
	return settled ? 1 : 2;
};

const report = () => {
	let counts = '';
	for (let site = 0; site < sites; site++) {
		const count = hits[site] + waiting[site];
		counts += (site ? ',' : '') + text(count) + ':' + text(failures[site] + waiting[site]) + ':' + text(caughtTimes[site]);
	}
	return jsonText({ __proto__: null, settled, thrown, trouble, gap, counts, firstSite, firstMessage, firstExpected, firstCame });
};
`;
