import type { Tests } from '../sandbox';
import type { AssertionSite } from '../assertionSite';
import { toSource } from './toSource';

type Cases = Extract<Tests, { kind: 'cases' }>;

export interface PreparedCases {
	/** An expression that says whether the candidate has the function. */
	readonly present: string;
	/** An expression: a function of the inputs that calls it. */
	readonly call: string;
	/** An expression: a list of functions, each making one case afresh. */
	readonly cases: string;
	readonly sites: readonly AssertionSite[];
}

export const functionNamePattern = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

export function prepareCases(tests: Cases): PreparedCases {
	const { functionName, cases } = tests;
	return {
		present: `typeof ${functionName} === 'function'`,
		call: `((input) => ${functionName}(...input))`,
		cases: `[${cases.map((one) => `() => ({ __proto__: null, input: ${toSource(one.input)}, expected: ${toSource(one.expected)} })`).join(',\n')}]`,
		sites: cases.map((one) => ({ text: renderCall(functionName, one.input), mustBeReached: true, calls: functionName })),
	};
}

/** `name(2, 3)`, shortened. */
export function renderCall(functionName: string, input: readonly unknown[]): string {
	const text = `${functionName}(${input.map(renderValue).join(', ')})`;
	return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

export function renderValue(value: unknown): string {
	if (typeof value === 'number' || value === undefined || typeof value === 'bigint') return String(value);
	return JSON.stringify(value) ?? String(value);
}
