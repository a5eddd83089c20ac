import type { Sampling } from '../../candidate';
import type { Body } from './concession';

type Field = keyof Sampling;

const NAMES: Readonly<Record<Field, readonly string[]>> = {
	temperature: ['temperature'],
	topP: ['top_p'],
	maxTokens: ['max_tokens', 'max_completion_tokens'],
	seed: ['seed'],
	reasoningEffort: ['reasoning_effort'],
};

/**
 * What of the asked sampling was really sent, where it was not all of it: a server refuses a field, or Extra Body sets another value.
 *
 * Undefined: everything was sent as asked.
 */
export function sentSampling(asked: Sampling, sent: Body): Sampling | undefined {
	const fields = (Object.keys(asked) as Field[]).filter((field) => asked[field] !== undefined);
	const values = fields.map((field) => valueOf(field, sent));
	if (fields.every((field, index) => values[index] === asked[field])) return undefined;
	// A value of another kind is passed on to the server, and is no sampling that could be told.
	return Object.fromEntries(
		fields.map((field, index) => [field, values[index]]).filter(([field, value]) => typeof value === typeof asked[field as Field]),
	);
}

function valueOf(field: Field, sent: Body): unknown {
	return NAMES[field].map((name) => sent[name]).find((value) => value !== undefined);
}
