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
	if (issue === undefined) return otherShape;
	if (!zodsOwn.test(issue.message)) return issue.message;
	switch (issue.code) {
		case 'too_small':
			return describeBound(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least');
		case 'too_big':
			return describeBound(issue.origin, issue.maximum, issue.inclusive === false ? 'less than' : 'at most');
		case 'invalid_type':
			if (isNumber(issue.expected)) return issue.expected === 'int' ? 'it is not a whole number' : 'it is not a number';
			return `it is ${notOfType[issue.expected] ?? 'of another kind'}`;
		case 'invalid_value':
			return `it must be one of ${issue.values.map((value) => nameValue(value)).join(', ')}`;
		case 'invalid_union':
			return describeUnion(issue.errors.map(([first]) => first));
		case 'invalid_format':
			return `it is not written as ${issue.format === 'regex' ? 'it must be' : issue.format}`;
		case 'not_multiple_of':
			return `it must be a multiple of ${issue.divisor}`;
		case 'unrecognized_keys':
			return `it must not have ${issue.keys.join(', ')}`;
		default:
			return otherShape;
	}
}

const otherShape = 'it has another shape';
/** Words of zod, which a schema may replace by its own. */
const zodsOwn = /^(?:Invalid |Too (?:big|small)|Unrecognized )/;

/** Of a number, of how many a list holds, or of how long a text is. */
function describeBound(origin: string, bound: number | bigint, word: string): string {
	if (isNumber(origin)) return `it must be ${word} ${bound}`;
	if (word === 'at least' && Number(bound) === 1) return 'it is empty';
	const unit = origin === 'string' ? 'characters' : 'entries';
	return `it must have ${word} ${bound} ${Number(bound) === 1 ? unit.replace(/ies$/, 'y').replace(/s$/, '') : unit}`;
}

/** What fits none of several kinds is none of them; what is of one of them, and does not fit it, is told about that one. */
function describeUnion(firsts: ReadonlyArray<z.core.$ZodIssue | undefined>): string {
	const closest = firsts.find((each) => each !== undefined && (each.code !== 'invalid_type' || each.path.length > 0));
	if (closest !== undefined) return closest.path.length > 0 ? otherShape : describeIssue(closest);
	const kinds = firsts.map((each) => describeIssue(each).replace(/^it is not /, ''));
	return kinds.length === 0 ? otherShape : `it is neither ${kinds.join(' nor ')}`;
}

const notOfType: Readonly<Record<string, string>> = {
	array: 'not a list',
	boolean: 'neither true nor false',
	date: 'not a date',
	null: 'not empty',
	object: 'not an object',
	record: 'not an object',
	string: 'not a text',
};

const isNumber = (type: string) => type === 'number' || type === 'int' || type === 'bigint';
