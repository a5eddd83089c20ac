import type { QuickJSHandle } from 'quickjs-emscripten-core';
import type { PreparedCandidate } from '../javascript/prepareCandidate';
import type { GuestInstance } from './guestInstance';

/** What to run once the candidate is loaded: the name of the guest's function, and expressions for what it takes. */
export interface GuestTests {
	readonly run: 'runTests' | 'runCases';
	readonly values: readonly string[];
	readonly sites: number;
	/** An expression that must hold before, else nothing is run. */
	readonly present?: string;
}

/** How far the candidate came, before what the guest tallied is looked at. */
export type GuestEnd =
	| { readonly kind: 'ran' }
	| { readonly kind: 'never ended' }
	| { readonly kind: 'absent' }
	| { readonly kind: 'threw'; readonly message: string; readonly where: 'candidate' | 'tests' };

/** Loads the candidate, then runs the tests until they have ended or nothing more can happen. */
export function runInGuest(guest: GuestInstance, candidate: PreparedCandidate, tests: GuestTests): GuestEnd {
	const failure = loadCandidate(guest, candidate);
	if (failure) return failure;
	if (tests.present !== undefined && !isTrue(guest, tests.present)) return { kind: 'absent' };
	const values: QuickJSHandle[] = [];
	for (const source of tests.values) {
		const result = guest.run(source, 'tests.js');
		if ('error' in result) return { kind: 'threw', message: guest.describe(result.error), where: 'tests' };
		values.push(result.value);
	}
	const started = guest.call(tests.run, ...values, guest.context.newNumber(tests.sites));
	if ('error' in started) return { kind: 'threw', message: guest.describe(started.error), where: 'tests' };
	return drain(guest);
}

function loadCandidate(guest: GuestInstance, candidate: PreparedCandidate): GuestEnd | undefined {
	const threw = (error: QuickJSHandle): GuestEnd => ({ kind: 'threw', message: guest.describe(error), where: 'candidate' });
	const loaded = guest.run(candidate.source, 'candidate.js');
	if ('error' in loaded) return threw(loaded.error);
	let declared: QuickJSHandle;
	if (candidate.waits) {
		const end = drainUntilSettled(guest, loaded.value);
		if (end) return end;
		const state = guest.context.getPromiseState(loaded.value);
		if (state.type === 'rejected') return threw(state.error);
		if (state.type === 'pending') return { kind: 'never ended' };
		declared = state.value;
	} else {
		const names = guest.run(candidate.declared, 'candidate.js');
		if ('error' in names) return threw(names.error);
		declared = names.value;
	}
	const adopted = guest.call('adoptExports', declared, candidate.waits ? guest.context.true : guest.context.false);
	return 'error' in adopted ? threw(adopted.error) : undefined;
}

function drainUntilSettled(guest: GuestInstance, promise: QuickJSHandle): GuestEnd | undefined {
	for (;;) {
		runJobs(guest);
		if (guest.mustStop() || guest.context.getPromiseState(promise).type !== 'pending') return undefined;
		const step = guest.call('step');
		if ('error' in step || guest.context.getNumber(step.value) !== 0) return undefined;
	}
}

function drain(guest: GuestInstance): GuestEnd {
	for (;;) {
		runJobs(guest);
		if (guest.mustStop()) return { kind: 'ran' };
		const step = guest.call('step');
		if ('error' in step) return { kind: 'ran' };
		const state = guest.context.getNumber(step.value);
		if (state === 1) return { kind: 'ran' };
		if (state === 2 && !guest.runtime.hasPendingJob()) return { kind: 'never ended' };
	}
}

/** Jobs come in batches, so that a chain of promises without end meets the deadline. */
function runJobs(guest: GuestInstance): void {
	while (guest.runtime.hasPendingJob() && !guest.mustStop()) {
		const result = guest.runtime.executePendingJobs(200);
		if (result.error) guest.call('noteTrouble', result.error);
	}
}

function isTrue(guest: GuestInstance, expression: string): boolean {
	const result = guest.run(expression, 'tests.js');
	return 'value' in result && guest.context.eq(result.value, guest.context.true);
}
