import { isBlank } from '../engine/text/isBlank';

/** Whether a value is what an expression gives that finds nothing: no value, a blank text or a list without entries. */
export function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return value === undefined || value === null || (typeof value === 'string' && isBlank(value));
}

/** Whether there is nothing to ask or to remember in a value; an object without fields says as little as a list of nothing. */
export function holdsNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(holdsNothing);
	// A date has no fields either, but says something.
	return isEmpty(value) || (typeof value === 'object' && JSON.stringify(value) === '{}');
}
