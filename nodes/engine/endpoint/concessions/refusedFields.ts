import type { Concession } from './concession';

/** A server may be updated while n8n runs, so that it is tried again after this time. */
const REMEMBERED_MS = 3_600_000;
const MOST_MODELS = 256;
const MOST_CONCESSIONS = 64;

interface Learnt {
	readonly since: number;
	readonly concessions: Concession[];
}

const learntOf = new Map<string, Learnt>();
const NOTHING: readonly Concession[] = [];

/** What is known to be refused by a model at an address, in the order in which it was learnt; for all runs in this process, for an hour. */
export function refusalsOf(baseUrl: string, model: string): readonly Concession[] {
	const key = keyOf(baseUrl, model);
	const learnt = learntOf.get(key);
	if (learnt === undefined) return NOTHING;
	if (performance.now() - learnt.since < REMEMBERED_MS) return learnt.concessions;
	learntOf.delete(key);
	return NOTHING;
}

/**
 * Remembers a refusal. What is known already stays as it was learnt first, so that all clones tell it in the same words.
 *
 * Beyond 256 models the one that was learnt about first is forgotten, beyond 64 refusals of a model its first one.
 */
export function rememberRefusal(baseUrl: string, model: string, concession: Concession): void {
	const known = refusalsOf(baseUrl, model);
	if (known.some((other) => isSame(other, concession))) return;
	const key = keyOf(baseUrl, model);
	const { concessions } = learntOf.get(key) ?? begin(key);
	concessions.push(concession);
	if (concessions.length > MOST_CONCESSIONS) concessions.shift();
}

/** Forgets what proved to be no help: the request was refused without it, too. */
export function forgetRefusal(baseUrl: string, model: string, concession: Concession): void {
	const concessions = learntOf.get(keyOf(baseUrl, model))?.concessions ?? [];
	const index = concessions.findIndex((other) => isSame(other, concession));
	if (index >= 0) concessions.splice(index, 1);
}

function begin(key: string): Learnt {
	const learnt: Learnt = { since: performance.now(), concessions: [] };
	learntOf.set(key, learnt);
	const [first] = learntOf.keys();
	if (learntOf.size > MOST_MODELS && first !== undefined) learntOf.delete(first);
	return learnt;
}

function isSame(left: Concession, right: Concession): boolean {
	return left.refused === right.refused && left.beside === right.beside && left.schema === right.schema;
}

function keyOf(baseUrl: string, model: string): string {
	return `${baseUrl} ${model}`;
}
