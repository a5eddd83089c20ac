import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishWorkflows } from '../../../scripts/real-n8n/publishWorkflows.mts';

describe('publishWorkflows', () => {
	let folder = '';
	const open = () => new DatabaseSync(join(folder, '.n8n', 'database.sqlite'));
	const run = (...statements: string[]) => {
		const database = open();
		for (const statement of statements) database.exec(statement);
		database.close();
	};
	const read = () => {
		const database = open();
		const rows = database.prepare('SELECT id, active, activeVersionId FROM workflow_entity ORDER BY id').all();
		database.close();
		return rows.map((row) => ({ ...row }));
	};

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'publish-'));
		await mkdir(join(folder, '.n8n'));
		run(
			'CREATE TABLE workflow_entity (id, versionId, active DEFAULT 0, activeVersionId, isArchived DEFAULT 0, updatedAt)',
			'CREATE TABLE workflow_history (workflowId, versionId)',
			"INSERT INTO workflow_entity (id, versionId) VALUES ('a', 'v1'), ('b', 'v7'), ('c', 'v3')",
			"INSERT INTO workflow_history VALUES ('a', 'v1'), ('b', 'v6'), ('c', 'v3')",
		);
	});

	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	it('publishes the current version of each, and of no other', () => {
		expect(publishWorkflows(folder, ['a'])).toEqual([]);
		expect(read()).toEqual([
			{ id: 'a', active: 1, activeVersionId: 'v1' },
			{ id: 'b', active: 0, activeVersionId: null },
			{ id: 'c', active: 0, activeVersionId: null },
		]);
	});

	it("leaves to n8n's command what is archived, has no history or is not there", () => {
		run("UPDATE workflow_entity SET isArchived = 1 WHERE id = 'c'");
		expect(publishWorkflows(folder, ['a', 'b', 'c', 'd'])).toEqual(['b', 'c', 'd']);
	});

	it("leaves all to n8n's command where the database has another shape, or is another one", async () => {
		run('DROP TABLE workflow_history');
		expect(publishWorkflows(folder, ['a', 'b'])).toEqual(['a', 'b']);
		await rm(join(folder, '.n8n'), { recursive: true });
		expect(publishWorkflows(folder, ['a', 'b'])).toEqual(['a', 'b']);
	});
});
