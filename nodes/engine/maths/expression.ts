/** What is calculated: a number, a constant, an unknown, or a function of these. */
export type Expression =
	| { readonly kind: 'number'; readonly digits: string }
	| { readonly kind: 'constant'; readonly name: 'pi' | 'e' | 'i' }
	| { readonly kind: 'unknown'; readonly name: string }
	| { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

export const call = (name: string, ...args: readonly Expression[]): Expression => ({ kind: 'call', name, args });
export const numberOf = (digits: number | string): Expression => ({ kind: 'number', digits: String(digits) });

/** The names of all unknowns. */
export function unknownsOf(expression: Expression, into: Set<string> = new Set()): Set<string> {
	if (expression.kind === 'unknown') into.add(expression.name);
	if (expression.kind === 'call') {
		if (expression.name.startsWith('function ')) into.add(expression.name);
		for (const arg of expression.args) unknownsOf(arg, into);
	}
	return into;
}
