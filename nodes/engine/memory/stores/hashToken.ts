import { createHash } from 'node:crypto';

/** What a store keeps of a token: a reader of the database cannot decide with it. */
export function hashToken(token: string): string {
	return createHash('sha256').update(JSON.stringify(token)).digest('hex');
}
