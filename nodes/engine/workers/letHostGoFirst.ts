import { setPriority } from 'node:os';

/** How far work of ours stands behind n8n's own thread: a tenth of its share where both want one core. */
const NICE = 10;

/**
 * Has n8n's own thread go before this one, or before the process named, where cores are few.
 *
 * On Linux alone: there a priority belongs to one thread, elsewhere to the whole process, n8n with it. Where it is not allowed, all go alike.
 */
export function letHostGoFirst(processId = 0): void {
	if (process.platform !== 'linux') return;
	try {
		setPriority(processId, NICE);
	} catch {
		// Not allowed here, or the process has ended already.
	}
}
