import { InvalidInputError } from '../../engine/errors';
import { normalise } from '../../engine/text/normalise';
import { readLocator } from '../../shared/readLocator';

/**
 * Reads a field that must not be empty; what is no text is read as JSON.
 *
 * @throws InvalidInputError naming the field.
 */
export function readName(value: unknown, field: string): string {
	const name = typeof value === 'string' ? value.trim() : value === undefined || value === null ? '' : JSON.stringify(value);
	if (name === '')
		throw new InvalidInputError(
			`${field} is empty`,
			`Fill in ${field}, or check that its expression returns a value for every item.`,
			field,
		);
	return name;
}

/**
 * Reads what is decided or voted for: a text without the spaces around it, anything else as it is, so that `false` stays no text.
 *
 * @throws InvalidInputError where there is nothing, which a number that is none counts as.
 */
export function readValue(value: unknown, field: string): unknown {
	const text = readName(Number.isNaN(value) ? null : value, field);
	return typeof value === 'string' ? text : value;
}

/**
 * Reads the name of a voter; an accented letter is the same however it is encoded.
 *
 * @throws InvalidInputError naming the field where nothing that can be seen is in it.
 */
export function readVoter(value: unknown, field: string): string {
	const name = normalise(readName(value, field), 'NFC');
	return /[^\p{Cf}\p{Cc}\p{Z}]/u.test(name) ? name : readName('', field);
}

/** @throws InvalidInputError where none is chosen. */
export function readDecisionName(read: (name: string) => unknown): string {
	return readName(readLocator(read('decision')), 'Decision');
}
