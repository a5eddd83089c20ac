import { InvalidInputError } from '../engine/errors';

/**
 * Reads a field that holds a JSON object, as text or already as an object from an expression; `example` is one for that field.
 *
 * @throws InvalidInputError with the parser's own word on where it stops.
 */
export function readJsonField(value: unknown, field: string, example: string): Record<string, unknown> {
	const parsed = typeof value === 'string' ? parse(value, field) : value;
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
	throw new InvalidInputError(`${field} is not a JSON object`, `Write it between braces, for example ${example}.`, field);
}

function parse(text: string, field: string): unknown {
	try {
		return JSON.parse(text.trim() === '' ? '{}' : text);
	} catch (error) {
		throw new InvalidInputError(
			`${field} cannot be read as JSON: ${(error as Error).message}`,
			'Check its quotes, commas and braces.',
			field,
		);
	}
}
