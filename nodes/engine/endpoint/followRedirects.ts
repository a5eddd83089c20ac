import type { Dispatcher } from 'undici';

const MOST_REDIRECTS = 3;

/**
 * Sends a request, and again where the answer is a 307 or 308 to the same host, at most three times. Method, body and key go along.
 *
 * Any other redirect is given back as the answer.
 */
export async function followRedirects(
	url: string,
	send: (target: string) => Promise<Dispatcher.ResponseData>,
): Promise<{ readonly target: string; readonly answer: Dispatcher.ResponseData }> {
	let target = url;
	for (let followed = 0; ; followed++) {
		const answer = await send(target);
		const next = followed < MOST_REDIRECTS ? targetOf(target, answer) : undefined;
		if (next === undefined) return { target, answer };
		await answer.body.dump().catch(() => {});
		target = next;
	}
}

/** Undefined where it would bring the key to a server that it is not meant for: any but the same origin, or https instead of http where neither names a port. */
function targetOf(from: string, { statusCode, headers: { location } }: Dispatcher.ResponseData): string | undefined {
	if ((statusCode !== 307 && statusCode !== 308) || typeof location !== 'string') return undefined;
	const here = new URL(from);
	const there = URL.parse(location, from);
	if (there === null || there.username !== '' || there.password !== '') return undefined;
	const isSameOrigin = there.origin === here.origin;
	const isNowSecure =
		here.protocol === 'http:' && there.protocol === 'https:' && there.hostname === here.hostname && here.port === '' && there.port === '';
	return isSameOrigin || isNowSecure ? there.href : undefined;
}
