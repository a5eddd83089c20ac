import { z } from 'zod/v4';
import { InvalidInputError } from './errors';

export { z };

/** An object with any keys and values. zod's own record leaves out a key named `__proto__`, and what a user named so would be gone without a word. */
export const anyObject = z.custom<Readonly<Record<string, unknown>>>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	{ error: 'it is not an object' },
);

/**
 * Reads what a user sent as the schema says, defaults filled in.
 *
 * `where` is the field, or gives the whole path to a value in it as it stands on screen; `nameValue` names a value that may stand at a path.
 *
 * @throws InvalidInputError naming the first value that does not fit.
 */
export function checkInput<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	where: string | ((path: readonly PropertyKey[]) => readonly PropertyKey[]),
	nameValue: (value: unknown, path: readonly PropertyKey[]) => string = String,
): z.infer<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const inner = issue?.path ?? [];
	const path = (typeof where === 'string' ? [where, ...inner] : where(inner)).map(String).join(' › ');
	throw new InvalidInputError(
		`${path} cannot be used: ${describeIssue(issue, (each) => nameValue(each, inner))}`,
		'Correct it, or remove it to get the default.',
		path,
	);
}

/** What is wrong with a value, for people who know no types. */
export function describeIssue(issue: z.core.$ZodIssue | undefined, nameValue: (value: unknown) => string = String): string {
	if (issue === undefined) return 'it has another shape';
	switch (issue.code) {
		case 'too_small':
			return isNumber(issue.origin) ? `it must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}` : issue.message;
		case 'too_big':
			return isNumber(issue.origin) ? `it must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}` : issue.message;
		case 'invalid_type':
			if (isNumber(issue.expected)) return issue.expected === 'int' ? 'it is not a whole number' : 'it is not a number';
			return notOfType[issue.expected] ?? issue.message;
		case 'invalid_value':
			return `it must be one of ${issue.values.map((value) => nameValue(value)).join(', ')}`;
		default:
			return issue.message;
	}
}

const notOfType: Readonly<Record<string, string>> = {
	array: 'it is not a list',
	boolean: 'it is neither true nor false',
	object: 'it is not an object',
	record: 'it is not an object',
	string: 'it is not a text',
};

const isNumber = (type: string) => type === 'number' || type === 'int';
