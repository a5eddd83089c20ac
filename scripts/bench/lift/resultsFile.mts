import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** One answer of one clone, with all that is needed to judge it again. */
export interface KeptAnswer {
	readonly approach: string;
	readonly text: string;
	readonly finishReason: string;
	readonly promptTokens: number;
	readonly completionTokens: number;
	readonly ms: number;
}

/** Which answers pass the hidden tests, and which one was picked without them, counted from 0; -1: none. */
export interface CodeVerdict {
	readonly right: readonly boolean[];
	/** By what Automatic chooses: the examples of the task first, then how the code behaves. */
	readonly picked: number;
	/** By how the code behaves alone. */
	readonly byBehaviour: number;
	/** What Automatic chose. */
	readonly by: string;
	/** Examples of the task that say what should come. */
	readonly examples: number;
}

/** What became of one question in one row of the table. */
export interface KeptQuestion {
	readonly row: string;
	readonly id: string;
	readonly answers: readonly KeptAnswer[];
	/** Until the last clone had answered. */
	readonly wallMs: number;
	readonly verdict?: CodeVerdict;
	/** The answer to an open question that the model itself finds best, counted from 0; -1: none. */
	readonly judged?: number;
}

/** Under what the questions after it were asked. */
export interface KeptStart {
	readonly startedAt: string;
	readonly machine: string;
	readonly served: string;
	readonly model: string;
	readonly command: string;
}

export type KeptLine = KeptQuestion | KeptStart;

export const isQuestion = (line: KeptLine): line is KeptQuestion => 'row' in line;

/**
 * The answers of one model: lines of JSON, appended one by one, so that a run that is killed goes on where it was.
 *
 * A line that was being written then is not read, and neither are those before the same question was asked again.
 */
export class ResultsFile {
	readonly #open: string;
	readonly #packed: string;

	/** @param path without its ending: `.jsonl` while it is written, `.jsonl.gz` when it was packed. */
	constructor(path: string) {
		this.#open = `${path}.jsonl`;
		this.#packed = `${path}.jsonl.gz`;
	}

	read(): readonly KeptLine[] {
		const packed = existsSync(this.#packed) ? gunzipSync(readFileSync(this.#packed)).toString('utf8') : '';
		const open = existsSync(this.#open) ? readFileSync(this.#open, 'utf8') : '';
		const lines = `${packed}\n${open}`.split('\n').flatMap((line) => parseLine(line) ?? []);
		const last = new Map<string, KeptLine>();
		for (const [place, line] of lines.entries()) {
			const key = isQuestion(line) ? `${line.row} ${line.id}` : `start ${place}`;
			last.delete(key);
			last.set(key, line);
		}
		return [...last.values()];
	}

	append(line: KeptLine): void {
		mkdirSync(dirname(this.#open), { recursive: true });
		// The line before may have been cut in its middle.
		const isTorn = existsSync(this.#open) && !readFileSync(this.#open, 'utf8').endsWith('\n');
		appendFileSync(this.#open, `${isTorn ? '\n' : ''}${JSON.stringify(line)}\n`);
	}

	/** Writes everything into the packed file; starts that no question follows are left out. */
	pack(lines = this.read()): void {
		const kept = lines.filter((line, place) => isQuestion(line) || isQuestion(lines[place + 1] ?? line));
		mkdirSync(dirname(this.#packed), { recursive: true });
		writeFileSync(this.#packed, gzipSync(`${kept.map((line) => JSON.stringify(line)).join('\n')}\n`, { level: 9 }));
		rmSync(this.#open, { force: true });
	}
}

function parseLine(line: string): KeptLine | undefined {
	if (line.trim() === '') return undefined;
	try {
		return JSON.parse(line) as KeptLine;
	} catch {
		return undefined;
	}
}
