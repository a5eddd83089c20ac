import type { Candidate } from './candidate';

/** How many answers each server of a pool gave, those that gave most first; absent where there was one server. */
export interface ServerCounts {
	readonly servers?: ReadonlyArray<{ readonly server: string; readonly answered: number }>;
}

/** Counts the answers by the server that gave them; equal counts in the order of the clones. */
export function countByServer(candidates: ReadonlyArray<Pick<Candidate, 'server'>>): ServerCounts {
	const counts = new Map<string, number>();
	for (const { server } of candidates) if (server !== undefined) counts.set(server, (counts.get(server) ?? 0) + 1);
	if (counts.size === 0) return {};
	const servers = [...counts].map(([server, answered]) => ({ server, answered }));
	return { servers: servers.sort((left, right) => right.answered - left.answered) };
}
