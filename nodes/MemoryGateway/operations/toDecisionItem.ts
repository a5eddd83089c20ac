import type { IDataObject } from 'n8n-workflow';
import type { Ballot, Decision, FullDecision } from '../../engine/memory/decision';
import { standOf } from '../../engine/memory/standOf';
import { describeDecision, describeQuorum } from './describeDecision';

/** A decision as an item: what was decided, by how many votes, and everything else under `details`. Nothing empty is there. */
export function toDecisionItem(decision: FullDecision): IDataObject {
	const { value, details, ...fields } = toDecisionFields(decision);
	const ballots = decision.ballots.map(toBallot);
	const all = { ...(details as IDataObject | undefined), ...(ballots.length > 0 && { ballots }) };
	return {
		text: describeDecision(decision),
		...(value !== undefined && { value }),
		...fields,
		...(Object.keys(all).length > 0 && { details: all }),
	};
}

/** The fields that every item about a decision has. */
export function toDecisionFields(decision: Decision): IDataObject {
	const { key, value, decidedAt, openedAt, holder, leaseEndsAt, rules, expiresAt, counts } = decision;
	const isVoted = rules !== undefined;
	const isWeighted = rules?.weights !== undefined;
	const details = {
		...(decidedAt !== openedAt && { openedAt }),
		...(expiresAt !== undefined && { expiresAt }),
		...(holder !== undefined && { holder }),
		...(leaseEndsAt !== undefined && decidedAt === undefined && { leaseEndsAt }),
		...(isVoted && { quorum: describeQuorum(rules) }),
		...(rules?.voters !== undefined && { voters: [...rules.voters] }),
		...(rules?.weights !== undefined && { weights: { ...rules.weights } }),
	};
	return {
		...(value !== undefined && { value }),
		decided: decidedAt !== undefined,
		state: standOf(decision),
		...(counts.length > 0 && {
			votes: counts.map(
				({ value: each, votes, weight }) =>
					({ value: each, votes, ...(isWeighted && { weight: Number(weight.toFixed(6)) }) }) as IDataObject,
			),
		}),
		decision: key,
		...(decidedAt !== undefined && { savedAt: decidedAt }),
		...(Object.keys(details).length > 0 && { details }),
	};
}

function toBallot({ voter, value, weight, votedAt, run, late }: Ballot): IDataObject {
	return {
		...{ voter, value: value as IDataObject[string], votedAt },
		...(run !== undefined && { run }),
		...(weight !== 1 && { weight }),
		...(late && { late }),
	};
}
