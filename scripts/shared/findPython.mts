import { runCommand } from './runCommand.mts';
import { SetupError } from './setupError.mts';

export interface Python {
	readonly command: string;
	readonly version: readonly [major: number, minor: number];
}

export interface FindPythonOptions {
	/** Names to try, best first. */
	readonly candidates?: readonly string[];
	/** The oldest and the newest minor version of Python 3 that will do. */
	readonly oldest?: number;
	readonly newest?: number;
	readonly neededFor: string;
	readonly advice: string;
	/** How a command is run; tests pass their own. */
	readonly run?: (command: string, args: readonly string[]) => Promise<string>;
}

/**
 * Finds a Python that runs and whose version will do. A name that is only a broken shim is passed over.
 *
 * @throws SetupError that says which versions were seen.
 */
export async function findPython(options: FindPythonOptions): Promise<Python> {
	const { candidates = ['python3', 'python'], oldest = 8, newest = 99, run = runCommand } = options;
	const seen: string[] = [];
	for (const command of candidates) {
		const printed = await run(command, ['-c', 'import sys; print(*sys.version_info[:2])']).catch(() => '');
		const [major, minor] = printed.trim().split(' ').map(Number);
		if (major === undefined || minor === undefined || Number.isNaN(minor)) continue;
		if (major === 3 && minor >= oldest && minor <= newest) return { command, version: [major, minor] };
		seen.push(`${major}.${minor}`);
	}
	const found = seen.length === 0 ? 'no Python was found' : `only Python ${[...new Set(seen)].join(', ')} was found`;
	const wanted = oldest > 8 || newest < 99 ? `Python 3.${oldest} to 3.${newest}` : 'Python 3';
	throw new SetupError(`${options.neededFor} needs ${wanted}, and ${found}.`, options.advice);
}
