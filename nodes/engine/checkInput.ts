import { z } from 'zod/v4';
import { InvalidInputError } from './errors';

export { z };

/**
 * Reads what a user sent as the schema says, defaults filled in.
 *
 * `toLabels` gives the names in the path to a value as they stand on screen.
 *
 * @throws InvalidInputError naming the first value that does not fit.
 */
export function checkInput<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	where: string,
	toLabels: (path: readonly PropertyKey[]) => readonly PropertyKey[] = (path) => path,
): z.infer<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const path = [where, ...toLabels(issue?.path ?? [])].map(String).join(' › ');
	throw new InvalidInputError(
		`${path} cannot be used: ${issue?.message ?? 'it has another shape'}`,
		'Correct it, or remove it to get the default.',
		path,
	);
}
