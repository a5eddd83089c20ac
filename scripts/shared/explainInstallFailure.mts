import { CommandError } from './runCommand.mts';
import { SetupError } from './setupError.mts';

const reasons: ReadonlyArray<{ readonly sign: RegExp; readonly says: string; readonly advice: string }> = [
	{
		sign: /No module named pip|No module named ensurepip|ensurepip is not available/i,
		says: 'Python is here, but without pip.',
		advice: 'Add it (on Debian and Ubuntu: apt install python3-pip python3-venv), then try again.',
	},
	{
		sign: /No space left on device|ENOSPC|Disk quota exceeded/i,
		says: 'The disk is full.',
		advice: 'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk, then try again.',
	},
	{
		sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|Temporary failure in name resolution|Connection (refused|reset|aborted|broken)|timed out|Network is unreachable|ProxyError|IncompleteRead|SSLError|CERTIFICATE/i,
		says: 'The package registry cannot be reached.',
		advice: 'Check the network connection and the proxy settings, then try again.',
	},
	{
		sign: /Could not find a version|No matching distribution|E404|ETARGET|notarget/i,
		says: 'The registry does not offer this package for this machine.',
		advice: 'Check that the configured package registry mirrors everything, and that this system is one the package is built for.',
	},
	{
		sign: /EACCES|Permission denied/i,
		says: 'A folder may not be written to.',
		advice: 'Set XDG_CACHE_HOME to a folder of your own, then try again.',
	},
];

/** Puts what npm or pip printed into a sentence and one thing to do. `what` says what was to be installed. */
export function explainInstallFailure(what: string, error: unknown): SetupError {
	if (error instanceof SetupError) return error;
	const text = error instanceof CommandError ? `${error.code}\n${error.tail}` : String(error);
	const reason = reasons.find(({ sign }) => sign.test(text));
	if (reason) return new SetupError(`${what} could not be installed. ${reason.says}`, reason.advice, { cause: error });
	return new SetupError(
		`${what} could not be installed. ${error instanceof Error ? error.message : text}`,
		"The lines above are the installer's own; solve what they name, then try again.",
		{ cause: error },
	);
}

/** Whether trying once more may help: only when the network was at fault. */
export function isNetworkFailure(error: unknown): boolean {
	return error instanceof CommandError && (reasons[2]?.sign.test(error.tail) ?? false);
}
