import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InvalidInputError } from '../../../nodes/engine/errors';
import type { RunFigures } from '../../../nodes/engine/receipts/keptReceipt';
import { keepReceipt, settleReceipts } from '../../../nodes/shared/keepReceipt';
import { openReceiptStore } from '../../../nodes/shared/openStore';

let folder: string;
beforeEach(() => void vi.stubEnv('N8N_USER_FOLDER', (folder = mkdtempSync(join(tmpdir(), 'keep-receipt-')))));
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

const figures: RunFigures = {
	kind: 'synthesis',
	models: ['m'],
	asked: 3,
	answered: 3,
	requests: 1,
	retries: 0,
	tokens: { prompt: 1, completion: 1, cached: 0, unknown: 0 },
	wallMs: 5,
};

/** A node without a Postgres credential, and what it tells below the canvas. */
function nodeWith(hints: string[]) {
	return {
		getNode: () => ({ name: 'Make' }),
		getWorkflow: () => ({ id: '1', name: 'W' }),
		getExecutionId: () => '7',
		getNodeParameter: () => ({}),
		getCredentials: () => {
			throw new InvalidInputError('Store is set to Postgres, and this node has no Postgres credential', 'Choose one.');
		},
		addExecutionHints: (...added: Array<{ readonly message: string }>) => void hints.push(...added.map(({ message }) => message)),
	} as never;
}

it('a store that cannot even be opened is told in the next run, once, and later receipts are kept', async () => {
	const hints: string[] = [];
	const { receipts } = await openReceiptStore({} as never, 0, { store: 'embedded', file: '' });
	keepReceipt(nodeWith(hints), 0, figures, { store: 'postgres', file: '' });
	await settleReceipts(receipts);
	expect(hints).toEqual([]);
	for (let run = 0; run < 2; run++) {
		keepReceipt(nodeWith(hints), 0, figures);
		await settleReceipts(receipts);
	}
	expect(hints).toEqual([
		expect.stringMatching(/^Receipts of earlier runs could not be kept for the report: Store is set to Postgres, and/),
	]);
	const kept = await receipts.list({}, { limit: 10 }, new AbortController().signal);
	expect(kept.receipts).toHaveLength(2);
});
