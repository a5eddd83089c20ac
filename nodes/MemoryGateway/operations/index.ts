import { claimDecision } from './claimDecision';
import { clearAnswers } from './clearAnswers';
import { exportNamespace } from './exportNamespace';
import { finishDecision } from './finishDecision';
import { forgetDecision } from './forgetDecision';
import { forgetMemories } from './forgetMemories';
import { getDecision } from './getDecision';
import { getManyDecisions } from './getManyDecisions';
import { getManyMemories } from './getManyMemories';
import { getManyReceipts } from './getManyReceipts';
import { importNamespace } from './importNamespace';
import { lookUpAnswer } from './lookUpAnswer';
import type { Operation } from './operation';
import { recallMemories } from './recallMemories';
import { rememberMemory } from './rememberMemory';
import { reportReceipts } from './reportReceipts';
import { saveAnswer } from './saveAnswer';
import { voteOnDecision } from './voteOnDecision';

/** What an agent cannot do with the node as a tool, and why. */
export const notForTools: Readonly<Record<string, string>> = {
	'answerCache.clear': 'Clear deletes all answers in the namespace at once',
	'memory.export': 'Export returns untrusted and outdated texts too, unmarked',
	'memory.import': 'with Import, a model could mark its own words as trusted',
};

/** By resource and operation, as they are saved inside workflows. */
export const operations: Readonly<Record<string, Operation>> = {
	'answerCache.clear': clearAnswers,
	'answerCache.lookUp': lookUpAnswer,
	'answerCache.save': saveAnswer,
	'decision.claim': claimDecision,
	'decision.done': finishDecision,
	'decision.forget': forgetDecision,
	'decision.get': getDecision,
	'decision.getMany': getManyDecisions,
	'decision.vote': voteOnDecision,
	'memory.export': exportNamespace,
	'memory.forget': forgetMemories,
	'memory.getMany': getManyMemories,
	'memory.import': importNamespace,
	'memory.recall': recallMemories,
	'memory.remember': rememberMemory,
	'receipts.getMany': getManyReceipts,
	'receipts.report': reportReceipts,
};
