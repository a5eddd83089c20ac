import type { IExecuteFunctions } from 'n8n-workflow';
import type { ScorerTools } from '../engine/evaluate/scorers';
import { createSandbox, extractCode, type Language, type Sandbox, type SandboxServiceSettings } from '../engine/sandbox';

/** Languages that a code-running service is asked to run where this host cannot. */
export const serviceLanguages: Language[] = ['python'];

/** What scorers need from outside, as the node's credentials give it; `close` gives the opened sandboxes back. */
export function openTools(context: IExecuteFunctions, itemIndex: number): { readonly tools: ScorerTools; readonly close: () => Promise<void> } {
	const opened: Sandbox[] = [];
	const openSandbox = async (language: Language) => {
		const service = serviceLanguages.includes(language) ? await readService(context, itemIndex) : undefined;
		const sandbox = await createSandbox(language, service === undefined ? {} : { service });
		opened.push(sandbox);
		return sandbox;
	};
	const close = async () => {
		await Promise.all(opened.map((sandbox) => sandbox.close()));
	};
	return { tools: { openSandbox, extractCode }, close };
}

/** The credential is optional, and n8n throws when asked for one that is not set. */
async function readService(context: IExecuteFunctions, itemIndex: number): Promise<SandboxServiceSettings | undefined> {
	if (context.getNode().credentials?.['sandboxServiceApi'] === undefined) return undefined;
	const { url, apiKey } = await context.getCredentials<{ url: string; apiKey?: string }>('sandboxServiceApi', itemIndex);
	return { url, ...(apiKey !== undefined && apiKey !== '' && { key: apiKey }) };
}
