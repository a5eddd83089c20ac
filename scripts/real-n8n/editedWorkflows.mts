import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type Prints = Record<string, string>;

/** Where n8n keeps workflows and credentials below its user folder. */
export const databaseOf = (folder: string): string => join(folder, '.n8n', 'database.sqlite');

const noteFile = (folder: string): string => join(folder, '.workflows-as-imported.json');

/**
 * Ids of the workflows that a user has changed or deleted in the editor since they were imported.
 *
 * n8n must not be running. A workflow whose import was never noted counts as untouched. Running a workflow is no change.
 */
export async function findEditedWorkflows(folder: string): Promise<string[]> {
	// A folder that was emptied is a fresh start, not three deletions.
	if (!existsSync(databaseOf(folder))) return [];
	const imported = await readNote(folder);
	const present = readPrints(folder);
	return Object.keys(imported).filter((id) => present[id] !== imported[id]);
}

/** Keeps how these workflows look right after their import, beside what is known of others. */
export async function noteImportedWorkflows(folder: string, ids: readonly string[]): Promise<void> {
	// In Postgres, as in queue mode, nobody looks.
	if (!existsSync(databaseOf(folder))) return;
	const present = readPrints(folder);
	const noted = Object.fromEntries(ids.flatMap((id) => (present[id] === undefined ? [] : [[id, present[id]]])));
	await writeFile(noteFile(folder), JSON.stringify({ ...(await readNote(folder)), ...noted }, null, '\t'));
}

async function readNote(folder: string): Promise<Prints> {
	const text = await readFile(noteFile(folder), 'utf8').catch(() => '{}');
	return JSON.parse(text) as Prints;
}

function readPrints(folder: string): Prints {
	const database = new DatabaseSync(databaseOf(folder));
	try {
		const rows = database.prepare('SELECT id, name, nodes, connections, settings, pinData, isArchived FROM workflow_entity').all();
		return Object.fromEntries(rows.map(({ id, ...content }) => [String(id), printOf(content)]));
	} finally {
		database.close();
	}
}

const printOf = (content: object): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');
