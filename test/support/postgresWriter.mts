import { writeSync } from 'node:fs';
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
const { remember } = await import('../../nodes/engine/memory/stores/postgres/remember.ts');
const { hashName } = await import('../../nodes/engine/memory/stores/postgres/encodeText.ts');

/** A process of its own that remembers, each in a transaction, and acknowledges each on a line of its own: `address prefix count`. With no prefix it says the same every time. */
const [address = '{}', prefix = '', count = '0'] = process.argv.slice(2);
const pool = new pg.Pool({ ...(JSON.parse(address) as pg.PoolConfig), max: 1 });
const { transact } = createConnection(pool);
for (let number = 0; number < Number(count); number++) {
	const text = prefix === '' ? 'Everyone says this' : `${prefix} says number${number} of many`;
	await transact(
		hashName('written'),
		async (query) => await remember(query, 'written', [{ text, trust: 'agent' }], new Date().toISOString()),
	);
	writeSync(1, `${text}\n`);
}
await pool.end();
