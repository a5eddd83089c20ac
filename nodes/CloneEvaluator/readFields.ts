import { anyObject, describeIssue, z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { answerKinds } from '../engine/evaluate/answerForm';
import type { Field, FieldSet } from '../engine/evaluate/scorers';
import { answerFormFields, readAnswerForm } from '../shared/answerFormFields';
import { isEmpty } from '../shared/isEmpty';
import { fieldOf, readChoice as readChoiceOf } from '../shared/readChoice';
import { readJsonField } from '../shared/readJsonField';

/** Gives the value of a field by its name; undefined or null where it was not set, or the editor does not show it. */
export type ReadRaw = (name: string) => unknown;

type KindOf<Kind extends Field['kind']> = Extract<Field, { readonly kind: Kind }>;

const readers: { readonly [Kind in Field['kind']]: (field: KindOf<Kind>, raw: unknown, read: ReadRaw) => unknown } = {
	text: (_, raw) => String(raw ?? ''),
	value: (_, raw) => raw ?? '',
	number: readNumber,
	switch: (_, raw) => raw === true || raw === 'true',
	choice: readChoice,
	json: (field, raw) =>
		field.holds === 'object'
			? readJsonField(raw ?? field.default, field.label, (field.placeholder ?? field.default).replace(/^e\.g\. /, ''))
			: readList(raw ?? field.default, field),
	model: (_, raw) => String((typeof raw === 'object' ? (raw as { readonly value?: unknown } | null)?.value : raw) ?? '').trim(),
	answerForm: ({ label, names }, _, read) => {
		const choice = fieldOf(answerFormFields(label, names), names.form);
		return readAnswerForm(readChoiceOf(z.enum(answerKinds), read(names.form), choice), names, read);
	},
	list: ({ entry, fields, label }, raw) => {
		const entries = refuseUnfit(z.array(anyObject), (raw as Record<string, unknown> | undefined)?.[entry] ?? [], label);
		return entries.map((each) => readFields(fields, (name) => each[name]));
	},
};

/**
 * Reads what fields say, defaults filled in. A field that the others hide is not read, and has its default.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readFields(fields: FieldSet, read: ReadRaw): Readonly<Record<string, unknown>> {
	const values: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(fields))
		values[name] = readField(field, isShown(field, fields, read) ? read(name) : undefined, read);
	return values;
}

function readField<Kind extends Field['kind']>(field: KindOf<Kind>, raw: unknown, read: ReadRaw): unknown {
	return (readers[field.kind] as (field: KindOf<Kind>, raw: unknown, read: ReadRaw) => unknown)(field, raw, read);
}

function isShown({ shownWhen = {} }: Field, fields: FieldSet, read: ReadRaw): boolean {
	return Object.entries(shownWhen).every(([name, values]) => {
		const field = fields[name];
		const held = read(name);
		return values.includes(isEmpty(held) && field !== undefined && 'default' in field ? field.default : held);
	});
}

function readNumber(field: KindOf<'number'>, raw: unknown): number {
	const { label, least = -Infinity, most = Infinity, decimals } = field;
	const value = isEmpty(raw) ? field.default : Number(raw);
	if (value >= least && value <= most && (decimals !== 0 || Number.isInteger(value))) return value;
	const kind = decimals === 0 ? 'a whole number' : 'a number';
	const range = most === Infinity ? `from ${least} up` : `from ${least} to ${most}`;
	throw new InvalidInputError(
		`${label} cannot be ${JSON.stringify(raw)}`,
		`Give ${kind} ${range}, or remove it to get ${field.default}.`,
		label,
	);
}

function readChoice({ label, choices, isOpen, default: usual }: KindOf<'choice'>, raw: unknown): unknown {
	const value = isEmpty(raw) ? usual : raw;
	if (isOpen === true || choices.some((choice) => choice.value === value)) return value;
	const named = choices.map((choice) => `${choice.label} (${choice.value})`).join(', ');
	throw new InvalidInputError(`${label} cannot be ${JSON.stringify(raw)}`, `Choose among ${named}.`, label);
}

function readList(raw: unknown, { label, placeholder }: KindOf<'json'>): unknown {
	try {
		const list: unknown = typeof raw === 'string' ? JSON.parse(raw.trim() === '' ? '[]' : raw) : raw;
		if (Array.isArray(list)) return list;
	} catch (error) {
		throw new InvalidInputError(
			`${label} cannot be read as JSON: ${(error as Error).message}`,
			'Check its quotes, commas and brackets.',
			label,
		);
	}
	throw new InvalidInputError(`${label} is not a list`, `Write it between square brackets, ${placeholder ?? 'for example [1, 2]'}.`, label);
}

function refuseUnfit<Schema extends z.ZodType>(schema: Schema, value: unknown, label: string): z.infer<Schema> {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	throw new InvalidInputError(
		`${label} cannot be used: ${describeIssue(parsed.error.issues[0])}`,
		'Correct it, or remove it to get the default.',
		label,
	);
}
