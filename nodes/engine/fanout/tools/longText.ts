import { withoutBinary } from './binaryText';

/** Parsing as much takes some hundredths of a second. */
const LONGEST_PARSED = 1_500_000;
const MOST_FIELDS = 50;

/**
 * What n8n's tools put around a long text or web page, such as `[{"data":"…"}]`, with the beginnings of its texts; undefined for any other JSON, of which there would be more to do.
 */
export function readLongText(json: string, mostCharacters: number): unknown {
	if (json.length > LONGEST_PARSED || !/^\s*(?:\[\s*)?\{/.test(json)) return undefined;
	const value = parse(json);
	const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	if (typeof only !== 'object' || only === null || Array.isArray(only)) return undefined;
	const fields = Object.entries(only);
	const isFlat = fields.length <= MOST_FIELDS && fields.every(([, each]) => typeof each !== 'object' || each === null);
	return isFlat
		? Object.fromEntries(fields.map(([key, each]) => [key, typeof each === 'string' ? withoutBinary(each).slice(0, mostCharacters) : each]))
		: undefined;
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json) as unknown;
	} catch {
		return undefined;
	}
}
