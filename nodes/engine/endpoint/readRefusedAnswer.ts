import type { Dispatcher } from 'undici';
import { FailedAttempt } from './failedAttempt';
import { readWait } from './readWait';

/** Takes down what an answer that is no success says, and how long its headers ask to be left alone; `readText` reads its body. A body that breaks off is as good as none. */
export async function readRefusedAnswer(
	{ statusCode: status, headers }: Dispatcher.ResponseData,
	readText: () => Promise<string>,
): Promise<FailedAttempt> {
	const waitMs = readWait(status, headers, Date.now());
	const { 'retry-after': retryAfter, location } = headers;
	return new FailedAttempt({
		kind: 'refused',
		status,
		body: await readText().catch(() => ''),
		...(waitMs === undefined ? {} : { waitMs }),
		...(retryAfter === undefined ? {} : { retryAfter: String(retryAfter) }),
		...(location === undefined ? {} : { location: String(location) }),
	});
}
