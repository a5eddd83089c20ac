import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import { runCommand } from '../../scripts/shared/runCommand.mts';
import { fencesOf } from '../support/markdown/fencesOf';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

const checkout = join(__dirname, '../..');
const PATH = 'first-flow';

/** What README tells users to type, word for word. */
const commands = fencesOf(readFileSync(join(checkout, 'README.md'), 'utf8')).find(({ comment }) =>
	comment?.endsWith('test/e2e/intoOwnN8n.real.test.ts'),
)?.code;

const own = (name: string, type: string, place: number, parameters: object = {}) => ({
	id: type,
	name,
	type: `n8n-nodes-shadow-clones.${type}`,
	typeVersion: 1,
	position: [place * 220, 0],
	credentials: { vllmApi: { name: 'vLLM account' } },
	parameters,
});
const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

/** README's first flow, with a webhook in place of the chat. */
const firstFlow = {
	name: 'First flow',
	nodes: [
		{
			id: 'webhook',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			position: [0, 0],
			webhookId: 'f1257f10-0000-4a1a-9000-00000000c0de',
			parameters: { httpMethod: 'POST', path: PATH, responseMode: 'lastNode', options: {} },
		},
		own('Shadow Clone Fan-Out', 'shadowCloneFanOut', 1, { task: '={{ $json.body.chatInput }}' }),
		own('Clone Evaluator', 'cloneEvaluator', 2),
		own('Synthesizer', 'synthesizer', 3),
	],
	connections: {
		Webhook: to('Shadow Clone Fan-Out'),
		'Shadow Clone Fan-Out': to('Clone Evaluator'),
		'Clone Evaluator': to('Synthesizer'),
	},
	settings: { executionOrder: 'v1' },
} as unknown as Workflow;

describe('the package, put into an n8n that was there before by the words of README', () => {
	let home: string;
	let double: VllmDouble;
	let n8n: RunningN8n | undefined;

	beforeAll(async () => {
		home = await mkdtemp(join(tmpdir(), 'shadow-clones-own-n8n-'));
		double = await startVllmDouble({ models: ['double-1b'], maxModelLen: 32_768, answer: () => 'The capital of France is Paris.' });
		await (await startN8n({ folder: home, withPackage: false })).stop();
		await typeIn(commands ?? '', home);
		const credentials = [{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } }];
		n8n = await startN8n({ folder: home, withPackage: false, credentials, workflows: [firstFlow] });
	});
	afterAll(async () => {
		await n8n?.stop();
		await double?.close();
		await rm(home, { recursive: true, force: true });
		for (const archive of globSync('n8n-nodes-shadow-clones-*.tgz', { cwd: checkout })) await rm(join(checkout, archive));
	});

	it('answers a first flow by five clones', async () => {
		const response = await fetch(`${n8n?.address}/webhook/${PATH}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ chatInput: 'What is the capital of France?' }),
		});
		expect(await response.json()).toMatchObject({ text: 'The capital of France is Paris.' });
		const asked = double.requests.filter(({ messages }) => JSON.stringify(messages).includes('capital of France'));
		expect(asked.length).toBeGreaterThanOrEqual(5);
	});
});

/** In the checkout, as a user whose home this folder is; npm's cache and settings stay those of the machine. */
async function typeIn(lines: string, home: string): Promise<void> {
	const foreign = /^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|N8N_)/;
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	const env = {
		...Object.fromEntries(inherited),
		HOME: home,
		PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`,
		npm_config_cache: join(homedir(), '.npm'),
		npm_config_userconfig: join(homedir(), '.npmrc'),
	};
	await runCommand('bash', ['-euc', lines], { cwd: checkout, env, logFile: join(home, 'typed.log') });
}
