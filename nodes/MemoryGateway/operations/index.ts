import { claimDecision } from './claimDecision';
import { clearAnswers } from './clearAnswers';
import { forgetDecision } from './forgetDecision';
import { getDecision } from './getDecision';
import type { Operation } from './operation';
import { saveAnswer } from './saveAnswer';

/** By resource and operation, as they are saved inside workflows. */
export const operations: Readonly<Record<string, Operation>> = {
	'answerCache.clear': clearAnswers,
	'answerCache.save': saveAnswer,
	'decision.claim': claimDecision,
	'decision.forget': forgetDecision,
	'decision.get': getDecision,
};
