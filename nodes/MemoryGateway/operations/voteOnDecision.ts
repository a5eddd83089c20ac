import type { IDataObject } from 'n8n-workflow';
import type { PollRules, Voted } from '../../engine/memory/decision';
import { strangerError } from '../../engine/memory/readPoll';
import { tokenOf } from '../../engine/memory/tokenOf';
import { describeDecision, quote } from './describeDecision';
import { readDecisionName, readValue, readVoter } from './readName';
import { readPollRules } from './readPollRules';
import { toDecisionFields } from './toDecisionItem';
import type { Operation, OperationInput } from './operation';

/**
 * Casts one vote. `decisive` is true for the vote that made the decision, and for no other, so that what follows from it is done once.
 *
 * @throws InvalidInputError where this voter is not among those that the first vote named.
 */
export const voteOnDecision: Operation = async (input) => {
	const { store, namespace, read, warn, signal } = input;
	const key = readDecisionName(read);
	const voter = readVoter(read('voter'), 'Voter');
	const value = readValue(read('value'), 'Value');
	const rules = readPollRules(read);
	const voted = await store.decisions.vote(
		namespace,
		key,
		{ voter, value, run: runOf(input), token: tokenOf(input.jobKey, namespace, key) },
		rules,
		signal,
	);
	const { decision, outcome, decisive, standing } = voted;
	if (outcome === 'stranger') throw strangerError(voter, decision.rules?.voters ?? []);
	if (decision.rules !== undefined && !isSame(decision.rules, rules))
		warn(`The vote on ${quote(key)} began with another quorum, and it stays with it. Use Forget to begin again.`);
	const { value: decided, details, ...fields } = toDecisionFields(decision);
	return [
		{
			text: `${describeVote(voter, value, voted)} ${describeDecision(decision)}`,
			...(decided !== undefined && { value: decided }),
			decisive,
			counted: outcome === 'counted',
			...fields,
			details: { voter, vote: standing as IDataObject[string], outcome, ...(details as IDataObject) },
		},
	];
};

/** The run of the clones whose answer votes, else n8n's execution. */
function runOf({ json, executionId }: OperationInput): string {
	const id = (json['details'] as { readonly run?: { readonly id?: unknown } } | undefined)?.run?.id;
	return typeof id === 'string' && id !== '' ? id : `execution ${executionId}`;
}

function isSame(left: PollRules, right: PollRules): boolean {
	const normal = ({ quorum, voters, weights = {}, expiresAfterMs }: PollRules) =>
		JSON.stringify([
			quorum,
			voters?.toSorted(),
			Object.entries(weights).toSorted(([one], [other]) => (one < other ? -1 : 1)),
			expiresAfterMs,
		]);
	return normal(left) === normal(right);
}

function describeVote(voter: string, value: unknown, { outcome, standing }: Voted): string {
	if (outcome === 'repeated') return `${quote(voter)} has voted before, for ${quote(standing)}, and that vote stands.`;
	if (outcome === 'late') return `The vote of ${quote(voter)} for ${quote(value)} comes too late: it is kept and changes nothing.`;
	return `The vote of ${quote(voter)} for ${quote(value)} counts.`;
}
