/** Whether a value is what an expression gives that finds nothing: no value, a blank text or a list without entries. */
export function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
