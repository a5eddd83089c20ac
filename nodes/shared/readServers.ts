import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { parseAddress, queryOf } from '../engine/endpoint/parseAddress';
import { InvalidInputError, isEngineError } from '../engine/errors';

/** One model server of a credential. */
export interface CredentialServer {
	readonly url: string;
	/** Empty: none. */
	readonly apiKey: string;
	readonly weight: number;
}

type Row = Readonly<Record<'url' | 'apiKey' | 'weight', unknown>>;

/**
 * The servers of a credential: the one of Base URL first, then the rows of More Servers that name one.
 *
 * One that stands there twice with the same key counts once, with the weight of the last row: so Base URL gets a weight, too. With another key it counts as another server.
 * Each has the key of its own row alone, so that no server is sent what belongs to another.
 *
 * @throws InvalidInputError for a row whose address, key or weight cannot be used; not for Base URL, which is read where it is asked.
 */
export function readServers(credentials: ICredentialDataDecryptedObject): readonly CredentialServer[] {
	const { values } = (credentials['moreServers'] ?? {}) as { values?: unknown };
	const rows = (Array.isArray(values) ? values : []) as readonly Partial<Row>[];
	const first = { url: toText(credentials['url']), apiKey: toText(credentials['apiKey']), weight: 1 };
	const more = rows.flatMap((row, index) => readRow(row, index) ?? []);
	if (more.length === 0) return [first];
	const bySense = new Map([first, ...more].map((server) => [`${addressOf(server)} ${server.apiKey.trim()}`, server]));
	return [...bySense.values()];
}

/** Undefined for a row that nobody filled in. */
function readRow({ url, apiKey, weight = 1 }: Partial<Row>, index: number): CredentialServer | undefined {
	if (toText(url).trim() === '') {
		if (toText(apiKey).trim() === '') return undefined;
		throw new InvalidInputError(
			`Row ${index + 1} of More Servers has an API Key and no Base URL`,
			'Enter the address of the server that the key is for, or remove the row.',
			'More Servers',
		);
	}
	const number = Number(weight);
	if (!Number.isFinite(number) || number <= 0 || weight === '') {
		throw new InvalidInputError(
			`The Weight in row ${index + 1} of More Servers is ${JSON.stringify(weight)}`,
			'Enter a number above 0, or 1 if the server takes as much as the first one.',
			'Weight',
		);
	}
	try {
		parseAddress(toText(url));
	} catch (error) {
		if (!isEngineError(error)) throw error;
		throw new InvalidInputError(`Row ${index + 1} of More Servers: ${error.message}`, error.advice, 'More Servers');
	}
	return { url: toText(url), apiKey: toText(apiKey), weight: number };
}

function addressOf({ url }: CredentialServer): string {
	return parseAddress(url) + queryOf(url);
}

export function toText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
