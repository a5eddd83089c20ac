import { InvalidInputError } from '../errors';
import type { FanOutRequest, Sharing } from './fanOutRequest';
import type { LargerModel } from './largerModel';
import { checkToolLimits } from './tools/toolLimits';
import { isBlank } from '../text/isBlank';

/** More clones than this in one run is taken for a slip; several runs may have as many each. */
export const mostClones = 2000;

/**
 * Refuses what cannot be asked, before any request goes out.
 *
 * @throws InvalidInputError naming the field.
 */
export function checkRequest(request: FanOutRequest): void {
	const { clones, difference, stopWhen } = request;
	if (isBlank(request.task))
		throw new InvalidInputError(
			'The task is empty',
			'Fill in what the clones are to do under Task. By default, Task reads the field chatInput, which a chat gives.',
			'Task',
		);
	checkClones(clones);
	checkRange(request.minimumAnswers, 1, clones, 'Minimum Answers');
	checkRange(request.retries, 0, 20, 'Retries');
	if (!(request.cloneTimeoutMs > 0))
		throw new InvalidInputError(
			'Clone Timeout (Seconds) is not above 0',
			'Give the seconds that one clone may take, for example 120.',
			'Clone Timeout (Seconds)',
		);
	if (request.deadlineMs !== undefined && !(request.deadlineMs > 0)) {
		throw new InvalidInputError(
			'Deadline (Seconds) is not above 0',
			'Give the seconds that the whole run may take, or remove the option.',
			'Deadline (Seconds)',
		);
	}
	if (difference.by === 'approach' && difference.approaches.length === 0) {
		throw new InvalidInputError(
			'No approach is chosen',
			'Choose at least one approach, or let the clones differ by Sampling.',
			'Approaches',
		);
	}
	if (difference.by === 'model' && difference.models.length === 0) {
		throw new InvalidInputError(
			'The clones differ by model, but no model is chosen',
			'Choose one or more models in Model Names or IDs.',
			'Model Names or IDs',
		);
	}
	if (request.larger !== undefined) checkLarger(request.larger);
	checkToolLimits(request.toolLimits);
	checkSharing(request.sharing, stopWhen.kind);
	if (stopWhen.kind === 'enough') checkRange(stopWhen.answers, 1, clones, 'Answers');
	if (stopWhen.kind === 'agree' && !(stopWhen.confidence >= 0.5 && stopWhen.confidence <= 1)) {
		throw new InvalidInputError(`Confidence is ${stopWhen.confidence}, and it goes from 0.5 to 1`, 'Try 0.95.', 'Confidence');
	}
}

/** @throws InvalidInputError where a run cannot have so many clones. */
export function checkClones(clones: number): void {
	if (Number.isInteger(clones) && clones >= 1 && clones <= mostClones) return;
	throw new InvalidInputError(
		`Clones is ${clones}, and a run takes a whole number from 1 to ${mostClones.toLocaleString('en')}`,
		'Five is a good number to start with.',
		'Clones',
	);
}

function checkLarger({ model, minimumLead, weights }: LargerModel): void {
	if (isBlank(model))
		throw new InvalidInputError(
			'The larger model has no name',
			'Enter one that the server has, or remove the option Ask Larger Model When Unsure.',
			'Larger Model',
		);
	if (!(minimumLead >= 0 && minimumLead <= 1))
		throw new InvalidInputError(
			`Minimum Lead is ${minimumLead}, and it goes from 0 to 1`,
			'With 0.5 the leading answer must be ahead by half of the votes.',
			'Minimum Lead',
		);
	const wrong = Object.entries(weights).find(([, weight]) => !(weight >= 0 && Number.isFinite(weight)));
	if (wrong !== undefined)
		throw new InvalidInputError(
			`The weight of ${wrong[0]} is ${Number.isNaN(wrong[1]) ? 'not a number' : wrong[1]}, and a weight is 0 or more`,
			'Correct it in Model Weights.',
			'Model Weights',
		);
}

function checkSharing({ rounds, digestTokens }: Sharing, stopKind: FanOutRequest['stopWhen']['kind']): void {
	checkRange(rounds, 1, 20, 'Rounds');
	if (!(digestTokens >= 100))
		throw new InvalidInputError(
			`Digest (Tokens) is ${digestTokens}, and it is 100 or more`,
			'Set how much of the findings a clone is told, for example 2000.',
			'Digest (Tokens)',
		);
	if (rounds > 1 && stopKind !== 'all') {
		throw new InvalidInputError(
			'Stop When cannot be combined with Rounds: a round ends when all its clones have answered',
			'Set Stop When to All Answered, or Rounds to 1. Clone Timeout bounds what one clone takes in a round.',
			'Stop When',
		);
	}
}

function checkRange(value: number, least: number, most: number, field: string): void {
	if (Number.isInteger(value) && value >= least && value <= most) return;
	throw new InvalidInputError(
		`${field} is ${value}, and it goes from ${least} to ${most} here`,
		`Set ${field} to a whole number within that range.`,
		field,
	);
}
