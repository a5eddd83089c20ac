import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel, type RunningModelServer } from '../../scripts/embedded-model/startEmbeddedModel.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { askMagi, magiOf } from '../e2e/magi.ts';

/** What they decide is the models' affair: what must hold is how it was decided. */
const questions = [
	{ question: 'Is 7 a prime number?', choices: ['yes', 'no'] },
	{ question: 'Which of these is heaviest: a cat, a whale or a mouse?', choices: ['cat', 'whale', 'mouse'] },
	{ question: 'Is 51 a prime number?', choices: ['yes', 'no'] },
];

describe('the MAGI template on two real small models, each on its own server', () => {
	let folder: string;
	let n8n: RunningN8n;
	let balthazar: RunningModelServer;
	let melchior: RunningModelServer;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-magi-'));
		balthazar = await startEmbeddedModel({ model: 'small' });
		melchior = await startEmbeddedModel({ model: 'medium' });
		const servers = { url: balthazar.baseUrl, apiKey: '', moreServers: { values: [{ url: melchior.baseUrl, apiKey: '', weight: 1 }] } };
		n8n = await startN8n({
			folder,
			workflows: [magiOf({ models: { Balthazar: balthazar.model, Melchior: melchior.model } })],
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: servers }],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await balthazar?.stop();
		await melchior?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const ask = async (body: Readonly<Record<string, unknown>>) => await askMagi(`${n8n.address}/webhook/magi`, body);

	it.each(questions)('decides by both, or by the small one alone where its clones agree: $question', async (body) => {
		const { decision, decided, votes, asked, receipt } = await ask(body);
		const [small, large] = asked;
		expect(small).toMatchObject({ name: 'Balthazar', models: [balthazar.model] });
		const agreed = body.choices.some((choice) => small?.clones.filter((clone) => clone.decision === choice).length === 5);
		if (agreed) expect(receipt.Melchior.asked).toBe(0);
		if (large !== undefined) expect(large).toMatchObject({ name: 'Melchior', models: [melchior.model] });
		const forIt = votes.filter(({ value }) => value === decision).reduce((sum, { weight }) => sum + weight, 0);
		expect(decided).toBe(forIt >= 2);
		if (decided) expect(body.choices).toContain(decision);
	});

	it('tells what was decided before without asking either', async () => {
		const body = { question: 'Is fire hot?', choices: ['yes', 'no'] };
		const { decision, decided } = await ask(body);
		const again = await ask(body);
		expect(again).toMatchObject({ decision, decided });
		if (decided) expect(again).toMatchObject({ learned: true, receipt: { Balthazar: { requests: 0 }, Melchior: { requests: 0 } } });
	});
});
