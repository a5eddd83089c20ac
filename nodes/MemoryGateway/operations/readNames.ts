import { InvalidInputError } from '../../engine/errors';
import { isBlank } from '../../engine/text/isBlank';

/**
 * Reads names separated by commas or on lines, or a list of them; each once.
 *
 * @throws InvalidInputError naming the field where there is none.
 */
export function readNames(value: unknown, field: string): readonly string[] {
	const given: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,\n]/) : [];
	const names = given.map((name) => (typeof name === 'string' ? name.trim() : '')).filter((name) => !isBlank(name));
	if (names.length > 0) return [...new Set(names)];
	throw new InvalidInputError(
		`${field} is empty`,
		`Fill in ${field}, separated by commas, or check that its expression returns a name for every item.`,
		field,
	);
}
