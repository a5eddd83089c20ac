import type { INodeProperties } from 'n8n-workflow';
import { anyObject, checkInput } from '../engine/checkInput';

const valuesSchema = anyObject.nullish();

/**
 * Reads what is set in the groups of optional fields of a node, such as Options and Limits, as one object: a name stands in one group only.
 *
 * A value in another group than its field is read, too, where n8n hands it over; in a run, n8n drops it.
 *
 * @throws InvalidInputError naming the group that is no object.
 */
export function readGroups(groups: readonly INodeProperties[], read: (name: string) => unknown): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		groups.flatMap(({ name, displayName }) => Object.entries(checkInput(valuesSchema, read(name), displayName) ?? {})),
	);
}
