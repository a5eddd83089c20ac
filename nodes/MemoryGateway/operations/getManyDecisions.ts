import { checkInput, z } from '../../engine/checkInput';
import { toDecisionItem } from './toDecisionItem';
import type { Operation } from './operation';
import { isEmpty } from '../../shared/isEmpty';

/** More items than these are no list that anybody reads. */
const MAX_DECISIONS = 10_000;

/** Lists decisions, made or not, the newest first, one item each. */
export const getManyDecisions: Operation = async ({ store, namespace, read, isTool, tell, signal }) => {
	const limit = read('returnAll') === true ? MAX_DECISIONS : readLimit(read('limit'));
	const decisions = await store.decisions.list(namespace, { containing: '', limit }, signal);
	if (isTool && decisions.length === 0) return [{ text: `There are no decisions in namespace "${namespace}".` }];
	if (decisions.length === 0)
		tell(`Namespace "${namespace}" has no decisions, so there are no items. To continue anyway, switch on Always Output Data in Settings.`);
	if (read('returnAll') === true && decisions.length === MAX_DECISIONS)
		tell(
			`These are the newest ${MAX_DECISIONS.toLocaleString('en')} decisions of namespace "${namespace}", the most that Return All gives.`,
		);
	return decisions.map(toDecisionItem);
};

function readLimit(limit: unknown): number {
	return checkInput(z.coerce.number().int().min(1).max(MAX_DECISIONS), isEmpty(limit) ? 50 : limit, 'Limit');
}
