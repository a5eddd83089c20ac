import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, describe, expect, it } from 'vitest';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { runInEngine } from '../../support/runInEngine';

const folder = mkdtempSync(path.join(tmpdir(), 'nothing-found-'));
const file = path.join(folder, 'memory.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function gateway(operation: string, namespace: string, options: IDataObject, more: IDataObject = {}) {
	const parameters = { resource: 'memory', operation, namespace, options: { file, ...options }, ...more };
	return await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters }], [{}]);
}

/** What the hint says where the one memory is left out. */
async function hintOf(kept: IDataObject, asked: IDataObject, trust = 'user') {
	const namespace = crypto.randomUUID();
	const given = await gateway('remember', namespace, { validFrom: '2026-01-01', ...kept }, { trust, text: 'Anna prefers mornings' });
	expect(given.outputsOf('memory')[0]).toHaveLength(1);
	const ran = await gateway('recall', namespace, asked, { query: 'What does Anna prefer?', limit: 10 });
	expect(ran.outputsOf('memory')[0] ?? []).toEqual([]);
	return ran.hintsOf('memory').join('\n');
}

describe('Recall that finds nothing', () => {
	it.each([
		['Token Budget', { tokenBudget: 1 }, 'The one memory found in namespace ".+" is longer than the Token Budget of 1,'],
		['Session', { session: 'other' }, 'Nothing was found in namespace ".+", where Session is "other"'],
		['As Of', { asOf: '2025-01-01' }, 'where As Of is 2025-01-01T.+ and Include Untrusted is off, so'],
	])('names %s, which left out what is there', async (_, options, says) => {
		expect(await hintOf({ session: 'mine' }, options)).toMatch(new RegExp(says));
	});

	it('names Include Untrusted where it is off, and no condition where none is set', async () => {
		expect(await hintOf({}, {}, 'untrusted')).toContain('where Include Untrusted is off, so there are no items');
		const ran = await gateway('recall', crypto.randomUUID(), { includeUntrusted: true }, { query: 'Anna', limit: 10 });
		expect(ran.hintsOf('memory').join()).toMatch(/^Nothing was found in namespace "[\w-]+", so there are no items/);
	});
});
