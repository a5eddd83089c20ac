import { join } from 'node:path';
import { ThreadPool } from '../../../workers/threadPool';
import type { PagesTask } from './worker';

const TIMEOUT_MS = 5000;
const MEMORY_MB = 256;
const IDLE_MS = 30_000;
/** Of one tool output: pages behind that many characters are not read. */
const MOST_CHARACTERS = 1_000_000;

let shared: ThreadPool | undefined;

/**
 * Turns web pages into the text that a reader sees, in a worker: what a page is made of decides how long that takes.
 *
 * Undefined where that took more than five seconds or more memory than a page needs. Of pages with more than a million characters together, the last ones become a sentence.
 *
 * @throws whatever `signal.reason` is when aborted.
 */
export async function readPages(pages: readonly string[], signal: AbortSignal): Promise<readonly string[] | undefined> {
	signal.throwIfAborted();
	const taken = countWithin(pages, MOST_CHARACTERS);
	const task = (notes: PagesTask['notes']): PagesTask => ({ pages: pages.slice(0, taken), notes });
	const texts = await (shared ??= openPool()).runWithin<readonly string[]>(task, TIMEOUT_MS, signal);
	return texts && [...texts, ...pages.slice(taken).map(() => '(A web page that was left out, because there were too many.)')];
}

/** The first is always taken. */
function countWithin(pages: readonly string[], mostCharacters: number): number {
	let characters = 0;
	const beyond = pages.findIndex(({ length }, index) => (characters += length) > mostCharacters && index > 0);
	return beyond === -1 ? pages.length : beyond;
}

/** Two workers, so that one page which takes its time leaves the other to the next. */
const openPool = (): ThreadPool =>
	new ThreadPool(join(__dirname, 'worker'), __filename, {
		env: {},
		maxThreads: 2,
		idleTimeout: IDLE_MS,
		resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
	});
