import type { Value } from './calculate';

/** From one value to another; an end that is absent is infinite. */
export interface Span {
	readonly low?: Value;
	readonly high?: Value;
	readonly hasLow: boolean;
	readonly hasHigh: boolean;
}

export type Brackets = 'bare' | 'round' | 'set' | 'square';

export type Body =
	| { readonly kind: 'value'; readonly value: Value }
	/** In round and square brackets in its order, as a set without; bare, as what it is compared with. */
	| { readonly kind: 'list'; readonly brackets: Brackets; readonly items: ReadonlyArray<readonly Reading[]> }
	| { readonly kind: 'spans'; readonly spans: readonly Span[] }
	| { readonly kind: 'matrix'; readonly rows: ReadonlyArray<readonly Value[]> }
	/** What the two sides differ by; that times a number is the same equation. */
	| { readonly kind: 'equation'; readonly difference: Value }
	/** What must be above zero, or not below it. */
	| { readonly kind: 'inequality'; readonly excess: Value; readonly isStrict: boolean }
	| { readonly kind: 'text'; readonly text: string };

/** One way to read an answer. A formula can have several: (1, 2) is a point and an interval. */
export interface Reading {
	readonly body: Body;
	/** Left out where another answer has none. */
	readonly unit?: string;
	/** What is said to have this value: y of `y = 2x`. Left out where another answer has none. */
	readonly label?: string;
}

/** An answer as it was read, undefined where it was not. */
export interface ReadAnswer {
	readonly formula: string;
	readonly readings: readonly Reading[];
}
