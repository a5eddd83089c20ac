import { EmbeddedSandbox } from './embedded/embeddedSandbox';
import { SandboxUnavailableError } from './errors';
import { findBubblewrap } from './python/bubblewrap';
import { BubblewrapSandbox } from './python/bubblewrapSandbox';
import { ServiceSandbox } from './service/serviceSandbox';
import type { Language, Sandbox } from './sandbox';

export * from './errors';
export { readCodeBlocks } from './codeBlocks';
export { extractCode, extractReadings } from './extractCode';
export * from './sandbox';

/** A code-running service in the shape of Piston. */
export interface SandboxServiceSettings {
	readonly url: string;
	readonly key?: string;
}

export interface SandboxSettings {
	/** Used for languages that this host has no sandbox of its own for. */
	readonly service?: SandboxServiceSettings;
}

/**
 * Finds the place to run a language: embedded for JavaScript and TypeScript, bubblewrap for Python where this host has it, else the service.
 *
 * Close it when done. Embedded sandboxes of one process share their workers, so opening one costs nothing.
 *
 * @throws SandboxUnavailableError when there is none.
 */
export async function createSandbox(language: Language, settings: SandboxSettings = {}): Promise<Sandbox> {
	for (const open of places[language]) {
		const sandbox = await open(settings);
		if (sandbox) return sandbox;
	}
	throw new SandboxUnavailableError(
		`There is no sandbox for ${language} on this machine`,
		'Install bubblewrap and Python 3 for the user that runs n8n, or give the address of a code-running service.',
	);
}

/**
 * What a code-running service runs a language with, such as `python 3.11.2`.
 *
 * @throws SandboxUnavailableError when it cannot be asked, or has no such language.
 */
export async function lookUpRuntime({ url, key }: SandboxServiceSettings, language: Language, signal: AbortSignal): Promise<string> {
	const sandbox = new ServiceSandbox(url, key);
	try {
		return await sandbox.lookUp(language, signal);
	} finally {
		await sandbox.close();
	}
}

type Place = (settings: SandboxSettings) => Promise<Sandbox | undefined>;

const embedded: Place = async () => new EmbeddedSandbox();

const bubblewrap: Place = async () => {
	const found = await findBubblewrap();
	return found && new BubblewrapSandbox(found);
};

const service: Place = async ({ service: settings }) => settings && new ServiceSandbox(settings.url, settings.key);

/** For each language, where it may run, best first. */
const places: Record<Language, readonly Place[]> = {
	javascript: [embedded],
	typescript: [embedded],
	python: [bubblewrap, service],
};
