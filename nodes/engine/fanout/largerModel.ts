import type { Candidate } from '../candidate';
import { saysNotKnowing } from '../quotes/saysNotKnowing';
import type { FormsOf, InstantFormsOf } from './forms';

/** When a larger model is asked besides, and which. */
export interface LargerModel {
	readonly model: string;
	/** What clones must agree on. */
	readonly formsOf: FormsOf;
	/** Asked where the leading answer is ahead of the next by less than this share of the votes (0–1); at 0 only where it is not ahead at all. */
	readonly minimumLead: number;
	/** Votes of a model; those that are not named have one. */
	readonly weights: Readonly<Record<string, number>>;
}

/** What became of the question whether to ask it. */
export interface LargerModelReceipt {
	readonly model: string;
	readonly asked: boolean;
	readonly because: string;
}

/** One answer leads whatever it says: this option is then no use, and nothing else tells. */
export function noteOnLarger(clones: number, larger: LargerModelReceipt | undefined): readonly string[] {
	if (clones > 1 || larger?.asked !== false) return [];
	return ['Ask Larger Model When Unsure did nothing, as one clone alone cannot disagree. Raise Clones to 3 or more.'];
}

/**
 * Says whether the small clones disagree so far that the larger model is to be asked, and why.
 *
 * A cascade after FrugalGPT (Chen et al., 2023), by agreement as in Yue et al. (2024): no model has to know how sure it is.
 */
export function decideOnLarger(
	candidates: readonly Candidate[],
	{ model, formsOf, minimumLead, weights }: Omit<LargerModel, 'formsOf'> & { readonly formsOf: InstantFormsOf },
): LargerModelReceipt {
	const { votes, total, notKnowing } = countVotes(candidates, formsOf(candidates), weights);
	const ask = (because: string) => ({ model, asked: true, because });
	if (candidates.length === 0) return ask('no clone answered');
	if (notKnowing === candidates.length)
		return ask(notKnowing === 1 ? 'the answer says that it does not know' : `all ${notKnowing} answers say that they do not know`);
	const ranked = [...votes].sort((left, right) => right[1] - left[1]);
	const [[leader = '', first = 0] = [], [, second = 0] = []] = ranked;
	if (first === 0)
		return ask(candidates.length === 1 ? 'the answer could not be compared' : `none of the ${candidates.length} answers could be compared`);
	const lead = (first - second) / total;
	if (lead <= 0) return ask('no answer leads');
	const said = `${JSON.stringify(leader.length > 60 ? `${leader.slice(0, 60)}…` : leader)} leads by ${Math.round(lead * 100)} % of the votes`;
	return lead < minimumLead
		? ask(`${said}, and less than ${Math.round(minimumLead * 100)} % is unsure`)
		: { model, asked: false, because: said };
}

/** Who says that it does not know has a vote, and gives it to no answer. */
function countVotes(candidates: readonly Candidate[], forms: ReadonlyArray<string | undefined>, weights: LargerModel['weights']) {
	const votes = new Map<string, number>();
	let total = 0;
	let notKnowing = 0;
	for (const [index, candidate] of candidates.entries()) {
		const isNotKnowing = saysNotKnowing(candidate.text, candidate.run.task);
		const form = isNotKnowing ? undefined : forms[index];
		const weight = weightOf(weights, candidate.model);
		if (isNotKnowing) notKnowing++;
		if (isNotKnowing || form !== undefined) total += weight;
		if (form !== undefined) votes.set(form, (votes.get(form) ?? 0) + weight);
	}
	return { votes, total, notKnowing };
}

export function weightOf(weights: Readonly<Record<string, number>>, model: string): number {
	return Object.hasOwn(weights, model) ? (weights[model] ?? 1) : 1;
}
