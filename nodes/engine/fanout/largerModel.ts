import type { Candidate } from '../candidate';
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

/**
 * Says whether the small clones disagree so far that the larger model is to be asked, and why.
 *
 * A cascade after FrugalGPT (Chen et al., 2023), by agreement as in Yue et al. (2024): no model has to know how sure it is.
 */
export function decideOnLarger(
	candidates: readonly Candidate[],
	{ model, formsOf, minimumLead, weights }: Omit<LargerModel, 'formsOf'> & { readonly formsOf: InstantFormsOf },
): LargerModelReceipt {
	const votes = new Map<string, number>();
	for (const [index, form] of formsOf(candidates).entries()) {
		if (form !== undefined) votes.set(form, (votes.get(form) ?? 0) + weightOf(weights, candidates[index]?.model ?? ''));
	}
	const total = [...votes.values()].reduce((sum, weight) => sum + weight, 0);
	const [[leader = '', first = 0] = [], [, second = 0] = []] = [...votes].sort((left, right) => right[1] - left[1]);
	if (total === 0) return { model, asked: true, because: `none of the ${candidates.length} answers could be compared` };
	const lead = (first - second) / total;
	const said = `${JSON.stringify(leader.length > 60 ? `${leader.slice(0, 60)}…` : leader)} leads by ${Math.round(lead * 100)} % of the votes`;
	const asked = minimumLead === 0 ? lead <= 0 : lead < minimumLead;
	return { model, asked, because: asked ? `${said}, and less than ${Math.round(minimumLead * 100)} % is unsure` : said };
}

export function weightOf(weights: Readonly<Record<string, number>>, model: string): number {
	return Object.hasOwn(weights, model) ? (weights[model] ?? 1) : 1;
}
