import type { OnStep } from '../shared/step.mts';

/** Sets one thing up; `say` takes a line of progress, `signal` ends it. */
export type SetUp<Thing> = (say: OnStep, signal: AbortSignal) => Promise<Thing & Stoppable>;

export interface Stoppable {
	stop(): Promise<void>;
}

/**
 * Sets two things up at the same time, under one line of progress.
 *
 * Where one does not come up, the other is stopped as well, whether it is up or still under way, and the first error is thrown. A
 * download and an installation, or a model that is read and an n8n that starts, take little longer together than the slower one does alone.
 */
export async function sideBySide<First, Second>(
	first: SetUp<First>,
	second: SetUp<Second>,
	say: OnStep,
	signal: AbortSignal,
): Promise<readonly [First & Stoppable, Second & Stoppable]> {
	const failing = new AbortController();
	const lines: [string, string] = ['', ''];
	let failed: 0 | 1 | undefined;
	const sayAt = (place: 0 | 1) => (line: string) => {
		// What is stopped because of the other one has nothing to say of it.
		lines[place] = failed === undefined || failed === place ? line : '';
		say(lines.filter((each) => each !== '').join('; '));
	};
	let error: unknown;
	const run = async <Thing,>(setUp: SetUp<Thing>, place: 0 | 1) => {
		try {
			const thing = await setUp(sayAt(place), AbortSignal.any([signal, failing.signal]));
			sayAt(place)('');
			return thing;
		} catch (reason) {
			error ??= reason;
			if (failed === undefined) {
				failed = place;
				lines[1 - place] = '';
				say(lines[place]);
			}
			failing.abort(reason);
			return undefined;
		}
	};
	const [one, other] = await Promise.all([run(first, 0), run(second, 1)]);
	if (one !== undefined && other !== undefined) return [one, other];
	await one?.stop();
	await other?.stop();
	throw error;
}
