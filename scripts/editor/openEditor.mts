import { chromium } from 'playwright-core';
import type { Locator, Page } from 'playwright-core';
import type { RunningN8n } from '../real-n8n/startN8n.mts';
import { SetupError } from '../shared/setupError.mts';
import { findChromium } from './findChromium.mts';

/** n8n's editor in a browser of its own, used by mouse and keyboard. */
export interface Editor {
	readonly page: Page;
	readonly address: string;
	/** What a user's hand had to do so far. Words typed into a search count as no field; Enter and Escape are no clicks. */
	readonly effort: { clicks: number; typedFields: number };
	/** Errors that n8n or the page have shown or logged so far. */
	readonly troubles: readonly string[];
	/** The element that n8n marks with this test id. */
	part(testId: string): Locator;
	click(target: Locator): Promise<void>;
	/** Replaces what stands in a field. */
	fill(field: Locator, text: string): Promise<void>;
	close(): Promise<void>;
}

export interface OpenEditorOptions {
	readonly width?: number;
	readonly height?: number;
}

/** A loaded machine may take this long to show the next thing. */
const patienceMs = 120_000;

/**
 * Opens a browser whose user is logged in to this n8n as its owner. n8n must serve its editor (`N8N_DISABLE_UI: 'false'`).
 *
 * @throws SetupError where there is no Chromium, or n8n does not know its owner
 */
export async function openEditor(n8n: RunningN8n, { width = 1500, height = 900 }: OpenEditorOptions = {}): Promise<Editor> {
	const executablePath = findChromium();
	if (executablePath === undefined) {
		throw new SetupError(
			'No Chromium was found.',
			'Install one (Debian: apt-get install chromium), or say where it is with CHROMIUM_PATH.',
		);
	}
	const browser = await chromium.launch({
		executablePath,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage'],
	});
	try {
		const context = await browser.newContext({ viewport: { width, height } });
		await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: n8n.address });
		await context.addCookies([{ name: 'n8n-auth', value: await logIn(n8n), url: n8n.address, httpOnly: true }]);
		const page = await context.newPage();
		page.setDefaultTimeout(patienceMs);
		return useEditor(page, n8n.address, () => browser.close());
	} catch (error) {
		await browser.close();
		throw error;
	}
}

function useEditor(page: Page, address: string, close: () => Promise<void>): Editor {
	const effort = { clicks: 0, typedFields: 0 };
	return {
		page,
		address,
		effort,
		troubles: watchTroubles(page, address),
		part: (testId) => page.locator(`[data-test-id="${testId}"]`),
		click: async (target) => {
			effort.clicks++;
			await target.click();
		},
		fill: async (field, text) => {
			effort.typedFields++;
			await field.fill(text);
		},
		close,
	};
}

/**
 * Requests to n8n's makers fail on a closed network, and are no trouble of ours. Nor is a missing schema: n8n asks for one of each node's
 * output, and few nodes have it.
 */
function watchTroubles(page: Page, address: string): readonly string[] {
	const troubles: string[] = [];
	page.on('pageerror', (error) => troubles.push(`The page threw: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
			troubles.push(`The console says: ${message.text()}`);
	});
	page.on('response', (response) => {
		const isOurs = response.url().startsWith(address) && !response.url().startsWith(`${address}/schemas/`);
		if (response.status() >= 400 && isOurs) {
			troubles.push(`n8n answered ${response.status()} to ${response.request().method()} ${response.url().slice(address.length)}`);
		}
	});
	return troubles;
}

async function logIn({ address, owner }: RunningN8n): Promise<string> {
	const login = await fetch(`${address}/rest/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ emailOrLdapLoginId: owner.email, password: owner.password }),
	});
	const cookie = /n8n-auth=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1];
	if (cookie === undefined)
		throw new SetupError(`n8n did not let its owner in: ${await login.text()}`, 'Look at scripts/real-n8n/owner.mts.');
	return cookie;
}
