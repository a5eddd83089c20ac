/** Guest source: EventTarget, AbortController and Node's EventEmitter. */
export const eventsSource = String.raw`
class Event {
	#type; #detail; #target = null; #prevented = false; stopped = false;
	constructor(type, options = {}) { this.#type = text(type); this.#detail = options ?? {}; defineProperty(this, 'stopped', { __proto__: null, value: false, writable: true, enumerable: false }); }
	static dispatch(event, target) { event.#target = target; }
	get type() { return this.#type; }
	get target() { return this.#target; }
	get currentTarget() { return this.#target; }
	get bubbles() { return Boolean(this.#detail.bubbles); }
	get cancelable() { return Boolean(this.#detail.cancelable); }
	get defaultPrevented() { return this.#prevented; }
	get detail() { return this.#detail.detail ?? null; }
	preventDefault() { if (this.cancelable) this.#prevented = true; }
	stopPropagation() {}
	stopImmediatePropagation() { this.stopped = true; }
}
class CustomEvent extends Event {}
class EventTarget {
	#listeners = new Map();
	addEventListener(type, listener, options) {
		const list = this.#listeners.get(type) ?? [];
		if (listener && !list.some((one) => one.listener === listener)) this.#listeners.set(type, [...list, { listener, once: Boolean(options?.once) }]);
		options?.signal?.addEventListener('abort', () => this.removeEventListener(type, listener));
	}
	removeEventListener(type, listener) { this.#listeners.set(type, (this.#listeners.get(type) ?? []).filter((one) => one.listener !== listener)); }
	dispatchEvent(event) {
		Event.dispatch(event, this);
		for (const one of [...(this.#listeners.get(event.type) ?? [])]) {
			if (one.once) this.removeEventListener(event.type, one.listener);
			if (typeof one.listener === 'function') one.listener.call(this, event); else one.listener.handleEvent(event);
			if (event.stopped) break;
		}
		return !event.defaultPrevented;
	}
}
const signalKey = {};
class AbortSignal extends EventTarget {
	#aborted = false; #reason; onabort = null;
	constructor(key) { super(); if (key !== signalKey) throw new GuestTypeError('Illegal constructor'); }
	get aborted() { return this.#aborted; }
	get reason() { return this.#reason; }
	throwIfAborted() { if (this.#aborted) throw this.#reason; }
	static end(signal, reason) {
		if (signal.#aborted) return;
		signal.#aborted = true;
		signal.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
		const event = new Event('abort');
		signal.dispatchEvent(event);
		if (typeof signal.onabort === 'function') signal.onabort(event);
	}
	static abort(reason) { const signal = new AbortSignal(signalKey); endSignal(signal, reason); return signal; }
	static timeout(delay) { const signal = new AbortSignal(signalKey); schedule(() => endSignal(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay, false, []); return signal; }
	static any(signals) {
		const made = new AbortSignal(signalKey);
		for (const one of signals) { if (one.aborted) { endSignal(made, one.reason); break; } one.addEventListener('abort', () => endSignal(made, one.reason)); }
		return made;
	}
}
const endSignal = AbortSignal.end;
delete AbortSignal.end;
class AbortController {
	#signal = new AbortSignal(signalKey);
	get signal() { return this.#signal; }
	abort(reason) { endSignal(this.#signal, reason); }
}

class EventEmitter {
	static defaultMaxListeners = 10;
	static once(emitter, name) { return new GuestPromise((resolve, reject) => { const fail = (error) => { emitter.off(name, done); reject(error); }; const done = (...values) => { emitter.off('error', fail); resolve(values); }; emitter.once(name, done); if (name !== 'error') emitter.once('error', fail); }); }
	static listenerCount(emitter, name) { return emitter.listenerCount(name); }
	static listenersOf(emitter, name) {
		if (!hasOwn(emitter, '_events')) defineProperty(emitter, '_events', { __proto__: null, value: new Map(), writable: true, enumerable: false });
		return emitter._events.get(name) ?? [];
	}
	on(name, listener) { return addListener(this, name, listener, { listener, once: false }, false); }
	once(name, listener) { return addListener(this, name, listener, { listener, once: true }, false); }
	prependListener(name, listener) { return addListener(this, name, listener, { listener, once: false }, true); }
	prependOnceListener(name, listener) { return addListener(this, name, listener, { listener, once: true }, true); }
	off(name, listener) {
		const list = listenersOf(this, name), at = list.findLastIndex((one) => one.listener === listener);
		if (at === -1) return this;
		setListeners(this, name, list.filter((_, index) => index !== at));
		if (listenersOf(this, 'removeListener').length > 0) this.emit('removeListener', name, listener);
		return this;
	}
	emit(name, ...values) {
		const list = listenersOf(this, name);
		if (list.length === 0 && name === 'error') { if (isError(values[0])) throw values[0]; throw new GuestError('Unhandled error. (' + inspect(values[0]) + ')'); }
		for (const one of list) { if (one.once) removeEntry(this, name, one); apply(one.listener, this, values); }
		return list.length > 0;
	}
	removeAllListeners(name) { listenersOf(this, name); if (name === undefined) this._events.clear(); else this._events.delete(name); return this; }
	listenerCount(name, listener) { return listenersOf(this, name).filter((one) => listener === undefined || one.listener === listener).length; }
	listeners(name) { return listenersOf(this, name).map((one) => one.listener); }
	rawListeners(name) { return this.listeners(name); }
	eventNames() { listenersOf(this, ''); return [...this._events.keys()]; }
	setMaxListeners(count) { defineProperty(this, '_maxListeners', { __proto__: null, value: count, writable: true, configurable: true }); return this; }
	getMaxListeners() { return this._maxListeners ?? EventEmitter.defaultMaxListeners; }
}
const listenersOf = EventEmitter.listenersOf;
delete EventEmitter.listenersOf;
const setListeners = (emitter, name, list) => { if (list.length === 0) emitter._events.delete(name); else emitter._events.set(name, list); };
const removeEntry = (emitter, name, entry) => setListeners(emitter, name, listenersOf(emitter, name).filter((one) => one !== entry));
const addListener = (emitter, name, listener, entry, first) => {
	if (typeof listener !== 'function') throw new GuestTypeError('The "listener" argument must be of type function. Received ' + inspect(listener));
	if (listenersOf(emitter, 'newListener').length > 0) emitter.emit('newListener', name, listener);
	const list = listenersOf(emitter, name);
	emitter._events.set(name, first ? [entry, ...list] : [...list, entry]);
	return emitter;
};
/** Older code calls EventEmitter without new, on an object of its own. */
const callableEmitter = new GuestProxy(EventEmitter, { __proto__: null, apply: () => undefined });
for (const [other, name] of [['addListener', 'on'], ['removeListener', 'off']]) defineProperty(EventEmitter.prototype, other, { __proto__: null, value: EventEmitter.prototype[name], writable: true, configurable: true });
defineProperty(EventEmitter.prototype, 'constructor', { __proto__: null, value: callableEmitter, writable: true, configurable: true });
for (const name of ['EventEmitter', 'default']) defineProperty(EventEmitter, name, { __proto__: null, value: callableEmitter, writable: true, configurable: true });
`;
