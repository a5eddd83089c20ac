import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
	Lifetime,
	newQuickJSWASMModuleFromVariant,
	newVariant,
	type QuickJSContext,
	type QuickJSHandle,
	type QuickJSRuntime,
} from 'quickjs-emscripten-core';
import { guestSource } from '../guest/guestSource';

const pageBytes = 65_536;
const partBytes = 4096;
const stackBytes = 256 * 1024;
/** Emscripten's build asks for this many pages to start with, and refuses a memory with fewer. */
const initialPages = 256;

interface MemoryPart {
	readonly at: number;
	readonly bytes: Uint8Array;
}

/** A guest's memory before any candidate: what it holds, and where the guest's functions lie in it. */
let picture: { readonly outputBytes: number; readonly parts: readonly MemoryPart[]; readonly control: QuickJSHandle['value'] } | undefined;

export type Stop = 'timeout' | 'output';

/**
 * One QuickJS of its own, with a memory of its own that cannot grow past its limit.
 *
 * Used for one candidate and dropped, whatever happened in it. What it printed and why it was stopped are kept here, on the host.
 */
export class GuestInstance {
	readonly context: QuickJSContext;
	readonly runtime: QuickJSRuntime;
	readonly memoryBytes: number;
	private readonly control: QuickJSHandle;
	private deadline = Number.POSITIVE_INFINITY;
	private outputLimit = 0;
	stopped: Stop | undefined;
	output = '';

	private constructor(context: QuickJSContext, wasmMemory: WebAssembly.Memory, memoryBytes: number, outputBytes: number) {
		this.context = context;
		this.runtime = context.runtime;
		this.memoryBytes = memoryBytes;
		this.outputLimit = outputBytes;
		this.runtime.setInterruptHandler(() => this.mustStop());
		const print = context.newFunction('print', (line) => this.print(line));
		this.control = this.restoreGuest(wasmMemory) ?? this.loadGuest(wasmMemory, print);
	}

	static async create(wasmModule: WebAssembly.Module, memoryBytes: number, outputBytes: number): Promise<GuestInstance> {
		const maximum = Math.max(initialPages, Math.floor(memoryBytes / pageBytes));
		const wasmMemory = new WebAssembly.Memory({ initial: initialPages, maximum });
		const quickJs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmModule, wasmMemory }));
		const runtime = quickJs.newRuntime();
		runtime.setMaxStackSize(stackBytes);
		return new GuestInstance(runtime.newContext(), wasmMemory, memoryBytes, outputBytes);
	}

	/** Compiles the guest, and keeps a picture of the memory in which nothing but the guest has run yet. */
	private loadGuest(wasmMemory: WebAssembly.Memory, print: QuickJSHandle): QuickJSHandle {
		const { context } = this;
		const make = context.unwrapResult(context.evalCode(guestSource, 'sandbox.js', { type: 'global' }));
		const control = context.unwrapResult(context.callFunction(make, context.undefined, print, context.newNumber(this.outputLimit)));
		picture = { outputBytes: this.outputLimit, parts: usedParts(wasmMemory.buffer), control: control.value };
		return control;
	}

	/**
	 * Lays the picture over a new instance, which is several times faster than compiling the guest again.
	 *
	 * Holds because both were made by the same steps, so that everything the host knows by its address lies at the same one.
	 */
	private restoreGuest(wasmMemory: WebAssembly.Memory): QuickJSHandle | undefined {
		if (picture?.outputBytes !== this.outputLimit) return undefined;
		const memory = new Uint8Array(wasmMemory.buffer);
		for (const part of picture.parts) memory.set(part.bytes, part.at);
		return new Lifetime(picture.control, undefined, undefined, this.runtime) as QuickJSHandle;
	}

	fits(memoryBytes: number, outputBytes: number): boolean {
		return this.memoryBytes === memoryBytes && this.outputLimit === outputBytes;
	}

	allow(milliseconds: number): void {
		this.deadline = Date.now() + milliseconds;
		this.stopped = undefined;
	}

	mustStop(): boolean {
		if (this.stopped === undefined && Date.now() > this.deadline) this.stopped = 'timeout';
		return this.stopped !== undefined;
	}

	/** Runs a script in the candidate's global scope. */
	run(source: string, fileName: string): { value: QuickJSHandle } | { error: QuickJSHandle } {
		const result = this.context.evalCode(source, fileName, { type: 'global' });
		return result.error ? { error: result.error } : { value: result.value };
	}

	/** Calls one of the guest's own functions, which no candidate can reach. */
	call(name: string, ...values: readonly QuickJSHandle[]): { value: QuickJSHandle } | { error: QuickJSHandle } {
		const callee = this.context.getProp(this.control, name);
		const result = this.context.callFunction(callee, this.context.undefined, ...values);
		return result.error ? { error: result.error } : { value: result.value };
	}

	/** What was thrown, in words: `TypeError: x is not a function`. */
	describe(error: QuickJSHandle): string {
		const result = this.call('describeError', error);
		return 'value' in result ? this.context.getString(result.value) : 'something that cannot be read';
	}

	private print(line: QuickJSHandle): void {
		this.output += this.context.getString(line);
		if (this.output.length <= this.outputLimit) return;
		this.output = this.output.slice(0, this.outputLimit);
		this.stopped ??= 'output';
	}
}

/** What is not zero, a small part at a time: writing zeros over zeros would cost the machine its pages. */
function usedParts(buffer: ArrayBuffer): MemoryPart[] {
	const zeros = Buffer.alloc(partBytes);
	const parts: MemoryPart[] = [];
	for (let at = 0; at < buffer.byteLength; at += partBytes) {
		const part = Buffer.from(buffer, at, partBytes);
		if (!part.equals(zeros)) parts.push({ at, bytes: new Uint8Array(part) });
	}
	return parts;
}
