import { FailedAttempt } from '../failedAttempt';
import { asCount, asName, asRecord, type Json } from './lenient';

/**
 * Throws what a server said went wrong, though it answered with success: proxies do so, and every server in mid-stream.
 *
 * An error is an `error` that is not empty, FastAPI's `detail`, or the `object: "error"` of older vLLM and SGLang.
 *
 * @throws FailedAttempt with the status that the words name, 500 where they name none.
 */
export function throwErrorInReply(raw: unknown, body: string): void {
	const said = asRecord(Array.isArray(raw) ? raw[0] : raw);
	if (said === undefined || !saysError(said)) return;
	const status = statusOf(said);
	throw new FailedAttempt({ kind: 'refused', status: status ?? 500, body, ...(status === undefined ? { isInsideSuccess: true } : {}) });
}

function saysError(said: Json): boolean {
	const { error, detail, object, type } = said;
	if (asName(error) !== undefined || saysSomething(asRecord(error))) return true;
	if (Array.isArray(error) && error.length > 0) return true;
	if (object === 'error' || type === 'error') return true;
	if (
		baseStatusOf(said) > 0 ||
		saysSomething(asRecord(asRecord(said['x_groq'])?.['error'])) ||
		asName(asRecord(said['x_groq'])?.['error']) !== undefined
	)
		return true;
	if (said['choices'] !== undefined) return false;
	return asName(detail) !== undefined || (Array.isArray(detail) && detail.length > 0) || saysFailure(said);
}

/** Some servers send an error that is empty beside every answer. */
function saysSomething(error: Json | undefined): boolean {
	return error !== undefined && Object.values(error).some((value) => value !== null && value !== '' && value !== 0 && value !== false);
}

/** MiniMax says how it went beside every answer; 0 is well. */
function baseStatusOf(said: Json): number {
	return asCount(asRecord(said['base_resp'])?.['status_code']) ?? 0;
}

/** A code and a sentence in the place of an answer (DashScope, Zhipu, SiliconFlow). */
function saysFailure({ success, code, message, msg }: Json): boolean {
	const hasWords = asName(message) !== undefined || asName(msg) !== undefined;
	const isCode = typeof code === 'string' ? !/^(?:0|200|ok|success)$/i.test(code) && code !== '' : typeof code === 'number' && code >= 400;
	return hasWords && (success === false || isCode);
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
