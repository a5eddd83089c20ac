import type { PoolMember } from './poolMember';

/** When a server that says nothing is looked at, and how many looks in a row it may leave without an answer. */
export interface Silence {
	/** Between two looks, and for each of them. */
	readonly everyMs: number;
	readonly mostLooks: number;
}

/** A machine that lost its power leaves its connections open: nothing else tells it from one that thinks. */
export const DEFAULT_SILENCE: Silence = { everyMs: 10_000, mostLooks: 3 };

/**
 * Looks at a server while a clone waits for it, and says so once where several looks in a row got no answer. Returns what ends it.
 *
 * A look asks for its list of models, and any answer will do, an error too; clones of one server share their looks.
 */
export function watchSilence(member: PoolMember, { everyMs, mostLooks }: Silence, onSilence: () => void): () => void {
	let silentLooks = 0;
	let isOver = false;
	let timer = setTimeout(() => void look(), everyMs);
	const look = async (): Promise<void> => {
		silentLooks = (await member.isHeard(everyMs)) ? 0 : silentLooks + 1;
		if (isOver) return;
		if (silentLooks >= mostLooks) return onSilence();
		timer = setTimeout(() => void look(), silentLooks === 0 ? everyMs : 0);
	};
	return () => {
		isOver = true;
		clearTimeout(timer);
	};
}
