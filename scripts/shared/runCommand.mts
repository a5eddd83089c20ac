import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

export interface RunCommandOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly signal?: AbortSignal;
	/** Everything the command prints is appended here as well. */
	readonly logFile?: string;
	/** Called for each line the command prints, on either stream. */
	readonly onLine?: (line: string) => void;
	/** How many of the last lines an error quotes. */
	readonly tailLines?: number;
}

/** A command that ended badly or could not be started. `code` is its exit code, or what the system called it, as ENOENT. */
export class CommandError extends Error {
	readonly code: number | string;
	readonly tail: string;

	constructor(command: string, code: number | string, tail: string) {
		super(
			typeof code === 'number'
				? `\`${command}\` ended with exit code ${code}. Its last lines:\n${tail}`
				: `\`${command}\` could not run to its end (${code}).${tail ? ` Its last lines:\n${tail}` : ''}`,
		);
		this.name = 'CommandError';
		this.code = code;
		this.tail = tail;
	}
}

/**
 * Runs a command without a shell to its end and returns what it wrote to stdout.
 *
 * @throws CommandError with its last lines when it cannot start, is killed, or exits with anything but 0.
 */
export async function runCommand(command: string, args: readonly string[], options: RunCommandOptions = {}): Promise<string> {
	const child = spawn(command, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		...(options.cwd !== undefined && { cwd: options.cwd }),
		...(options.env !== undefined && { env: options.env }),
		...(options.signal !== undefined && { signal: options.signal }),
	});
	const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile, { flags: 'a' });
	const tail: string[] = [];
	let stdout = '';
	const takeLines = (stream: NodeJS.ReadableStream, keep: boolean) => {
		let rest = '';
		stream.setEncoding('utf8');
		stream.on('data', (chunk: string) => {
			if (keep) stdout += chunk;
			log?.write(chunk);
			const lines = (rest + chunk).split(/\r?\n|\r/);
			rest = lines.pop() ?? '';
			for (const line of lines) noteLine(line);
		});
		stream.on('end', () => noteLine(rest));
	};
	const noteLine = (line: string) => {
		if (line.trim() === '') return;
		tail.push(line);
		if (tail.length > (options.tailLines ?? 15)) tail.shift();
		options.onLine?.(line);
	};
	takeLines(child.stdout, true);
	takeLines(child.stderr, false);

	try {
		const ended = await new Promise<number | string>((resolve) => {
			child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
			child.once('close', (code, signal) => resolve(code ?? signal ?? 'killed'));
		});
		if (ended !== 0) throw new CommandError([command, ...args].join(' '), ended, tail.join('\n'));
		return stdout;
	} finally {
		log?.end();
	}
}
