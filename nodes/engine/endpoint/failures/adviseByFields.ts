import { type AskerField, fanOutFields } from '../askerFields';
import type { Asked } from './facts';

/** Who asks, as far as advice needs to know. */
export type Asker = Pick<Asked, 'fields' | 'task'>;

/** The fields that the node has which shows the advice. Nothing is set for vectors, ranks and lists of models. */
export function fieldsOf({ fields = fanOutFields, task }: Asker): readonly AskerField[] {
	return task === undefined ? fields : [];
}

export function hasField(asker: Asker, field: AskerField): boolean {
	return fieldsOf(asker).includes(field);
}

/** The field that bounds the time of a question; undefined where it is always the same. */
export function timeoutField(asker: Asker): AskerField | undefined {
	return (['Clone Timeout', 'Call Timeout'] as const).find((field) => hasField(asker, field));
}

/** "lower Max Tokens or Clones At Once", with those that the node has; undefined without any. */
export function lower(asker: Asker, ...fields: readonly AskerField[]): string | undefined {
	const there = fields.filter((field) => hasField(asker, field));
	return there.length === 0 ? undefined : `lower ${listOf(there)}`;
}

/** One sentence of what can be done, the likeliest first: "Lower this, raise that, or do so." What is undefined is left out. */
export function eitherOf(...ways: ReadonlyArray<string | undefined>): string {
	const sentence = listOf(
		ways.filter((way) => way !== undefined),
		', or ',
	);
	return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function listOf(words: readonly string[], last = ' or '): string {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')}${last}${words.at(-1)}`;
}
