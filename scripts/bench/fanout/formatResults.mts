import { formatTable } from '../../start/formatTable.mts';

export interface Row {
	readonly clones: number;
	readonly subject: string;
	readonly wallMs: number;
	readonly overMs: number;
	readonly ratioToIdeal: number;
	readonly mostInFlight: number;
}

export interface MemoryRow {
	readonly subject: string;
	readonly idleMb: number;
	readonly peakMb: number;
	readonly aboveIdleMb: number;
}

export interface Results {
	readonly answerAfterMs: number;
	readonly rounds: number;
	readonly webhookMs: number;
	readonly rows: readonly Row[];
	/** Empty where it was not measured. */
	readonly memory: readonly MemoryRow[];
	readonly proportions: readonly string[];
}

/** The tables and the lines that people read. */
export function formatResults({ answerAfterMs, rounds, webhookMs, rows, memory, proportions }: Results): string {
	return [
		'',
		`Medians of ${rounds} after a warm-up, in turn. The endpoint answers after ${seconds(answerAfterMs)} s; the webhook alone takes ${seconds(webhookMs)} s.`,
		'',
		...formatTimes(rows),
		'',
		...(memory.length === 0 ? [] : [...formatMemory(memory), '']),
		...proportions,
	].join('\n');
}

function formatTimes(rows: readonly Row[]): string[] {
	const cells = rows.map((row) => [
		String(row.clones),
		row.subject,
		seconds(row.wallMs),
		seconds(row.overMs),
		row.ratioToIdeal.toFixed(2),
		String(row.mostInFlight),
	]);
	return formatTable(
		[['clones', 'through', 'wall s', 'minus 0.5 s', 'times the ideal', 'most in flight'], ...cells],
		['right', 'left', 'right', 'right', 'right', 'right'],
	);
}

function formatMemory(rows: readonly MemoryRow[]): string[] {
	const cells = rows.map((row) => [row.subject, ...[row.idleMb, row.peakMb, row.aboveIdleMb].map((mb) => mb.toFixed(0))]);
	return formatTable([['at 1000 clones', 'idle MB', 'peak MB', 'above idle MB'], ...cells], ['left', 'right', 'right', 'right']);
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
