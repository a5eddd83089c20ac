import { isSameModel } from '../endpoint/modelCards';
import type { OwnAnswer } from './ownQuestion';

/**
 * Whether these models may give the answer: every one that took part in it is among them.
 *
 * An answer of which no model is known is nobody's.
 */
export function isAnswerOf({ models = [] }: OwnAnswer, allowed: readonly string[]): boolean {
	return models.length > 0 && models.every((model) => allowed.some((name) => isSameModel(name, model)));
}
