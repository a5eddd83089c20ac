import { constants } from 'node:os';

let isListening = false;

/**
 * Lets a signal that ends this process end it as `process.exit` does, so that what listens to `exit` is told: a service has a process group of its own, and stays for ever where nobody ends it.
 *
 * Where another listener takes a signal, that one decides.
 */
export function exitOnSignals(): void {
	if (isListening) return;
	isListening = true;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => {
			if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
		});
}
