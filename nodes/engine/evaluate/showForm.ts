/**
 * An answer as a person would write it, from the form in which answers are compared.
 *
 * The form of JSON holds every number as text, as `1` and `"1"` count as one; shown are numbers. What a number would change, such as digits too many for one, stays text.
 */
export function showForm(form: string): string {
	// Most forms are no JSON, or hold no such text: a long one is not read for nothing.
	if (!/^[[{]/.test(form) || !/"-?\d/.test(form)) return form;
	try {
		return JSON.stringify(JSON.parse(form, (_, value: unknown) => (isWrittenNumber(value) ? Number(value) : value)));
	} catch {
		return form;
	}
}

function isWrittenNumber(value: unknown): value is string {
	return typeof value === 'string' && Number.isFinite(Number(value)) && String(Number(value)) === value;
}
