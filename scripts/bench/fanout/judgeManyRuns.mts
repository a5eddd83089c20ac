import { formatTable } from '../../start/formatTable.mts';
import { names } from './judgeProportions.mts';

/** Many executions at once of one way of asking, five requests each. */
export interface ManyRunsRow {
	/** As `one process`. */
	readonly where: string;
	readonly runs: number;
	readonly subject: string;
	/** From the first call to the last answer. */
	readonly wallMs: number;
	/** Of all n8n processes together; undefined where the system does not say. */
	readonly cpuUsPerClone: number | undefined;
	/** Requests by server, where there are several. */
	readonly served: readonly number[];
}

/** Ours may use so much more of a processor for a clone than the HTTP Request node for a request. */
const MOST_CPU_ABOVE_US = 300;

export function formatManyRuns(rows: readonly ManyRunsRow[]): string {
	const cells = rows.map((row) => [
		row.where,
		String(row.runs),
		row.subject,
		(row.wallMs / 1000).toFixed(3),
		row.cpuUsPerClone?.toFixed(0) ?? 'unknown',
		signed(cpuAbove(rows, row)),
		row.served.length > 1 ? row.served.join(' / ') : '',
	]);
	return formatTable(
		[['n8n on', 'runs at once', 'through', 'wall s', 'CPU µs a clone', 'above HTTP Request', 'by server'], ...cells],
		['left', 'right', 'left', 'right', 'right', 'right', 'right'],
	).join('\n');
}

/** Two lines: whether ours was ever behind the HTTP Request node, and whether its work for a clone stays in its bound. */
export function judgeManyRuns(rows: readonly ManyRunsRow[]): readonly string[] {
	const ours = rows.filter(({ subject }) => subject === names.fanOut);
	const pairs = ours.map((row) => ({ row, other: requestBeside(rows, row), above: cpuAbove(rows, row) }));
	if (pairs.length === 0 || pairs.some(({ other }) => other === undefined)) return ['Unknown: there is nothing to compare.'];
	// To two decimals, as below that the same thing measured twice differs.
	const ratios = pairs.map(({ row, other }) => Number((row.wallMs / other!.wallMs).toFixed(2)));
	const aboves = pairs.flatMap(({ above }) => (above === undefined ? [] : [above]));
	const most = aboves.length === 0 ? 'not measured' : `${Math.max(...aboves).toFixed(0)} µs`;
	return [
		`${Math.max(...ratios) <= 1 ? 'Holds' : 'Does not hold'}: never behind the HTTP Request node; our time is ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')} times its.`,
		`${aboves.length < pairs.length ? 'Unknown' : Math.max(...aboves) <= MOST_CPU_ABOVE_US ? 'Holds' : 'Does not hold'}: our CPU for a clone is at most ${MOST_CPU_ABOVE_US} µs above its for a request; the most was ${most}.`,
	];
}

const requestBeside = (rows: readonly ManyRunsRow[], { where, runs }: ManyRunsRow): ManyRunsRow | undefined =>
	rows.find((row) => row.where === where && row.runs === runs && row.subject === names.ownSeeds);

function cpuAbove(rows: readonly ManyRunsRow[], row: ManyRunsRow): number | undefined {
	const beside = requestBeside(rows, row);
	if (beside === row || beside?.cpuUsPerClone === undefined || row.cpuUsPerClone === undefined) return undefined;
	return row.cpuUsPerClone - beside.cpuUsPerClone;
}

const signed = (value: number | undefined): string => (value === undefined ? '' : `${value > 0 ? '+' : ''}${value.toFixed(0)}`);
