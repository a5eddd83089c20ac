import { normalise } from '../../engine/text/normalise';
import { readLocator } from '../../shared/readLocator';
import { holdsNothing } from '../../shared/isEmpty';
import { emptyField } from '../../shared/refuseEmpty';

/**
 * Reads a field that must say something; what is no text is read as JSON.
 *
 * @throws InvalidInputError naming the field.
 */
export function readName(value: unknown, field: string): string {
	if (holdsNothing(value)) throw emptyField(field);
	return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

/**
 * Reads what is decided, voted for or answered: a text without the spaces around it, anything else as it is, so that `false` stays no text and a list without entries says that there are none.
 *
 * @throws InvalidInputError where there is nothing, which a number that is none counts as.
 */
export function readValue(value: unknown, field: string): unknown {
	if (typeof value === 'object' && value !== null) return value;
	const text = readName(Number.isNaN(value) ? null : value, field);
	return typeof value === 'string' ? text : value;
}

/**
 * Reads the name of a voter; an accented letter is the same however it is encoded.
 *
 * @throws InvalidInputError naming the field.
 */
export function readVoter(value: unknown, field: string): string {
	return normalise(readName(value, field), 'NFC');
}

/** @throws InvalidInputError where none is chosen. */
export function readDecisionName(read: (name: string) => unknown): string {
	return readName(readLocator(read('decision')), 'Decision');
}
