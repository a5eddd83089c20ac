// Builtins only: this also runs on Node 20, before anything is installed.

const noNetwork = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|EHOSTUNREACH)\b/;
const noSpace = /\b(ENOSPC|no space left on device)\b/i;

/**
 * Turns what npm printed into what happened and one thing to do.
 *
 * @param {string} output everything npm printed, or its last lines
 * @param {string} logFile where the whole of it lies
 * @returns {{ message: string, advice: string }}
 */
export function npmTrouble(output, logFile) {
	const full = noSpace.exec(output);
	if (full) {
		return {
			message: 'npm ran out of disk space.',
			advice: 'Free some room on the disk that holds this checkout and your cache folder, then run the same command again.',
		};
	}
	const offline = noNetwork.exec(output);
	if (offline) {
		return {
			message: `npm could not reach its registry (${offline[1]}).`,
			advice: "Check the network, or npm's registry and proxy settings, then run the same command again: what was fetched already is kept.",
		};
	}
	const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^npm (warn|notice)/i.test(line));
	return {
		message: `npm stopped with an error. Its last lines:\n${lines.slice(-8).join('\n')}`,
		advice: `The whole log is in ${logFile}.`,
	};
}
