import type { ToolUse } from '../../../tool';
import type { ReadFinding } from './postFindings';

const LONGEST_LINE = 300;

/** What a guided clone has looked up, and found in this round, as lines for its next question. */
export class GuidedNotes {
	private readonly calls: string[] = [];
	private readonly findings: ReadFinding[] = [];

	addCall({ name, asked }: Pick<ToolUse, 'name' | 'asked'>, outcome: string): void {
		this.calls.push(`${name} ${asked.slice(0, LONGEST_LINE)}: ${outcome.replace(/\s+/g, ' ').slice(0, LONGEST_LINE)}`);
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

	/** The last ones, where there is room for a share only. */
	lookedUp(share: number): readonly string[] {
		return lastOf(this.calls, share);
	}

	found(share: number): readonly string[] {
		return lastOf(this.findings, share).map(({ claim, quote }) => (claim === quote ? `- ${quote}` : `- ${claim} ("${quote}")`));
	}
}

function lastOf<Each>(list: readonly Each[], share: number): readonly Each[] {
	return share >= 1 ? list : list.slice(list.length - Math.floor(list.length * share));
}
