/** A path below a base address, before the query that the address may have. */
export function addPath(baseUrl: string, path: string): string {
	const at = baseUrl.indexOf('?');
	return at === -1 ? baseUrl + path : baseUrl.slice(0, at) + path + baseUrl.slice(at);
}

/** No key, no header: some servers answer 401 to an empty one. */
export const keyHeader = (apiKey: string): Record<string, string> => (apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` });

/** What the text says as JSON; undefined where it says nothing of the kind. */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Puts what `fetch` threw into a few words. */
export function whyUnreachable(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if (error.name === 'TimeoutError') return 'no answer in time';
	const cause = error.cause as { code?: string; message?: string } | undefined;
	return cause?.code === 'ECONNREFUSED' ? 'nothing listens there' : (cause?.code ?? cause?.message ?? error.message);
}
