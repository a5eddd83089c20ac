import { setTimeout as sleep } from 'node:timers/promises';
import type { Rest } from './openRest.ts';

/** One execution, as far as tests look at it. */
export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly lastNode: string;
	/** What the node that ran last gave out, first output first. */
	readonly items: ReadonlyArray<Readonly<Record<string, unknown>>>;
	/** What n8n says went wrong; empty: nothing. */
	readonly trouble: string;
	/** Where the form stands that it waits for; empty: it waits for none. */
	readonly form: string;
}

interface RunData {
	readonly lastNodeExecuted?: string;
	readonly error?: { readonly message?: string; readonly description?: string };
	readonly runData?: Readonly<Record<string, readonly NodeRun[]>>;
}

interface NodeRun {
	readonly data?: { readonly main?: ReadonlyArray<ReadonlyArray<{ readonly json: Readonly<Record<string, unknown>> }> | null> };
	readonly metadata?: { readonly resumeFormUrl?: string };
}

/** Runs a workflow as the editor's button does, from its pinned trigger, and waits until it ends or waits for somebody. */
export async function runPattern(rest: Rest, id: string, trigger: string): Promise<Execution> {
	const { status, data } = await rest.call('POST', `rest/workflows/${id}/run`, { triggerToStartFrom: { name: trigger } });
	const { executionId } = data as { readonly executionId?: string };
	if (executionId === undefined) throw new Error(`n8n ran nothing: ${status} ${JSON.stringify(data)}`);
	return await readExecution(rest, executionId);
}

/** Resolves when the execution is no longer running. */
export async function readExecution(rest: Rest, id: string): Promise<Execution> {
	for (;;) {
		const { data } = await rest.call('GET', `rest/executions/${id}`);
		const { status = '', data: kept = '[]' } = (data ?? {}) as { readonly status?: string; readonly data?: string };
		if (['success', 'error', 'crashed', 'canceled', 'waiting'].includes(status)) return toExecution(id, status, kept);
		await sleep(100);
	}
}

function toExecution(id: string, status: string, kept: string): Execution {
	const { lastNodeExecuted: lastNode = '', runData = {}, error } = (unflatten(kept) as { resultData?: RunData }).resultData ?? {};
	const run = runData[lastNode]?.at(-1);
	const items = (run?.data?.main ?? []).flatMap((output) => (output ?? []).map(({ json }) => json));
	const trouble = error === undefined ? '' : `${error.message ?? ''} ${error.description ?? ''}`.trim();
	return { id, status, lastNode, items, trouble, form: run?.metadata?.resumeFormUrl ?? '' };
}

/** n8n keeps executions as a list of values that name each other by their place, in text. */
function unflatten(kept: string): unknown {
	const values = JSON.parse(kept) as readonly unknown[];
	const made = new Map<number, unknown>();
	const take = (value: unknown): unknown => (typeof value === 'string' ? valueAt(Number(value)) : value);
	const valueAt = (place: number): unknown => {
		if (made.has(place)) return made.get(place);
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		const filled: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		made.set(place, filled);
		for (const [name, each] of Object.entries(value)) (filled as Record<string, unknown>)[name] = take(each);
		return filled;
	};
	return valueAt(0);
}
