import { createHash } from 'node:crypto';

/** What tells one job's claim or vote from those of others; the same when n8n does the job a second time. */
export function tokenOf(jobKey: string, namespace: string, decision: string): string {
	return createHash('sha256')
		.update(JSON.stringify([jobKey, namespace, decision]))
		.digest('hex')
		.slice(0, 32);
}
