/**
 * Guest source: timers and a clock that move together.
 *
 * Waiting is not waited for: as soon as nothing else is left to do, the clock stands at the next timer. Between timers it runs with the real one, so that
 * a loop that watches the clock ends. Time that nobody looked at does not pass, which keeps timers in the order they were asked for.
 */
export const clockSource = String.raw`
const RealDate = Date, realNow = Date.now;
let clock = 0, epoch = -1, turnStart = 0, turnBegan = 0, split = 0;
const readClock = () => {
	const real = realNow();
	if (epoch < 0) { epoch = real; turnBegan = real; }
	const now = turnStart + real - turnBegan;
	if (now > clock) { clock = now; split = 0; }
	return clock;
};
const currentTime = () => { const passed = readClock(); return epoch + passed; };
/** The real clock counts whole milliseconds: two looks within one still differ. */
const preciseClock = () => { const passed = readClock(); split = split < 0.999 ? split + 0.001 : split; return passed + split; };

let timers = null, timerId = 0, firedTimers = 0;
class Timeout {
	#timer;
	constructor(timer) { this.#timer = timer; }
	static timerOf(value) { return isObject(value) && #timer in value ? value.#timer.id : value; }
	ref() { return this; }
	unref() { return this; }
	hasRef() { return true; }
	close() { cancelTimer(this); return this; }
	refresh() { const timer = this.#timer; removeTimer(timer.id); timer.due = clock + timer.wait; insertTimer(timer); return this; }
	[Symbol.toPrimitive]() { return this.#timer.id; }
}
const schedule = (call, delay, every, values) => {
	if (typeof call !== 'function') throw new GuestTypeError('The "callback" argument must be of type function');
	const asked = delay === null || isObject(delay) || typeof delay === 'symbol' ? 1 : +delay;
	const wait = asked >= 1 && asked <= 2147483647 ? asked - (asked % 1) : 1;
	return addTimer(call, wait, every, values);
};
const addTimer = (call, wait, every, values) => {
	const timer = { __proto__: null, id: ++timerId, due: clock + wait, wait, every: every ? wait : 0, call, values, next: null };
	insertTimer(timer);
	return new Timeout(timer);
};
const insertTimer = (timer) => {
	if (timers === null || timers.due > timer.due) { timer.next = timers; timers = timer; return; }
	let before = timers;
	while (before.next !== null && before.next.due <= timer.due) before = before.next;
	timer.next = before.next; before.next = timer;
};
const removeTimer = (id) => {
	if (timers !== null && timers.id === id) { timers = timers.next; return; }
	for (let before = timers; before !== null; before = before.next) if (before.next !== null && before.next.id === id) before.next = before.next.next;
};
const cancelTimer = (asked) => {
	const id = Timeout.timerOf(asked);
	if (typeof id === 'number' || typeof id === 'string') removeTimer(+id);
};
const fireTimer = () => {
	const timer = timers;
	if (timer === null) return false;
	timers = timer.next; firedTimers++;
	if (timer.due > clock) { clock = timer.due; split = 0; }
	turnStart = clock; turnBegan = realNow();
	if (epoch < 0) epoch = turnBegan;
	if (timer.every > 0) { timer.due += timer.every; insertTimer(timer); }
	try { apply(timer.call, undefined, timer.values); } catch (error) { noteTrouble(error); if (thrown === '' && !settled) thrown = describeError(error); }
	return true;
};

const sleep = (delay, value) => new GuestPromise((resolve) => { schedule(resolve, delay, false, [value]); });
const timerFunctions = {
	__proto__: null,
	setTimeout: (call, delay, ...values) => schedule(call, delay, false, values), setInterval: (call, delay, ...values) => schedule(call, delay, true, values),
	setImmediate: (call, ...values) => addTimer(call, 0, false, values), clearTimeout: cancelTimer, clearInterval: cancelTimer, clearImmediate: cancelTimer,
	queueMicrotask: (call) => { promiseThen(GuestPromise.resolve(), () => { call(); }); },
};

const marks = { __proto__: null };
const performance = partly('performance', {
	now: preciseClock, get timeOrigin() { readClock(); return epoch; }, toJSON: () => ({ timeOrigin: epoch }),
	mark: (name) => (marks[name] = { name, entryType: 'mark', startTime: preciseClock(), duration: 0 }),
	measure: (name, from, to) => { const startTime = marks[from]?.startTime ?? 0; return (marks[name] = { name, entryType: 'measure', startTime, duration: (marks[to]?.startTime ?? preciseClock()) - startTime }); },
	getEntriesByName: (name) => (marks[name] ? [marks[name]] : []), clearMarks() {}, clearMeasures() {},
});

function VirtualDate(...values) {
	if (new.target === undefined) return text(new RealDate(currentTime()));
	return Reflect.construct(RealDate, values.length === 0 ? [currentTime()] : values, new.target);
}
for (const key of ownKeys(RealDate)) if (key !== 'now' && key !== 'prototype') defineProperty(VirtualDate, key, ownDescriptor(RealDate, key));
defineProperty(VirtualDate, 'now', { __proto__: null, value: { now() { return currentTime(); } }.now, writable: true, configurable: true });
defineProperty(VirtualDate, 'prototype', { __proto__: null, value: RealDate.prototype, writable: false });
defineProperty(RealDate.prototype, 'constructor', { __proto__: null, value: VirtualDate, writable: true, configurable: true });
`;
