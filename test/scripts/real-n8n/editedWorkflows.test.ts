import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findEditedWorkflows, noteImportedWorkflows } from '../../../scripts/real-n8n/editedWorkflows.mts';

describe('findEditedWorkflows', () => {
	let folder = '';
	const run = (sql: string, ...values: string[]) => {
		const database = new DatabaseSync(join(folder, '.n8n', 'database.sqlite'));
		database.prepare(sql).run(...values);
		database.close();
	};

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'edited-'));
		await mkdir(join(folder, '.n8n'));
		run('CREATE TABLE workflow_entity (id, name, nodes, connections, settings, pinData, isArchived DEFAULT 0, staticData)');
		for (const id of ['a', 'b', 'c']) run('INSERT INTO workflow_entity (id, name, nodes) VALUES (?, ?, ?)', id, `Workflow ${id}`, '[]');
		await noteImportedWorkflows(folder, ['a', 'b', 'c']);
	});

	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	it('finds nothing where nothing was changed, and does not take a run for a change', async () => {
		run("UPDATE workflow_entity SET staticData = '{}'");
		expect(await findEditedWorkflows(folder)).toEqual([]);
	});

	it('finds what was changed, archived or deleted', async () => {
		run("UPDATE workflow_entity SET nodes = '[1]' WHERE id = 'a'");
		run("UPDATE workflow_entity SET isArchived = 1 WHERE id = 'b'");
		run("DELETE FROM workflow_entity WHERE id = 'c'");
		expect(await findEditedWorkflows(folder)).toEqual(['a', 'b', 'c']);
	});

	it('takes a workflow as untouched again once it was imported anew', async () => {
		run("UPDATE workflow_entity SET nodes = '[1]' WHERE id = 'a'");
		await noteImportedWorkflows(folder, ['a']);
		expect(await findEditedWorkflows(folder)).toEqual([]);
	});

	it('finds nothing in a folder without a note of an import, and in one that was emptied', async () => {
		await rm(join(folder, '.n8n'), { recursive: true });
		expect(await findEditedWorkflows(folder)).toEqual([]);
		await rm(join(folder, '.workflows-as-imported.json'));
		expect(await findEditedWorkflows(folder)).toEqual([]);
	});
});
