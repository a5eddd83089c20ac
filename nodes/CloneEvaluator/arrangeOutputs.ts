import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { z } from '../engine/checkInput';
import { readChoice } from '../shared/readChoice';
import type { Outputs } from './toItems';

const outputSchema = z.enum(['all', 'best', 'bestAndRest']);

export type OutputChoice = z.infer<typeof outputSchema>;

/** Which items leave the node, and by how many outputs. */
export const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	// The outputs on the canvas follow from it, so it is the same for all items.
	noDataExpression: true,
	default: 'all',
	options: [
		{ name: 'All, Ranked', value: 'all', description: 'All candidates from one output, the best of each run first' },
		{ name: 'Best and Rest', value: 'bestAndRest', description: 'Two outputs: the accepted best of each run, and all others' },
		{ name: 'Best Only', value: 'best', description: 'The accepted best of each run, nothing if none was accepted' },
	],
};

/** Read by n8n, and by the editor each time a field changes. */
export const outputs =
	'={{ $parameter["output"] === "bestAndRest" ? [{ type: "main", displayName: "Best" }, { type: "main", displayName: "Rest" }] : [{ type: "main" }] }}' as const;

/** Refused items leave last, behind whatever was ranked: an item that went wrong is told in every choice. */
type Arrange = (ranked: readonly Outputs[], refused: readonly INodeExecutionData[]) => INodeExecutionData[][];

const arrangements: Readonly<Record<OutputChoice, Arrange>> = {
	all: (ranked, refused) => [[...ranked.flatMap(([best, rest]) => [...best, ...rest]), ...refused]],
	best: (ranked, refused) => [[...ranked.flatMap(([best]) => best), ...refused]],
	bestAndRest: (ranked, refused) => [ranked.flatMap(([best]) => best), [...ranked.flatMap(([, rest]) => rest), ...refused]],
};

/** The items of all runs, output by output. */
export function arrangeOutputs(choice: OutputChoice, ...items: Parameters<Arrange>): INodeExecutionData[][] {
	return arrangements[choice](...items);
}

/** @throws InvalidInputError where an expression gives something else than a choice. */
export function readOutput(choice: unknown): OutputChoice {
	return readChoice(outputSchema, choice, outputField);
}
