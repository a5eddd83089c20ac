import { expect, it } from 'vitest';
import { auditVotes, runVoters } from '../../scripts/bench/decisions/runVoters.mts';
import type { SharedDatabase } from './manyProcesses';

/** The three processes that are not killed have 39 votes for two values, so that one of these has at least 20. */
const voting = { processes: 4, voters: 13, decisions: 20, quorum: 20, killAfter: 100 };

/** What votes must keep when processes of their own cast them and one is killed in the middle. */
export function describeManyVoters(name: string, createDatabase: () => Promise<SharedDatabase>): void {
	it(`${name} makes each of ${voting.decisions} decisions once, by its quorum, while four processes vote and one is killed`, async () => {
		const database = await createDatabase();
		const store = database.open();
		const { script, arguments: place } = database.writer;
		const all = { ...voting, command: [script, ...place] };
		const told = await runVoters(all);
		const kept = await store.decisions.list('voted', { containing: '', limit: 1000 }, new AbortController().signal);
		expect(auditVotes(kept, told, all)).toEqual({ decided: voting.decisions, stuck: 0, offQuorum: 0, twice: 0, lost: 0 });
		expect(told.length).toBeGreaterThanOrEqual(3 * 13 * 20 + 100);
		expect(told.length).toBeLessThan(4 * 13 * 20);
		await store.close();
		await database.remove();
	});
}
