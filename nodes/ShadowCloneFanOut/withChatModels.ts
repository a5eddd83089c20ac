import type { Sampling } from '../engine/candidate';
import { InvalidInputError } from '../engine/errors';
import type { FanOutRequest } from '../engine/fanout/fanOutRequest';
import type { NodeRequest } from './readRequest';

/** The fields of sampling that the user has set, whose loss is worth telling. */
export function setFieldsOf({ fanOut, setsTemperature }: NodeRequest): ReadonlySet<keyof Sampling> {
	const set = (Object.keys(fanOut.sampling) as (keyof Sampling)[]).filter((field) => field !== 'temperature');
	return new Set([...set, ...(setsTemperature ? (['temperature'] as const) : [])]);
}

/**
 * The request as connected models answer it: clones take turns over them, whatever they differ by.
 *
 * The larger model takes no turn. Its temperature is a model's own where the user sets none here.
 *
 * @throws InvalidInputError where the larger model is none of them.
 */
export function withChatModels({ fanOut, setsTemperature, isLargerOnOtherServer }: NodeRequest, names: readonly string[]): FanOutRequest {
	const { larger, difference } = fanOut;
	if (larger !== undefined && !isLargerOnOtherServer && !names.includes(larger.model)) {
		throw new InvalidInputError(
			`The larger model "${larger.model}" is none of the connected Chat Models: ${names.map((name) => `"${name}"`).join(', ')}`,
			'Connect it as a Chat Model too, or set Server to Another Server.',
			'Larger Model',
		);
	}
	const small = names.filter((name) => name !== larger?.model);
	const turns = small.length === 0 ? names : small;
	const { temperature, ...sampling } = fanOut.sampling;
	return {
		...fanOut,
		model: turns[0] ?? fanOut.model,
		turns,
		difference: difference.by === 'model' ? { by: 'model', models: turns } : difference,
		sampling: setsTemperature && temperature !== undefined ? { ...sampling, temperature } : sampling,
	};
}
