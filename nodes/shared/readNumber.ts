import { checkInput, type z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { isEmpty } from './isEmpty';

/**
 * Reads a number that must be given. JavaScript takes an empty value for 0, so one that is empty is told apart first.
 *
 * @throws InvalidInputError naming the field.
 */
export function readNumber<Schema extends z.ZodType>(schema: Schema, value: unknown, field: string, advice: string): z.infer<Schema> {
	if (isEmpty(value)) throw new InvalidInputError(`${field} is empty`, advice, field);
	return checkInput(schema, value, field);
}
