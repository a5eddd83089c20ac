/** Weights by name out of a JSON object; what is no number becomes NaN, to be refused by its name. */
export function toWeights(object: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
	return Object.fromEntries(Object.entries(object).map(([model, weight]) => [model, typeof weight === 'number' ? weight : Number.NaN]));
}
