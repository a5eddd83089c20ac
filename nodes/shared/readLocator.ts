/**
 * What a field holds that is chosen from a list or by name: its value alone, whether it is saved as `{ mode, value }` or as the value itself.
 *
 * Takes it out of the field itself: n8n's own `extractValue` throws for every field that is not shown.
 */
export function readLocator(held: unknown): unknown {
	if (typeof held !== 'object' || held === null || !('mode' in held)) return held;
	return (held as { readonly value?: unknown }).value;
}
