import type { CheckedReport } from '../citations/checkCitations';

/** What became of the citations of a report. */
export interface CitationReport extends Omit<CheckedReport, 'text'> {
	/** Findings that the report was written from. */
	readonly findings: number;
	/** Findings that came with a quote that does not stand in its source, or without the source: nothing was written from them. */
	readonly withoutProof: number;
	/** Share of the written citations that hold; absent where there is none. */
	readonly precision?: number;
	/** Share of the sentences that should have a citation and have one that holds; absent where there is none. */
	readonly coverage?: number;
}

export function toCitationReport({ text, ...checked }: CheckedReport, findings: number, withoutProof: number): CitationReport {
	const written = checked.kept + checked.dropped.length;
	return {
		...checked,
		findings,
		withoutProof,
		...(written === 0 ? {} : { precision: round(checked.kept / written) }),
		...(checked.sentences === 0 ? {} : { coverage: round((checked.sentences - checked.uncited.length) / checked.sentences) }),
	};
}

function round(share: number): number {
	return Math.round(share * 1000) / 1000;
}
