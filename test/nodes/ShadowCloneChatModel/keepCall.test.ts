import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatReceipt } from '../../../nodes/engine/chatClones/chatReceipt';
import { NoCloneAnsweredError } from '../../../nodes/engine/chatClones/errors';
import { describeKept } from '../../../nodes/engine/receipts/describeKept';
import { settleReceipts } from '../../../nodes/shared/keepReceipt';
import { openReceiptStore } from '../../../nodes/shared/openStore';
import { keepCall, keepFailedCall } from '../../../nodes/ShadowCloneChatModel/keepCall';

let folder: string;
beforeEach(() => void vi.stubEnv('N8N_USER_FOLDER', (folder = mkdtempSync(join(tmpdir(), 'keep-call-')))));
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

const contextWith = (options: object) =>
	({
		getNode: () => ({ name: `Model\n${'x'.repeat(300)}` }),
		getWorkflow: () => ({ id: undefined, name: 'Agent \ud800' }),
		getExecutionId: () => '7',
		getNodeParameter: () => options,
	}) as never;

async function kept() {
	const { receipts } = await openReceiptStore({} as never, 0, { store: 'embedded', file: '' });
	await settleReceipts(receipts);
	return (await receipts.list({}, { limit: 10 }, new AbortController().signal)).receipts;
}

const receipt: ChatReceipt = {
	clones: 5,
	answered: 3,
	stopped: 1,
	missing: [{ clone: 5, kind: 'overloaded', reason: 'The server said: everything about Anna' }],
	picked: { clone: 1, by: 'tool calls', agreement: { same: 2, of: 3 }, reason: 'Two of three call refund(Anna)' },
	requests: 6,
	retries: 2,
	durationMs: 900,
	tokens: { prompt: 10, completion: 20, cached: 0, unknown: 1 },
};

describe('a call that clones answer', () => {
	it('is kept with what they agreed in, under names on one line of a bounded length', async () => {
		keepCall(contextWith({}), 0, 'm', receipt);
		const [only, ...others] = await kept();
		expect(others).toEqual([]);
		expect(only).toMatchObject({
			...{ kind: 'chatModel', executionId: '7', workflow: { id: '', name: 'Agent �' }, models: ['m'] },
			...{
				asked: 5,
				answered: 3,
				stopped: 1,
				requests: 6,
				retries: 2,
				wallMs: 900,
				tokens: { prompt: 10, completion: 20, cached: 0, unknown: 1 },
			},
			failures: [{ kind: 'overloaded', clones: 1 }],
			outcome: { by: 'tool calls', result: 'picked', agreement: 2 / 3 },
		});
		expect(only?.node).toMatch(/^Model x{194}$/);
		expect(JSON.stringify(only)).not.toContain('Anna');
		expect(only && describeKept(only)).toBe('3 of 5 clones answered a call in 0.9 s; picked by tool calls, 67 % agreed.');
	});

	it('is kept where no clone answered, too, and nothing is of other errors', async () => {
		const failed = ['overloaded', 'overloaded', 'other'].map((kind, place) => ({ clone: place + 1, kind, reason: 'Secret', advice: '' }));
		keepFailedCall(
			contextWith({}),
			0,
			'm',
			new NoCloneAnsweredError(3, failed, { requests: 9, retries: 6, tokens: { prompt: 4, completion: 2, unknown: 8 } }),
		);
		keepFailedCall(contextWith({}), 0, 'm', new Error('Other'));
		const [only, ...others] = await kept();
		expect(others).toEqual([]);
		expect(only).toMatchObject({ requests: 9, retries: 6, tokens: { prompt: 4, completion: 2, unknown: 8 } });
		expect(only?.failures).toEqual([
			{ kind: 'overloaded', clones: 2 },
			{ kind: 'other', clones: 1 },
		]);
		expect(only && describeKept(only)).toBe('None of 3 clones answered a call.');
	});

	it.each([false, 'false'])('is not kept where Keep Receipts is %j', async (keepReceipts) => {
		keepCall(contextWith({ keepReceipts }), 0, 'm', receipt);
		expect(await kept()).toEqual([]);
	});
});
