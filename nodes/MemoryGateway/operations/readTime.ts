import { InvalidInputError } from '../../engine/errors';

/**
 * Reads a time, as text or as n8n's own DateTime, into ISO 8601 in UTC under the given name; nothing where none was given.
 *
 * @throws InvalidInputError naming the field.
 */
export function readTime<Name extends string>(value: unknown, name: Name, field: string): { readonly [Key in Name]?: string } {
	if (value === undefined || value === null || value === '') return {};
	const milliseconds = Date.parse(String(value));
	if (Number.isNaN(milliseconds))
		throw new InvalidInputError(
			`${field} is not a date: ${JSON.stringify(value)}`,
			'Use the form 2026-11-25 or 2026-11-25T09:30:00Z, or remove the option.',
			field,
		);
	return { [name]: new Date(milliseconds).toISOString() } as { readonly [Key in Name]?: string };
}
