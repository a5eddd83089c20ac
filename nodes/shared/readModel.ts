import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * The name that a Model field holds; empty where none is chosen, and where the editor does not show the field.
 *
 * Takes the name out of the field itself: n8n's own `extractValue` throws for every field that is not shown.
 */
export function readModel(context: Pick<IExecuteFunctions, 'getNodeParameter'>, itemIndex: number, field: string): string {
	const held = context.getNodeParameter(field, itemIndex, '') as unknown;
	const name = typeof held === 'object' && held !== null ? (held as { readonly value?: unknown }).value : held;
	return String(name ?? '').trim();
}
