import { openPostgresProcess } from './openPostgresProcess.mts';

const { openDecisions } = await import('../../nodes/engine/memory/stores/postgres/decisions.ts');
const { voteAll } = await import('../../scripts/bench/decisions/voteAll.mts');

/** A process of its own that votes, thirteen at a time: `address prefix voters decisions quorum`. */
const { query, words: voting, close } = openPostgresProcess(8);
const decisions = openDecisions(query, async (_namespace, _signal, work) => await work());
const { signal } = new AbortController();
await voteAll(voting, async (key, ballot, rules) => await decisions.vote('voted', key, ballot, rules, signal));
await close();
