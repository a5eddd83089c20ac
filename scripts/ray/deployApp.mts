import { fileURLToPath } from 'node:url';
import { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';

/** A model as vLLM loads it. */
export interface RayModel {
	readonly name: string;
	/** The machine that runs it is the one that was started with this resource. */
	readonly resource: string;
	/** A folder or repository with the weights; by default, the name says it. */
	readonly source?: string;
	/** 1 by default; with 0 it runs on the CPU. */
	readonly gpus?: number;
	readonly replicas?: number;
	/** As vLLM's own arguments, such as `max_model_len`. */
	readonly engine?: Readonly<Record<string, unknown>>;
	readonly env?: Readonly<Record<string, string>>;
}

/** Models without weights, by name. */
export interface StandInApp {
	readonly models: Readonly<Record<string, { readonly replicas: number; readonly resources: Readonly<Record<string, number>> }>>;
	/** A file that gets a line for each answer begun, written or stopped. */
	readonly log?: string;
	readonly words?: number;
	readonly word_seconds?: number;
}

export interface Deployment {
	/** Of the head, as `host:port`. */
	readonly address: string;
	/** Where callers ask. */
	readonly host: string;
	readonly port: number;
	readonly models?: readonly RayModel[];
	readonly standIn?: StandInApp;
}

const script = fileURLToPath(new URL('deploy.py', import.meta.url));

/**
 * Asks a running Ray to serve an app; what answered at that address before is replaced.
 *
 * Returns before the models are loaded: a model whose machine has not joined yet waits for it.
 *
 * @throws SetupError with Ray's last lines.
 */
export async function deployApp(python: string, deployment: Deployment, signal?: AbortSignal): Promise<void> {
	try {
		const said = await runCommand(python, [script, JSON.stringify(deployment)], signal === undefined ? {} : { signal });
		if (!said.includes('deployed')) throw new Error(said.slice(-500));
	} catch (error) {
		signal?.throwIfAborted();
		throw new SetupError(
			`Ray did not take the app: ${(error as Error).message}`,
			'Look at the lines above for the reason, then try again.',
		);
	}
}
