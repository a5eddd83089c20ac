import type { ISupplyDataFunctions } from 'n8n-workflow';
import { addHint } from '../shared/addHint';

type Context = Pick<ISupplyDataFunctions, 'addExecutionHints'>;

/** What each node has been told in its execution. */
const told = new WeakMap<Context, Set<string>>();

/** Shows the notes of a call as hints at the node, each once however many calls an agent makes. */
export function tellNotes(context: Context, notes: readonly string[] = []): void {
	const before = told.get(context) ?? new Set();
	told.set(context, before);
	for (const note of notes) {
		if (before.has(note)) continue;
		before.add(note);
		addHint(context, note);
	}
}
