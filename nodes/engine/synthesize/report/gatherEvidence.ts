import { findQuote } from '../../quotes/findQuote';
import type { Evidence } from '../citations/checkCitations';
import type { Contender } from '../contender';

export interface Gathered {
	/** Found by most clones first, then in the order in which they came. */
	readonly evidence: readonly Evidence[];
	readonly withoutProof: number;
}

/** All findings of a run with the texts that they quote; one whose quote does not stand in its text, or whose text did not come along, counts as without proof. */
export function gatherEvidence(contenders: readonly Contender[]): Gathered {
	const sources = new Map(contenders.flatMap(({ candidate }) => candidate.sources ?? []).map((source) => [source.id, source]));
	const findings = new Map(contenders.flatMap(({ candidate }) => candidate.findings ?? []).map((finding) => [finding.id, finding]));
	const evidence = [...findings.values()].flatMap((finding): Evidence[] => {
		const source = sources.get(finding.source);
		return source !== undefined && findQuote(finding.quote, source.text).kind === 'found' ? [{ finding, source }] : [];
	});
	const clonesOf = ({ finding }: Evidence) => 1 + (finding.alsoFoundBy?.length ?? 0);
	return {
		evidence: evidence.toSorted((left, right) => clonesOf(right) - clonesOf(left) || numberOf(left) - numberOf(right)),
		withoutProof: findings.size - evidence.length,
	};
}

function numberOf({ finding }: Evidence): number {
	return Number(/\d+/.exec(finding.id)?.[0] ?? 0);
}
