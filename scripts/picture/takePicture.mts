import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startN8n } from '../real-n8n/startN8n.mts';
import type { RunningN8n } from '../real-n8n/startN8n.mts';
import { SetupError, runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { openPage } from './openPage.mts';

const template = fileURLToPath(new URL('../../workflows/code-variations.json', import.meta.url));
const picture = fileURLToPath(new URL('../../workflows/code-variations.png', import.meta.url));
const browser = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const size = { width: 1440, height: 860 };

/** Takes README's picture of the template in the editor of a real n8n. Needs a Chromium (`CHROMIUM` says where). */
async function takePicture(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-picture-'));
	const n8n = await step(
		'starting n8n',
		async (say) =>
			await startN8n({
				folder,
				workflows: [template],
				credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: 'http://127.0.0.1:8000/v1', apiKey: '' } }],
				env: { N8N_DISABLE_UI: 'false' },
				onStep: say,
			}),
	);
	try {
		await step('taking the picture', async () => await photograph(n8n, folder));
	} finally {
		await n8n.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function photograph(n8n: RunningN8n, folder: string): Promise<void> {
	const { cookie, workflowId } = await logIn(n8n);
	const flags = [
		'--headless',
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--hide-scrollbars',
	];
	const profile = join(folder, 'chromium');
	const chromium = spawn(
		browser,
		[...flags, `--user-data-dir=${profile}`, `--window-size=${size.width},${size.height}`, '--remote-debugging-port=0', 'about:blank'],
		{ stdio: 'ignore' },
	);
	try {
		const page = await openPage(await readPort(join(profile, 'DevToolsActivePort')));
		await page.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
		await page.send('Network.setCookie', { name: 'n8n-auth', value: cookie, url: n8n.address, httpOnly: true });
		await page.send('Page.navigate', { url: `${n8n.address}/workflow/${workflowId}` });
		await page.until(`document.querySelectorAll('[data-test-id="canvas-node"]').length >= 6`);
		// The canvas moves to fit its nodes, and fonts and icons come in, without anything to wait for.
		await sleep(4_000);
		// n8n's own advice to newcomers would cover the workflow.
		await page.evaluate(
			`document.querySelectorAll('[data-reka-popper-content-wrapper], .el-notification').forEach((element) => element.remove())`,
		);
		await page.evaluate(`document.querySelector('[data-test-id="zoom-to-fit"]')?.click()`);
		await sleep(1_500);
		const { data } = (await page.send('Page.captureScreenshot', { format: 'png' })) as { data: string };
		await writeFile(picture, Buffer.from(data, 'base64'));
		page.close();
	} finally {
		chromium.kill('SIGKILL');
	}
}

async function logIn({ address, owner }: RunningN8n): Promise<{ readonly cookie: string; readonly workflowId: string }> {
	const headers = { 'content-type': 'application/json' };
	const login = await fetch(`${address}/rest/login`, {
		method: 'POST',
		headers,
		body: JSON.stringify({ emailOrLdapLoginId: owner.email, password: owner.password }),
	});
	const cookie = /n8n-auth=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1];
	if (cookie === undefined) throw new SetupError(`n8n did not let its owner in: ${await login.text()}`, 'Look at ensureOwner.mts.');
	const list = await fetch(`${address}/rest/workflows`, { headers: { cookie: `n8n-auth=${cookie}` } });
	const { data } = (await list.json()) as { data: ReadonlyArray<{ id: string }> };
	const [workflow] = data;
	if (workflow === undefined) throw new SetupError('n8n lists no workflow', 'Look at fillN8n.mts.');
	return { cookie, workflowId: workflow.id };
}

async function readPort(file: string): Promise<number> {
	for (let tries = 0; tries < 100; tries++) {
		const text = await readFile(file, 'utf8').catch(() => '');
		if (text !== '') return Number(text.split('\n')[0]);
		await sleep(100);
	}
	throw new SetupError(`No Chromium came up at ${browser}`, 'Install one, or say where it is with CHROMIUM.');
}

await runScript(takePicture);
