/** Takes one line of progress. Functions that set something up report through it and never print. */
export type OnStep = (line: string) => void;

export interface StepOptions {
	readonly output?: NodeJS.WritableStream & { isTTY?: boolean };
	/** How often a plain log says that the wait goes on. */
	readonly remindMs?: number;
}

/**
 * Runs `work` under one line of progress: what is being waited for, and for how long.
 *
 * On a terminal the line is rewritten each second; elsewhere lines are only ever added. `work` may
 * call `say` to name what it is waiting for now; an error passes through after its line is closed.
 */
export async function step<Result>(waitingFor: string, work: (say: OnStep) => Promise<Result>, options: StepOptions = {}): Promise<Result> {
	const output = options.output ?? process.stdout;
	const startedAt = Date.now();
	const elapsed = () => formatSeconds(Date.now() - startedAt);
	let detail = '';
	const line = () => (detail ? `${waitingFor}: ${detail}` : waitingFor);
	const show = () => output.write(output.isTTY ? `\r\x1b[K… ${clip(line())}, ${elapsed()}` : `… ${line()}, ${elapsed()}\n`);
	const say = (next: string) => {
		if (next === detail) return;
		detail = next;
		show();
	};
	show();
	const timer = setInterval(show, output.isTTY ? 1000 : (options.remindMs ?? 15_000));
	try {
		const result = await work(say);
		output.write(`${output.isTTY ? '\r\x1b[K' : ''}✓ ${waitingFor}, ${elapsed()}\n`);
		return result;
	} catch (error) {
		output.write(`${output.isTTY ? '\r\x1b[K' : ''}✗ ${line()}, ${elapsed()}\n`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

function formatSeconds(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A line longer than the terminal would wrap, and could not be rewritten. */
function clip(text: string): string {
	const room = Math.max(20, (process.stdout.columns ?? 100) - 16);
	return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
