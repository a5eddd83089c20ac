import { InvalidInputError } from '../../engine/errors';

/**
 * Reads a time, as text or as n8n's own DateTime, into ISO 8601 in UTC under the given name; nothing where none was given.
 *
 * @throws InvalidInputError naming the field.
 */
export function readTime<Name extends string>(value: unknown, name: Name, field: string): { readonly [Key in Name]?: string } {
	if (value === undefined || value === null || value === '') return {};
	const milliseconds = toMilliseconds(value);
	if (Number.isNaN(milliseconds))
		throw new InvalidInputError(
			`${field} is not a date: ${JSON.stringify(value)}`,
			'Use the form 2026-11-25 or 2026-11-25T09:30:00Z, or remove the option.',
			field,
		);
	return { [name]: new Date(milliseconds).toISOString() } as { readonly [Key in Name]?: string };
}

/** Year, month and day in their order: of anything else, `Date.parse` makes some date that nobody meant. */
const WRITTEN_OUT = /^(?:\d{4}|[+-]\d{6})-\d{2}(?:-\d{2})?(?:[T ]|$)/;

function toMilliseconds(value: unknown): number {
	if (Object.prototype.toString.call(value) === '[object Date]') return Number(value);
	const text = String(value).trim();
	return WRITTEN_OUT.test(text) ? Date.parse(text) : Number.NaN;
}
