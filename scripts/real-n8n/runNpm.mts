import { delimiter, dirname } from 'node:path';
import { explainInstallFailure } from '../shared/explainInstallFailure.mts';
import { npmCommand } from '../shared/npmCommand.mts';
import { runCommand } from '../shared/runCommand.mts';

export interface RunNpmOptions {
	/** What is being installed, as the first words of a sentence. */
	readonly what: string;
	readonly cwd: string;
	/** Everything npm prints is appended here. */
	readonly logFile: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly signal?: AbortSignal;
}

/**
 * Runs npm in a folder of its own, under the Node that runs this script.
 *
 * What an outer `npm start` put into the environment is left behind: it would point npm at the checkout.
 *
 * @throws SetupError that says what was in the way: no network, no disk space, or npm's own last lines.
 */
export async function runNpm(args: readonly string[], options: RunNpmOptions): Promise<void> {
	const { command, args: first } = npmCommand();
	try {
		await runCommand(command, [...first, ...args], {
			cwd: options.cwd,
			logFile: options.logFile,
			env: { ...withoutOuterNpm(process.env), ...options.env },
			tailLines: 30,
			...(options.signal && { signal: options.signal }),
		});
	} catch (error) {
		if (options.signal?.aborted) throw error;
		const explained = explainInstallFailure(options.what, error);
		explained.message += `\n(npm's whole log is in ${options.logFile})`;
		throw explained;
	}
}

function withoutOuterNpm(outer: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const dropped =
		/^(npm_package_|npm_lifecycle_|npm_command$|npm_execpath$|npm_node_execpath$|npm_config_(local_prefix|ignore_scripts|prefix)$|INIT_CWD$)/;
	const kept = Object.entries(outer).filter(([name]) => !dropped.test(name));
	const path = `${dirname(process.execPath)}${delimiter}${outer['PATH'] ?? ''}`;
	return { ...Object.fromEntries(kept), PATH: path };
}
