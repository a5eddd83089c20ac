import type { Query } from './query';
import { migrations } from './migrations';
import { UnusableStore } from '../unusableStore';

/** Any number that no other program uses for its own locks: "ShadClon" in ASCII. */
const MIGRATION_LOCK = '6010491706896871278';

/**
 * Brings the schema `shadow_clones` up to date, and makes it where there is none, once, however many processes start together.
 *
 * pgvector is used where the server has it and this user may switch it on.
 *
 * @throws UnusableStore when a schema of that name is somebody else's, or of a later version of this package; it is left untouched.
 */
export async function migrate(query: Query): Promise<void> {
	if ((await readVersion(query)) === migrations.length) return;
	await query('BEGIN');
	try {
		await query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
		const version = await readVersion(query);
		if (version === 0)
			await query(
				'CREATE SCHEMA IF NOT EXISTS shadow_clones; CREATE TABLE shadow_clones.schema_version (version integer NOT NULL); INSERT INTO shadow_clones.schema_version VALUES (0)',
			);
		for (const migration of migrations.slice(version))
			if (typeof migration === 'string') await query(migration);
			else await migration(query);
		await query('UPDATE shadow_clones.schema_version SET version = $1', [migrations.length]);
		await query('COMMIT');
	} catch (error) {
		await query('ROLLBACK').catch(() => {});
		throw error;
	}
	await query('CREATE EXTENSION IF NOT EXISTS vector').catch(() => {});
}

async function readVersion(query: Query): Promise<number> {
	const [found] = await query(
		`SELECT (SELECT count(*) FROM information_schema.tables WHERE table_schema = 'shadow_clones') AS tables, to_regclass('shadow_clones.schema_version') IS NOT NULL AS is_ours`,
	);
	if (found?.['is_ours'] !== true) {
		if (Number(found?.['tables']) > 0) throw new UnusableStore('notOurs');
		return 0;
	}
	const [row] = await query('SELECT version FROM shadow_clones.schema_version');
	const version = Number(row?.['version'] ?? 0);
	if (version > migrations.length) throw new UnusableStore('newerSchema', version);
	return version;
}
