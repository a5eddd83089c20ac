import { randomBytes } from 'node:crypto';
import type { Memory } from '../memory/memory';
import { memoryPreamble } from '../text/memoryFence';
import { createFence } from './fence';
import { showInvisible } from './showInvisible';

/**
 * Puts memories into one block for a prompt, marked as data, each with who said it, when, and how far it is trusted.
 *
 * `marker` is drawn afresh for every block. Invisible characters are written out as `[U+200B]` here; the memories themselves stay as they are.
 */
export function fenceMemories(memories: readonly Memory[], marker = randomBytes(6).toString('hex')): string {
	if (memories.length === 0) return 'Nothing was found in memory about this.';
	const fence = createFence(marker);
	const blocks = memories.map(({ text, author, source, trust, validFrom, validTo }) =>
		fence.enclose('memory', { author, source, trust, since: validFrom, until: validTo }, showInvisible(text)),
	);
	return `${memoryPreamble(marker)}\n\n${blocks.join('\n\n')}`;
}
