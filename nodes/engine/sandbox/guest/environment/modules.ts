/** Guest source: process, crypto, and what a candidate can require. */
export const modulesSource = String.raw`
const randomByte = () => (GuestMath.random() * 256) | 0;
const getRandomValues = (list) => {
	if (!ArrayBuffer.isView(list) || typedTag(list) === undefined || /^Float/.test(typedTag(list))) throw new GuestTypeError('The data argument must be an integer-type TypedArray');
	const bytes = new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
	for (let index = 0; index < bytes.length; index++) bytes[index] = randomByte();
	return list;
};
const randomUUID = () => {
	const bytes = getRandomValues(new Uint8Array(16));
	bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
	const shown = fromBytes(bytes, 'hex');
	return [shown.slice(0, 8), shown.slice(8, 12), shown.slice(12, 16), shown.slice(16, 20), shown.slice(20)].join('-');
};
const webCrypto = partly('crypto', { getRandomValues, randomUUID });
const randomInt = (low, high, done) => {
	const [from, to] = typeof high === 'number' ? [low, high] : [0, low], came = from + GuestMath.floor(GuestMath.random() * (to - from)), call = typeof high === 'function' ? high : done;
	if (!(to > from)) throw new RangeError('The value of "max" is out of range. It must be greater than the value of "min" (' + from + '). Received ' + to);
	if (typeof call !== 'function') return came;
	addTimer(call, 0, false, [undefined, came]);
};
const cryptoModule = partly('crypto', { getRandomValues, randomUUID, webcrypto: webCrypto, randomInt, randomBytes: (size, done) => { const made = getRandomValues(Buffer.alloc(size)); if (typeof done !== 'function') return made; addTimer(done, 0, false, [null, made]); }, timingSafeEqual: (left, right) => { if (left.byteLength !== right.byteLength) throw new RangeError('Input buffers must have the same byte length'); return Buffer.compare(bytesOf(left), bytesOf(right)) === 0; } });

const emitter = new EventEmitter(), exited = () => { throw new GuestError('The candidate called process.exit'); };
const hrtime = (since) => { const now = preciseClock(), seconds = GuestMath.floor(now / 1000), rest = GuestMath.round((now % 1000) * 1e6); if (since === undefined) return [seconds, rest]; const passed = (seconds - since[0]) * 1e9 + rest - since[1]; return [GuestMath.floor(passed / 1e9), passed % 1e9]; };
hrtime.bigint = () => BigInt(GuestMath.round(preciseClock() * 1e6));
const stream = (name) => partly('process.' + name, { isTTY: false, columns: 80, write: (value) => { hostPrint(slice(text(value), 0, maxOutput + 1)); return true; } });
const process = partly('process', {
	env: { NODE_ENV: 'test' }, argv: ['/sandbox/node', '/sandbox/main.js'], execArgv: [], platform: 'linux', arch: 'x64', pid: 1, version: 'v24.0.0', versions: { node: '24.0.0' }, release: { name: 'node' }, title: 'node', exitCode: undefined, browser: undefined,
	cwd: () => '/sandbox', hrtime, uptime: () => preciseClock() / 1000, nextTick: (call, ...values) => { promiseThen(GuestPromise.resolve(), () => { apply(call, undefined, values); }); }, exit: exited, abort: exited, emitWarning() {},
	on(name, call) { emitter.on(name, call); return process; }, once(name, call) { emitter.once(name, call); return process; }, off(name, call) { emitter.off(name, call); return process; }, removeListener(name, call) { emitter.off(name, call); return process; }, removeAllListeners(name) { emitter.removeAllListeners(name); return process; }, emit: (...values) => emitter.emit(...values), listenerCount: (name) => emitter.listenerCount(name),
	memoryUsage: () => ({ rss: 5e7, heapTotal: 2e7, heapUsed: 1e7, external: 1e6, arrayBuffers: 1e4 }), cpuUsage: () => ({ user: GuestMath.round(preciseClock() * 1000), system: 0 }), stdout: stream('stdout'), stderr: stream('stderr'),
});

const urlModule = partly('url', { URL, URLSearchParams, fileURLToPath: (url) => percentDecode(new URL(url).pathname), pathToFileURL: (path) => new URL('file://' + percentEncode(resolvePath(path), keptIn.path)) });
const modules = {
	__proto__: null, assert, 'assert/strict': strictAssert, util, 'util/types': types, events: callableEmitter, path: posixPath, 'path/posix': posixPath, url: urlModule, crypto: cryptoModule, process, perf_hooks: partly('perf_hooks', { performance }),
	buffer: partly('buffer', { Buffer, btoa, atob, constants: { MAX_LENGTH: 2147483647 } }), timers: partly('timers', timerFunctions), os: partly('os', { EOL: '\n', platform: () => 'linux', type: () => 'Linux' }), console: guestConsole, punycode: undefined,
	'timers/promises': partly('timers/promises', { setTimeout: sleep, setImmediate: (value) => new GuestPromise((resolve) => { addTimer(resolve, 0, false, [value]); }), scheduler: { wait: sleep } }),
};
const requireFor = (isTests) => (name) => {
	if (typeof name !== 'string') throw new GuestTypeError('The "id" argument must be of type string. Received ' + inspect(name));
	const bare = indexOf(name, 'node:') === 0 ? slice(name, 5) : name;
	if (modules[bare] !== undefined) return modules[bare];
	if (isTests && name === 'sandbox:print') return print;
	if (isTests && name[0] === '.') return candidateExports;
	const miss = name[0] === '.' || name[0] === '/' || regexpTest(/^(?:file|data|https?):/, name) ? () => cannotFind(name) : lacks;
	return isLoading ? makeStub(name, miss) : miss(name);
};

const environment = {
	__proto__: null, console: guestConsole, module: moduleObject, exports: moduleObject.exports, require: requireFor(false), process, performance, Buffer, URL, URLSearchParams, TextEncoder, TextDecoder, btoa, atob, structuredClone,
	crypto: webCrypto, Event, CustomEvent, EventTarget, AbortController, AbortSignal, DOMException, Date: VirtualDate, __filename: '/sandbox/candidate.js', __dirname: '/sandbox', global: globalThis,
};
for (const name in timerFunctions) environment[name] = timerFunctions[name];
for (const name of ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'Blob', 'File', 'WebSocket', 'WebAssembly', 'MessageChannel', 'BroadcastChannel', 'ReadableStream', 'WritableStream', 'TransformStream', 'CompressionStream', 'Atomics', 'SharedArrayBuffer', 'Temporal', 'Float16Array'])
	if (globalThis[name] === undefined) environment[name] = makeStub(name, lacks);
/** Methods of newer engines than this one. */
const newer = [['Uint8Array', Uint8Array, ['fromBase64', 'fromHex']], ['Uint8Array.prototype', Uint8Array.prototype, ['toBase64', 'toHex', 'setFromBase64', 'setFromHex']], ['Map.prototype', Map.prototype, ['getOrInsert', 'getOrInsertComputed']], ['Iterator', globalThis.Iterator, ['concat', 'zip', 'zipKeyed']], ['Math', GuestMath, ['sumPrecise', 'f16round']], ['JSON', JSON, ['rawJSON', 'isRawJSON']], ['Error', GuestError, ['isError']], ['RegExp', GuestRegExp, ['escape']], ['Promise', GuestPromise, ['try']]];
for (const [owner, holder, names] of newer) for (const name of names) if (holder !== undefined && holder[name] === undefined) defineProperty(holder, name, { __proto__: null, value: () => lacks(owner + '.' + name), writable: true, configurable: true });
for (const name in environment) defineProperty(globalThis, name, { __proto__: null, value: environment[name], writable: true, configurable: true });
if (Array.fromAsync === undefined) defineProperty(Array, 'fromAsync', { __proto__: null, value: async function fromAsync(source, map, self) { const made = []; let index = 0; for await (const one of source[Symbol.asyncIterator] || source[Symbol.iterator] ? source : Array.from(source)) put(made, map === undefined ? one : await map.call(self, one, index++)); return made; }, writable: true, configurable: true });
if (Error.captureStackTrace === undefined) defineProperty(Error, 'captureStackTrace', { __proto__: null, value: function captureStackTrace(target) { defineProperty(target, 'stack', { __proto__: null, value: new GuestError(target.message).stack, writable: true, configurable: true }); }, writable: true, configurable: true });
`;
