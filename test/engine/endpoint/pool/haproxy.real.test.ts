import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHaproxy } from '../../../../scripts/cluster/startHaproxy.mts';
import { createEndpoint } from '../../../../nodes/engine/endpoint';
import { runThroughKill } from '../../../support/runThroughKill';
import { runThroughStop } from '../../../support/runThroughStop';
import { startVllmDouble } from '../../../support/vllmDouble/index.ts';

const isHere = spawnSync('haproxy', ['-v']).status === 0;

/** Debian's HAProxy before some servers, as npm run cluster and docs/scale-out.md have it. */
async function balance(servers: readonly string[]): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
	const haproxy = await startHaproxy({ folder, servers });
	onTestFinished(async () => {
		await haproxy.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	return haproxy.baseUrl;
}

async function openBalanced() {
	const doubles = await Promise.all([0, 1].map(async () => await startVllmDouble({ stepMs: 'manual', answer: () => 'Well.' })));
	onTestFinished(async () => void (await Promise.all(doubles.map(async (double) => await double.close()))));
	return { doubles, baseUrl: await balance(doubles.map(({ baseUrl }) => baseUrl)) };
}

describe.skipIf(!isHere)('a real HAProxy before two servers', () => {
	it.each([16, 64, 256])('loses none of %d clones when one server dies in the middle, and shares no retry', async (clones) => {
		const { doubles, baseUrl } = await openBalanced();
		const { receipt } = await runThroughKill(baseUrl, doubles, clones);
		expect(receipt).toMatchObject({ asked: clones, answered: clones, missing: [] });
	});

	it.each([16, 64, 256])('stops %d clones on both', async (clones) => {
		const { doubles, baseUrl } = await openBalanced();
		await runThroughStop(baseUrl, () => createEndpoint({ baseUrl }), doubles, clones);
	});
});
