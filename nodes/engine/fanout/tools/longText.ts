import { readJsonBeginning } from '../../json/jsonBeginning';
import { onlyBinaryIn, withoutBinary } from './binaryText';

/** Parsing as much takes some hundredths of a second. */
const LONGEST_PARSED = 1_500_000;
const MOST_FIELDS = 50;

/**
 * What n8n's tools put around a long text or web page, such as `[{"data":"…"}]`, with the beginnings of its texts; of any other JSON, and of a still longer one, what its beginning says. Undefined where it is none.
 */
export function readLongText(json: string, mostCharacters: number): unknown {
	const flat = readFlat(json, mostCharacters);
	if (flat !== undefined) return flat;
	// How many bytes there were can be told of the whole only.
	return onlyBinaryIn(withoutBinary(json)) === undefined ? readJsonBeginning(json, mostCharacters) : undefined;
}

function readFlat(json: string, mostCharacters: number): unknown {
	if (json.length > LONGEST_PARSED || !/^\s*(?:\[\s*)?\{/.test(json)) return undefined;
	const value = parse(json);
	const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	if (typeof only !== 'object' || only === null || Array.isArray(only)) return undefined;
	const fields = Object.entries(only);
	const isFlat = fields.length <= MOST_FIELDS && fields.every(([, each]) => typeof each !== 'object' || each === null);
	if (!isFlat) return undefined;
	const flat = Object.fromEntries(
		fields.map(([key, each]) => [key, typeof each === 'string' ? withoutBinary(each).slice(0, mostCharacters) : each]),
	);
	return only === value ? flat : [flat];
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json) as unknown;
	} catch {
		return undefined;
	}
}
