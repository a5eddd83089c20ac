import { FailedAttempt } from '../failedAttempt';
import { asName, asRecord, type Json } from './lenient';

/**
 * Throws what a server said went wrong, though it answered with success: proxies do so, and every server in mid-stream.
 *
 * An error is an `error` that is not empty, FastAPI's `detail`, or the `object: "error"` of older vLLM and SGLang.
 *
 * @throws FailedAttempt with the status that the words name, 500 where they name none.
 */
export function throwSaidError(raw: unknown, body: string): void {
	const said = asRecord(Array.isArray(raw) ? raw[0] : raw);
	if (said === undefined || !saysError(said)) return;
	const status = statusOf(said);
	throw new FailedAttempt({ kind: 'refused', status: status ?? 500, body, ...(status === undefined ? { isSaid: true } : {}) });
}

function saysError(said: Json): boolean {
	const { error, detail, object, type } = said;
	if (asName(error) !== undefined || asRecord(error) !== undefined) return true;
	if (Array.isArray(error) && error.length > 0) return true;
	if (object === 'error' || type === 'error') return true;
	return said['choices'] === undefined && (asName(detail) !== undefined || (Array.isArray(detail) && detail.length > 0));
}

function statusOf(said: Json): number | undefined {
	const error = asRecord(said['error']);
	const candidates = [
		error?.['code'],
		error?.['status'],
		error?.['http_status'],
		error?.['status_code'],
		said['code'],
		said['status'],
		said['status_code'],
	];
	return candidates.map(Number).find((code) => Number.isInteger(code) && code >= 400 && code <= 599);
}
