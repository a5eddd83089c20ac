import { InvalidInputError } from '../errors';

const EXAMPLE = 'Write it like http://localhost:8000/v1, as vLLM prints it when it starts.';

/** What people paste behind the part that matters. */
const PASTED_TAIL = /\/(chat\/completions|completions|responses|embeddings|models|health|version|metrics|docs|tokenize)$/;

/**
 * Turns an address as users type it into the one that requests go to.
 *
 * Without a scheme it is taken for http; without a path it gets `/v1`; a pasted `/v1/chat/completions` is cut back. Any other path
 * stays as it is, because proxies put model servers anywhere.
 *
 * @throws InvalidInputError when it is no address.
 */
export function parseAddress(typed: string): string {
	const trimmed = typed.trim();
	if (trimmed === '') throw new InvalidInputError('The address of the model server is empty.', EXAMPLE, 'Base URL');

	const url = readUrl(trimmed);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') {
		throw new InvalidInputError(
			`The address "${trimmed}" begins with ${url.protocol}//, which no model server speaks.`,
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

function readUrl(trimmed: string): URL {
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
	const url = /\s/.test(withScheme) ? null : URL.parse(withScheme);
	if (url === null || url.hostname === '') {
		throw new InvalidInputError(`"${trimmed}" is not an address of a model server.`, EXAMPLE, 'Base URL');
	}
	return url;
}
