import { createHash } from 'node:crypto';
import type { NewMemory } from './memory';

/** The key of something said by one job. What was said is part of it: in a loop, or as an agent's tool, one job says many things. */
export function idempotencyKeyOf(jobKey: string, said: Partial<Omit<NewMemory, 'text'>> & { readonly text: unknown }): string {
	return createHash('sha256')
		.update(JSON.stringify([jobKey, said]))
		.digest('hex');
}
