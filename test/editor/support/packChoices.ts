import type { IDataObject, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { keepShown, type Choice } from '../../support/listChoices';
import { shownDropDowns } from './shownDropDowns';

interface Packed {
	readonly parameters: IDataObject;
	readonly shown: readonly INodeProperties[];
}

/**
 * Puts together what can be filled in at the same time, so that every drop-down that any choice shows is shown by one of a few nodes.
 *
 * @returns the parameters of those nodes, defaults included
 */
export function packChoices(description: INodeTypeDescription, choices: readonly Choice[]): readonly IDataObject[] {
	const shownBy = (parameters: IDataObject) =>
		shownDropDowns(description, keepShown(description, parameters)).map(({ property }) => property);
	const packed: Packed[] = [];
	for (const { parameters } of choices) {
		const shown = shownBy(parameters);
		if (
			isIn(
				shown,
				packed.flatMap((each) => each.shown),
			)
		)
			continue;
		const fits = packed.findIndex((each, index) => {
			const both = merge(each.parameters, parameters) as IDataObject | undefined;
			if (both === undefined) return false;
			const all = shownBy(both);
			if (!isIn([...each.shown, ...shown], all)) return false;
			packed[index] = { parameters: both, shown: all };
			return true;
		});
		if (fits === -1) packed.push({ parameters, shown });
	}
	return packed.map(({ parameters }) => keepShown(description, parameters));
}

const isIn = (some: readonly INodeProperties[], all: readonly INodeProperties[]): boolean => some.every((each) => all.includes(each));

/** Undefined where both say something else of the same field. */
function merge(one: unknown, other: unknown): unknown {
	if (!isObject(one) || !isObject(other)) return JSON.stringify(one) === JSON.stringify(other) ? one : undefined;
	const merged: Record<string, unknown> = { ...one };
	for (const [name, value] of Object.entries(other)) {
		const both = name in one ? merge(one[name], value) : value;
		if (both === undefined) return undefined;
		merged[name] = both;
	}
	return merged;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
