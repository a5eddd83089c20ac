import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, EnvHttpProxyAgent, fetch, type Dispatcher, type Response } from 'undici';
import { nameOf, type AllowsHost } from './allowedHosts';
import { isPublicAddress } from './isPublicAddress';
import { PageRefusedError } from './pageRefusedError';
import { lookUp, publicLookup } from './publicLookup';
import { notPublic, readPageAddress } from './readPageAddress';
import { readBody } from './readBody';

/** What pages may be fetched, and by which way out. */
export interface PageAccess {
	readonly allows: AllowsHost;
	/** Looks names up before ours are checked; absent: as the system does. */
	readonly lookup?: LookupFunction;
	/** What else has a say in every address, by a rejection; absent: nothing. */
	readonly checkAddress?: (address: URL) => Promise<void>;
}

const MOST_REDIRECTS = 5;
const headers = { accept: 'text/html, text/plain, application/json;q=0.9, */*;q=0.5', 'user-agent': 'n8n-nodes-shadow-clones' };

/**
 * Fetches a page of the public web, or of a host that the user allows: its text, or its bytes where it has none.
 *
 * Each address on the way is checked, that of every redirect too, and so is what its name leads to when the connection is made. Behind a proxy of HTTP_PROXY or HTTPS_PROXY it is the proxy that looks names up: what can be looked up here is checked, and the rest is the proxy's to refuse.
 *
 * @throws PageRefusedError for an address that is not public; Error with a sentence for a page that is not there; whatever `signal.reason` is when aborted.
 */
export async function fetchPage(written: string, access: PageAccess, signal: AbortSignal): Promise<string | Uint8Array> {
	let address = readPageAddress(written, access.allows);
	for (let redirects = 0; ; redirects++) {
		await access.checkAddress?.(address);
		const dispatcher = await openWay(address, access);
		try {
			const answer = await send(address, dispatcher, signal);
			const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
			if (next === null) return await readBody(answer);
			if (redirects === MOST_REDIRECTS) throw new Error(`The page leads on to another one more than ${MOST_REDIRECTS} times.`);
			address = readPageAddress(next, access.allows, address);
		} finally {
			await dispatcher.destroy();
		}
	}
}

/** A way of its own for every address: kept-alive connections would outlive the checks of the next. */
async function openWay(address: URL, { allows, lookup = systemLookup }: PageAccess): Promise<Dispatcher> {
	const isAllowed = allows(address);
	const connect = { lookup: isAllowed ? lookup : publicLookup(lookup) };
	if (!['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].some((name) => (process.env[name] ?? '') !== ''))
		return new Agent({ connect });
	const found = isAllowed ? [] : await lookUp(lookup, nameOf(address)).catch(() => []);
	if (found.length > 0 && !found.some((each) => isPublicAddress(each.address))) throw notPublic(address);
	return new EnvHttpProxyAgent({ connect });
}

async function send(address: URL, dispatcher: Dispatcher, signal: AbortSignal): Promise<Response> {
	try {
		return await fetch(address, { dispatcher, headers, redirect: 'manual', signal });
	} catch (error) {
		signal.throwIfAborted();
		const { cause } = error as { cause?: unknown };
		if (cause instanceof PageRefusedError) throw cause;
		const words = cause instanceof Error ? cause.message : (error as Error).message;
		throw new Error(`The host ${JSON.stringify(address.host)} could not be reached: ${words}`);
	}
}
