import type { RefusalKind } from '../endpointError';
import type { Known } from './facts';

/**
 * Checks a missing model against the server's list, the likeliest first; an empty one is as good as none.
 *
 * Where the list has it, the model is not missing: something else keeps it from being served.
 */
export function compareWithList({ facts }: Known<RefusalKind>, knownModels: readonly string[]): Known<RefusalKind> {
	const { model } = facts.asked;
	const isListed = knownModels.some((id) => id === model || id === `${model}:latest` || id === `models/${model}`);
	if (isListed) return { kind: 'modelUnavailable', facts: { ...facts, isListed } };
	return { kind: 'unknownModel', facts: { ...facts, knownModels } };
}
