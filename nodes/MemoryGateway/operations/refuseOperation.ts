import { InvalidInputError } from '../../engine/errors';
import { choicesOf, nameChoice } from '../../shared/choicesOf';
import { operationFields } from '../fields/operationFields';

/** What to throw where there is no such operation, or nothing that it is for: what there is, as it stands on screen. */
export function refuseOperation(resource: unknown, operation: unknown): InvalidInputError {
	const resources = operationFields.find(({ name }) => name === 'resource');
	const known = choicesOf(resources ?? {});
	const field = operationFields.find(({ displayOptions }) => displayOptions?.show?.['resource']?.includes(String(resource)));
	const [label, value, choices] = field === undefined ? ['Resource', resource, known] : ['Operation', operation, choicesOf(field)];
	const names = choices.map((choice) => nameChoice(choices, choice.value)).join(', ');
	return new InvalidInputError(`${label} cannot be ${JSON.stringify(value)}`, `Choose among ${names}.`, label);
}
