import { toWeights } from '../engine/evaluate/toWeights';
import { readJsonField } from './readJsonField';

/**
 * Reads Model Weights: a number for each model, none where the field was not set.
 *
 * @throws InvalidInputError when it is no JSON object. What is no number becomes NaN, for the engine to refuse by its name.
 */
export function readWeights(value: unknown): Readonly<Record<string, number>> {
	return value === undefined ? {} : toWeights(readJsonField(value, 'Model Weights', '{ "large-model": 2 }'));
}
