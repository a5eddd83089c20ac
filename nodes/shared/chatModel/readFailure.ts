import type { Failure } from '../../engine/endpoint/failedAttempt';
import { asRecord, type Json } from '../../engine/endpoint/reading/lenient';
import { type Headers as NamedHeaders, readWait } from '../../engine/endpoint/readWait';

const DEEPEST = 6;

/** What errors without a status are called that stand for one. */
const NAMED_STATUSES: ReadonlyArray<readonly [RegExp, number]> = [
	[/ContextOverflow|INVALID_TOOL_RESULTS|ValidationException/, 400],
	[/MODEL_AUTHENTICATION|UnrecognizedClient|ExpiredToken/, 401],
	[/AccessDenied/, 403],
	[/MODEL_NOT_FOUND|ResourceNotFound/, 404],
	[/MODEL_RATE_LIMIT|Throttling|TooManyRequests/, 429],
	[/ServiceUnavailable/, 503],
];
const CONNECTION = /^(?:connection error|fetch failed|request timed out|network|socket hang up)/i;

/**
 * Reads what a model of LangChain threw: the status and the words of its provider, which lie in the error or in a cause of it, or a connection that broke.
 *
 * An error that is neither stands as one that the model said itself, and is not tried again.
 */
export function readFailure(thrown: unknown): Failure {
	const chain = causesOf(thrown);
	const status = chain.map(statusOf).find((each) => each !== undefined);
	if (status !== undefined) {
		const headers = chain.map(headersOf).find((each) => each !== undefined);
		const waitMs = headers === undefined ? undefined : readWait(status, headers, Date.now());
		return { kind: 'refused', status, body: bodyOf(chain), ...(waitMs === undefined ? {} : { waitMs }) };
	}
	const code = chain
		.map((error) => String(asRecord(error)?.['code'] ?? ''))
		.find((each) => /^(?:E[A-Z]|UND_ERR|CERT|ERR_|SELF_|DEPTH_|UNABLE_|HPE_)/.test(each));
	if (code !== undefined || chain.some((error) => CONNECTION.test(messageOf(error)) || asRecord(error)?.['name'] === 'TimeoutError'))
		return { kind: 'unanswered', error: innermost(chain), reused: false };
	return { kind: 'refused', status: 500, isInsideSuccess: true, body: bodyOf(chain) };
}

function causesOf(thrown: unknown): readonly unknown[] {
	const chain: unknown[] = [];
	for (let error = thrown; error != null && chain.length < DEEPEST && !chain.includes(error); error = asRecord(error)?.['cause'])
		chain.push(error);
	return chain;
}

function statusOf(error: unknown): number | undefined {
	const fields = asRecord(error) ?? {};
	const response = asRecord(fields['response']);
	const metadata = asRecord(fields['$metadata']);
	const given = [
		fields['status'],
		fields['statusCode'],
		fields['status_code'],
		response?.['status'],
		metadata?.['httpStatusCode'],
		fields['httpCode'],
	];
	const status = given.map(Number).find((each) => Number.isInteger(each) && each >= 400 && each < 600);
	if (status !== undefined) return status;
	const name = `${String(fields['lc_error_code'] ?? '')} ${String(fields['name'] ?? '')}`;
	return NAMED_STATUSES.find(([pattern]) => pattern.test(name))?.[1];
}

function headersOf(error: unknown): NamedHeaders | undefined {
	const fields = asRecord(error) ?? {};
	const headers = asRecord(fields['headers'] ?? asRecord(fields['response'])?.['headers']);
	if (headers === undefined) return undefined;
	// The web's Headers, of whichever copy.
	return Symbol.iterator in headers ? Object.fromEntries(headers as unknown as Iterable<[string, string]>) : (headers as NamedHeaders);
}

/** The provider's own body, the nearest to it first; else what the errors say. */
function bodyOf(chain: readonly unknown[]): string {
	const body = chain
		.toReversed()
		.map(ownBody)
		.find((each) => each !== undefined);
	if (body !== undefined)
		return typeof body === 'string' ? body : JSON.stringify(asRecord(body)?.['error'] === undefined ? { error: body } : body);
	const error = asRecord(innermost(chain)) ?? {};
	const message = messageOf(error);
	return JSON.stringify({ error: { message, ...(typeof error['code'] === 'string' ? { code: error['code'] } : {}), type: error['name'] } });
}

function ownBody(error: unknown): Json | string | undefined {
	const fields = asRecord(error) ?? {};
	const data = asRecord(fields['response'])?.['data'];
	return (
		asRecord(fields['error']) ??
		asRecord(data) ??
		(typeof fields['body'] === 'string' && fields['body'] !== '' ? fields['body'] : undefined)
	);
}

/** The last that says something. */
function innermost(chain: readonly unknown[]): unknown {
	return chain.findLast((error) => messageOf(error) !== '') ?? chain[0];
}

/** Without the address of a page about it, which LangChain adds. */
function messageOf(error: unknown): string {
	const message = typeof error === 'string' ? error : asRecord(error)?.['message'];
	return typeof message === 'string' ? (message.split('\n\nTroubleshooting URL:')[0] ?? '').trim() : '';
}
