import { InvalidInputError } from '../../engine/errors';
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

/** @throws InvalidInputError where none is chosen. */
export function readDecisionName(read: (name: string) => unknown): string {
	return readName(readLocator(read('decision')), 'Decision');
}
