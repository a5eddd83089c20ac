import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runsLatestVersions } from '../../../scripts/real-n8n/publishedVersions.mts';

describe('runsLatestVersions', () => {
	let folder = '';
	const run = (...statements: string[]) => {
		const database = new DatabaseSync(join(folder, '.n8n', 'database.sqlite'));
		for (const statement of statements) database.exec(statement);
		database.close();
	};

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'published-'));
		await mkdir(join(folder, '.n8n'));
		run('CREATE TABLE workflow_entity (id, activeVersionId)', "INSERT INTO workflow_entity VALUES ('a', 'v2'), ('b', 'v1')");
	});

	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	it('is true where n8n keeps no such table', () => {
		expect(runsLatestVersions(folder, ['a', 'b'])).toBe(true);
	});

	it('is true once every workflow runs the version that was published last', () => {
		run(
			'CREATE TABLE workflow_published_version (workflowId, publishedVersionId)',
			"INSERT INTO workflow_published_version VALUES ('b', 'v1')",
		);
		expect(runsLatestVersions(folder, ['b'])).toBe(true);
		expect(runsLatestVersions(folder, ['a', 'b'])).toBe(false);
		run("INSERT INTO workflow_published_version VALUES ('a', 'v1')");
		expect(runsLatestVersions(folder, ['a', 'b'])).toBe(false);
		run("UPDATE workflow_published_version SET publishedVersionId = 'v2'");
		expect(runsLatestVersions(folder, ['a'])).toBe(true);
	});
});
