import type { INodeProperties } from 'n8n-workflow';
import { checkInput, z } from '../engine/checkInput';
import { choicesOf, nameChoice } from './choicesOf';
import { isEmpty } from './isEmpty';

type Field = Pick<INodeProperties, 'displayName' | 'default' | 'options'>;

/**
 * Reads what is chosen in a drop-down. An empty value, as an expression gives it that finds nothing, means the default.
 *
 * @throws InvalidInputError naming the choices as they stand on screen.
 */
export function readChoice<Schema extends z.ZodType>(schema: Schema, value: unknown, field: Field): z.infer<Schema> {
	const choices = choicesOf(field);
	return checkInput(schema, isEmpty(value) ? field.default : value, field.displayName, (each) => nameChoice(choices, each));
}

/** The field of that name; for names that stand for one field only. */
export function fieldOf(fields: readonly INodeProperties[], name: string): INodeProperties {
	const field = fields.find((each) => each.name === name);
	if (field === undefined) throw new Error(`There is no field ${name}`);
	return field;
}
