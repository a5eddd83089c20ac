/**
 * Something a script needs is not there. Says what happened, then one thing to do about it.
 *
 * Scripts print `message` and `advice` and exit 1; a stack trace is for what nobody foresaw.
 */
export class SetupError extends Error {
	readonly advice: string;

	constructor(message: string, advice: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'SetupError';
		this.advice = advice;
	}
}

/** Runs a script's main function; a foreseen obstacle ends it with its two sentences and exit code 1. */
export async function runScript(main: () => Promise<void>): Promise<void> {
	try {
		await main();
	} catch (error) {
		if (error instanceof SetupError) console.error(`\n${error.message}\n${error.advice}`);
		else console.error(error);
		process.exitCode = 1;
	}
}
