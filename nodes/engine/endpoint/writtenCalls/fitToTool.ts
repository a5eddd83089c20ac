import { asList, asRecord } from '../reading/lenient';
import type { WrittenCall } from './writtenCall';

type Kind = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/**
 * The arguments of a call in the kinds that its tool takes, as far as the tool says: tags around a value do not tell a number from a text.
 *
 * A text stays as it was written, zeros in front and all; True, False and None are read where the tool takes no text. What still does not fit is left for the tool to refuse. As the parsers of vLLM and SGLang for Qwen3-Coder and GLM do.
 */
export function fitToTool(
	{ parameters, asWritten = {} }: WrittenCall,
	schema: Readonly<Record<string, unknown>>,
): WrittenCall['parameters'] {
	const properties = asRecord(schema['properties']) ?? {};
	const entries = Object.entries(parameters).map(([name, value]) => {
		const written = asWritten[name];
		const property = asRecord(properties[name]);
		return [name, written === undefined || property === undefined ? value : fitValue(value, written, property)] as const;
	});
	return Object.fromEntries(entries);
}

function fitValue(value: unknown, written: string, property: Readonly<Record<string, unknown>>): unknown {
	if (takes(property, value)) return value;
	if (takes(property, written)) return written;
	const word = PYTHON_WORDS.get(written.trim().toLowerCase());
	return word !== undefined && takes(property, word) ? word : value;
}

const PYTHON_WORDS: ReadonlyMap<string, boolean | null> = new Map([
	['true', true],
	['false', false],
	['none', null],
]);

/** A property that says nothing of its kind takes everything. */
function takes(property: Readonly<Record<string, unknown>>, value: unknown): boolean {
	const options = [...asList(property['anyOf']), ...asList(property['oneOf'])];
	if (options.length > 0) return options.some((option) => takes(asRecord(option) ?? {}, value));
	if (Array.isArray(property['enum'])) return property['enum'].includes(value);
	if ('const' in property) return property['const'] === value;
	const { type } = property;
	if (type === undefined) return true;
	const types = Array.isArray(type) ? (type as readonly unknown[]) : [type];
	return types.includes(kindOf(value)) || (types.includes('integer') && Number.isInteger(value));
}

function kindOf(value: unknown): Kind {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return typeof value as Kind;
}
