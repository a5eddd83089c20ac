import type { INodeProperties } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import { holdsNothing, isEmpty } from './isEmpty';

/**
 * When a field may hold nothing. `never`: one that is there must say something. `byHand`: where it was left empty on screen, which means its default; an expression that finds nothing means no default.
 * `asText`: the same, and where its expression gives a text without a character, too.
 */
export type MayBeEmpty = 'never' | 'byHand' | 'asText';

/** A field as it is for this item, and as it is written in the workflow. */
export interface Held {
	readonly value: unknown;
	readonly written: unknown;
}

type Collection = Pick<INodeProperties, 'options'>;

/**
 * Refuses a field that holds nothing: left out instead, it would let in more than was meant.
 *
 * @throws InvalidInputError naming the field.
 */
export function refuseEmpty({ value, written }: Held, label: string, mayBe: MayBeEmpty, what?: string): void {
	if (!isNothing(value)) return;
	if (mayBe !== 'never' && !isExpression(written)) return;
	if (mayBe === 'asText' && value === '') return;
	throw emptyField(label, what);
}

/**
 * The same for the named fields of a collection; a `what` can be taken away.
 *
 * A field that was not added has no place in it; one whose expression finds nothing has its name there, without a value.
 *
 * @throws InvalidInputError naming the first.
 */
export function refuseEmptyIn(
	{ value, written }: Held,
	{ options = [] }: Collection,
	mayBe: Readonly<Record<string, MayBeEmpty>>,
	what?: string,
): void {
	if (typeof value !== 'object' || value === null) return;
	for (const [name, each] of Object.entries(value)) {
		const rule = Object.hasOwn(mayBe, name) ? mayBe[name] : undefined;
		if (rule === undefined) continue;
		const held = { value: each as unknown, written: (written as Record<string, unknown> | undefined)?.[name] };
		refuseEmpty(held, labelOf(options, name), rule, what);
	}
}

/** What to throw where a field that must say something says nothing; one that can be taken away is a `what`. */
export function emptyField(label: string, what?: string): InvalidInputError {
	const advice =
		what === undefined
			? `Fill in ${label}, or check that its expression returns a value for every item.`
			: `Fill in ${label}, check that its expression returns a value for every item, or remove the ${what}.`;
	return new InvalidInputError(`${label} is empty`, advice, label);
}

const isExpression = (written: unknown): boolean => typeof written === 'string' && written.startsWith('=');

/** An object without fields was written so. */
const isNothing = (value: unknown): boolean => (Array.isArray(value) ? holdsNothing(value) : isEmpty(value));

function labelOf(options: NonNullable<Collection['options']>, name: string): string {
	const option = options.find((each) => each.name === name);
	return option !== undefined && 'displayName' in option ? String(option.displayName) : name;
}
