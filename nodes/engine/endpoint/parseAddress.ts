import { InvalidInputError } from '../errors';

const EXAMPLE = 'Write it like http://localhost:8000/v1, as vLLM prints it when it starts.';

/** What people paste behind the part that matters. */
const PASTED_TAIL = /\/(chat\/completions|completions|responses|embeddings|models|health|version|metrics|docs|tokenize)$/;

/**
 * Turns an address as users type it into the one that requests go to, without its query (see `queryOf`).
 *
 * Without a scheme it is taken for http; without a path it gets `/v1`; a pasted `/v1/chat/completions` is cut back. Any other path
 * stays as it is, because proxies put model servers anywhere. A fragment is dropped.
 *
 * @throws InvalidInputError when it is no address; its words hold no password and no query, where keys may stand.
 */
export function parseAddress(typed: string): string {
	const trimmed = typed.trim();
	if (trimmed === '') throw new InvalidInputError('The address of the model server is empty.', EXAMPLE, 'Base URL');

	const url = readUrl(trimmed);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') {
		throw new InvalidInputError(
			`The address "${withoutSecrets(trimmed)}" begins with ${url.protocol}//, which no model server speaks.`,
			EXAMPLE,
			'Base URL',
		);
	}
	if (url.username !== '' || url.password !== '') {
		throw new InvalidInputError(
			'The address of the model server holds a user name or password.',
			'Take them out of the address; a key belongs into the field API Key.',
			'Base URL',
		);
	}
	const path = url.pathname.replace(/\/+$/, '').replace(PASTED_TAIL, '').replace(/\/+$/, '');
	return url.origin + (path === '' ? '/v1' : path);
}

/** What every request carries behind its path, such as `?api-version=2024-10-21`; empty where the address has no query. */
export function queryOf(typed: string): string {
	return readUrl(typed.trim()).search;
}

/** The deployment that an address of Azure ends in, which is the model that answers there whatever the request names. */
export function deploymentOf(baseUrl: string): string | undefined {
	const name = /\/deployments\/([^/]{1,200})$/.exec(baseUrl)?.[1];
	return name === undefined ? undefined : decodeName(name);
}

function decodeName(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

function readUrl(trimmed: string): URL {
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
	const url = /\s/.test(withScheme) ? null : URL.parse(withScheme);
	if (url === null || url.hostname === '') {
		throw new InvalidInputError(`"${withoutSecrets(trimmed)}" is not an address of a model server.`, EXAMPLE, 'Base URL');
	}
	return url;
}

function withoutSecrets(address: string): string {
	const [scheme = ''] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(address) ?? [];
	const rest = address.slice(scheme.length);
	const end = rest.search(/[?#]/);
	const place = end === -1 ? rest : rest.slice(0, end);
	const at = rest.lastIndexOf('@');
	if (at === -1) return scheme + place;
	// A password may have a question mark, and a query an @: where both stand, neither is told.
	return at < place.length ? `${scheme}…${place.slice(at)}` : `${scheme}…`;
}
