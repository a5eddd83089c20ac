import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { databaseOf } from './editedWorkflows.mts';

/** What `n8n publish:workflow` does; that command takes three seconds for each workflow. */
const publish = `
	UPDATE workflow_entity SET active = 1, activeVersionId = versionId, updatedAt = strftime('%Y-%m-%d %H:%M:%f', 'now')
	WHERE id = ? AND isArchived = 0 AND EXISTS (
		SELECT 1 FROM workflow_history WHERE workflowId = workflow_entity.id AND workflow_history.versionId = workflow_entity.versionId
	)`;

/**
 * Publishes the current versions of these workflows in n8n's SQLite database. n8n must not be running.
 *
 * @returns the ids that n8n's own command has to publish or to refuse: all of them in Postgres, as in queue mode, or where the database has
 * another shape, else those that are archived or not there
 */
export function publishWorkflows(folder: string, ids: readonly string[]): readonly string[] {
	if (!existsSync(databaseOf(folder))) return ids;
	const database = new DatabaseSync(databaseOf(folder), { timeout: 10_000 });
	try {
		const statement = database.prepare(publish);
		return ids.filter((id) => statement.run(id).changes !== 1);
	} catch {
		return ids;
	} finally {
		database.close();
	}
}
