import type { LookUp } from '../../rounds/lookUps';
import type { ReadFinding } from './postFindings';

const LONGEST_LINE = 300;

/** What a guided clone has looked up, and found in this round, as lines for its next question. */
export class GuidedNotes {
	private readonly calls: string[] = [];
	private readonly findings: ReadFinding[] = [];

	/** Other clones see the outcome, too. */
	addCall(lookUp: LookUp, outcome: string): void {
		lookUp.outcome = outcome;
		this.calls.push(lineOf(lookUp.tool, lookUp.asked, outcome));
	}

	addFindings(findings: readonly ReadFinding[]): void {
		this.findings.push(...findings);
	}

	/** What was found stands on the board, and comes back with its digest. */
	clearFindings(): void {
		this.findings.length = 0;
	}

	/** What was found, for a reader; empty: nothing. */
	get inWords(): string {
		return [...new Set(this.findings.map(({ claim }) => claim))].join('\n');
	}

	/** The last ones, where there is room for a share only; those of other clones first. */
	lookedUp(share: number, byOthers: readonly LookUp[]): readonly string[] {
		const others = byOthers.map(({ clone, tool, asked, outcome = '' }) => `Clone ${clone}: ${lineOf(tool, asked, outcome)}`);
		return [...lastOf(others, share), ...lastOf(this.calls, share)];
	}

	get quotes(): readonly string[] {
		return this.findings.map(({ quote }) => quote);
	}

	found(share: number): readonly string[] {
		return lastOf(this.findings, share).map(({ claim, quote }) => (claim === quote ? `- ${quote}` : `- ${claim} ("${quote}")`));
	}
}

function lineOf(name: string, asked: string, outcome: string): string {
	return `${name} ${asked.slice(0, LONGEST_LINE)}: ${outcome.replace(/\s+/g, ' ').slice(0, LONGEST_LINE)}`;
}

function lastOf<Each>(list: readonly Each[], share: number): readonly Each[] {
	return share >= 1 ? list : list.slice(list.length - Math.floor(list.length * share));
}
