import { registerHooks } from 'node:module';
import pg from 'pg';

registerHooks({
	resolve: (specifier, context, next) =>
		next(
			specifier.startsWith('.') && context.parentURL?.endsWith('.ts') && !/\.[cm]?[jt]s$/.test(specifier) ? `${specifier}.ts` : specifier,
			context,
		),
});
const { createConnection } = await import('../../nodes/engine/memory/stores/postgres/connection.ts');
const { openDecisions } = await import('../../nodes/engine/memory/stores/postgres/decisions.ts');
const { voteAll } = await import('../../scripts/bench/decisions/voteAll.mts');

/** A process of its own that votes, thirteen at a time: `address prefix voters decisions quorum`. */
const [address = '{}', ...voting] = process.argv.slice(2);
const pool = new pg.Pool({ ...(JSON.parse(address) as pg.PoolConfig), max: 8 });
const decisions = openDecisions(createConnection(pool).query, async (_namespace, _signal, work) => await work());
const { signal } = new AbortController();
await voteAll(voting, async (key, ballot, rules) => await decisions.vote('voted', key, ballot, rules, signal));
await pool.end();
