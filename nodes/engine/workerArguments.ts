/** What a worker thread of ours is started with: its file, and how Node is to run it. */
export interface WorkerArguments {
	readonly filename: string;
	readonly execArgv: string[];
}

/** Lets Node run TypeScript as it stands, for tests: imports here have no extension. */
const sourceLoader = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
registerHooks({
	resolve(specifier, context, next) {
		const isOurs = specifier.startsWith('.') && context.parentURL?.endsWith('.ts') && !/\\.[cm]?[jt]s$/.test(specifier);
		return next(isOurs ? specifier + '.ts' : specifier, context);
	},
});`)}`;

/**
 * How to start the worker whose path is given without its ending: the compiled one beside compiled callers, else the source itself.
 *
 * A worker's source, and whatever it imports, keeps to TypeScript that can be stripped: no enums, no parameter properties.
 */
export function workerArguments(pathWithoutEnding: string, caller: string): WorkerArguments {
	const isSource = caller.endsWith('.ts');
	return {
		filename: `${pathWithoutEnding}.${isSource ? 'ts' : 'js'}`,
		execArgv: ['--no-warnings', ...(isSource ? ['--import', sourceLoader] : [])],
	};
}
