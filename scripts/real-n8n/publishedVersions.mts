import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { databaseOf } from './editedWorkflows.mts';

/**
 * True when webhooks run the version that was published last, for each of these workflows.
 *
 * A version published from the command line is taken over by a running n8n some ten seconds after its start;
 * until then its webhooks answer, with the version before. An n8n without that table runs the last version at once.
 */
export function runsLatestVersions(folder: string, ids: readonly string[]): boolean {
	// In Postgres, as in queue mode, it cannot be looked up here.
	if (!existsSync(databaseOf(folder))) return true;
	const database = new DatabaseSync(databaseOf(folder), { readOnly: true });
	try {
		if (!database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'workflow_published_version'").get()) return true;
		const isLatest = database.prepare(
			`SELECT 1 FROM workflow_entity JOIN workflow_published_version ON workflowId = id
			 WHERE id = ? AND publishedVersionId = activeVersionId`,
		);
		return ids.every((id) => isLatest.get(id) !== undefined);
	} finally {
		database.close();
	}
}
