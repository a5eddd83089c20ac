import { guestSource } from '../guest/guestSource';

/**
 * The Node program that the service runs: the same guest as in QuickJS, in a global scope from which everything that is Node's was taken.
 *
 * The walls are the service's own. What the program is to run, and its secret word, come on standard input and are gone when the candidate starts.
 */
export const nodeHarness = `'use strict';
const { readFileSync, writeSync } = require('node:fs');
const vm = require('node:vm');
const job = JSON.parse(readFileSync(0, 'utf8'));
const leave = process.reallyExit ? process.reallyExit.bind(process) : process.exit;
const { setImmediate: later, Object: { getOwnPropertyNames, hasOwn }, JSON: { stringify }, Promise: { prototype: { then } } } = globalThis;
const whenSettled = Function.prototype.call.bind(then);
const nonce = job.nonce, print = (text) => { try { writeSync(1, text); } catch {} };
const ends = (where, thrown, tally) => {
	const rest = tally === undefined ? '"settled":false,"trouble":"","counts":"","firstSite":-1,"firstMessage":"","thrown":' + stringify(thrown) + '}' : tally.slice(1);
	print('\\n' + nonce + ':end:{"where":' + stringify(where) + ',' + rest + '\\n');
	leave(0);
};
let printed = 0;
const guestPrint = (line) => {
	printed += line.length;
	if (printed > job.maxOutput) ends('output', '');
	print(line);
};
const language = new Set(vm.runInNewContext('Object.getOwnPropertyNames(globalThis)'));
for (const name of getOwnPropertyNames(globalThis)) {
	if (language.has(name) && name !== 'console' && name !== 'WebAssembly') continue;
	if (!delete globalThis[name]) globalThis[name] = undefined;
}
const run = (source, filename) => vm.runInThisContext(source, { filename });
// A strict function has no caller to be asked for, and its frame shows nothing: the candidate must not read the tests.
const runStrictly = (source) => { try { return run("'use strict';" + source, 'tests.js'); } catch (error) { if (!(error instanceof SyntaxError)) throw error; return run(source, 'tests.js'); } };
// Said in full: where Node has one already, what is left out would stay as it is.
Object.defineProperty(Error, 'prepareStackTrace', { value: undefined, writable: false, enumerable: false, configurable: false });
const guest = run(${JSON.stringify(guestSource)}, 'sandbox.js')(guestPrint, job.maxOutput);
const stops = (where, error) => { guest.noteTrouble(error); ends(where, guest.describeError(error)); };
const finish = (where) => ends(where, '', guest.report());

const drain = (done) => {
	const state = guest.step();
	if (state === 0) later(drain, done);
	else done(state);
};
const test = (declared) => {
	try { guest.adoptExports(declared, job.candidate.waits); } catch (error) { stops('candidate', error); }
	if (job.tests.present !== undefined && run(job.tests.present) !== true) finish('absent');
	let values = [];
	try { for (let index = 0; index < job.tests.values.length; index++) values[index] = runStrictly(job.tests.values[index]); } catch (error) { stops('unreadable', error); }
	if (job.tests.run === 'runTests') guest.runTests(values[0], job.tests.sites);
	else guest.runCases(values[0], values[1], job.tests.sites);
	later(drain, (state) => finish(state === 2 ? 'unsettled' : ''));
};
print('\\n' + nonce + ':started:\\n');
let loaded;
try { loaded = run(job.candidate.source, 'candidate.js'); if (!job.candidate.waits) loaded = run(job.candidate.declared, 'candidate.js'); }
catch (error) { stops(error instanceof SyntaxError ? 'syntax' : 'candidate', error); }
if (!job.candidate.waits) test(loaded);
else {
	let settled = false;
	whenSettled(loaded, (declared) => { settled = true; test(declared); }, (error) => { settled = true; stops('candidate', error); });
	const wait = () => { if (settled) return; if (guest.step() === 0) later(wait); else later(() => { if (!settled) finish('unsettled'); }); };
	later(wait);
}
`;
