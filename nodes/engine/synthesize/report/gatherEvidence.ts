import { setImmediate } from 'node:timers/promises';
import { findQuote } from '../../quotes/findQuote';
import { quotableOf } from '../../quotes/quotableText';
import type { Evidence } from '../citations/checkCitations';
import type { Contender } from '../contender';

/** After so many, others get their turn in this thread. */
const BREATH_CHARACTERS = 200_000;

export interface Gathered {
	/** Found by most clones first, then in the order in which they came. */
	readonly evidence: readonly Evidence[];
	readonly withoutProof: number;
}

/** All findings of a run with the texts that they quote; one whose quote does not stand in its text, or whose text did not come along, counts as without proof. */
export async function gatherEvidence(contenders: readonly Contender[]): Promise<Gathered> {
	const sources = new Map(contenders.flatMap(({ candidate }) => candidate.sources ?? []).map((source) => [source.id, source]));
	const findings = new Map(contenders.flatMap(({ candidate }) => candidate.findings ?? []).map((finding) => [finding.id, finding]));
	const evidence: Evidence[] = [];
	let characters = 0;
	for (const finding of findings.values()) {
		const source = sources.get(finding.source);
		if (source === undefined) continue;
		if (findQuote(finding.quote, quotableOf(source)).kind === 'found') evidence.push({ finding, source });
		characters += source.text.length;
		if (characters < BREATH_CHARACTERS) continue;
		characters = 0;
		await setImmediate();
	}
	const clonesOf = ({ finding }: Evidence) => 1 + (finding.alsoFoundBy?.length ?? 0);
	return {
		evidence: evidence.toSorted((left, right) => clonesOf(right) - clonesOf(left) || numberOf(left) - numberOf(right)),
		withoutProof: findings.size - evidence.length,
	};
}

function numberOf({ finding }: Evidence): number {
	return Number(/\d+/.exec(finding.id)?.[0] ?? 0);
}
