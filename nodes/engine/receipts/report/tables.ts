import { formatCount, formatDuration, formatShare } from './formats';
import { markup, type Markup } from './markup';
import type { Group } from './receiptSums';
import { addTotals, noTotals, type Totals } from './totals';

type Column = readonly [label: string, value: (totals: Totals) => string];

const none = '–';

const columns: readonly Column[] = [
	['Runs', ({ runs }) => formatCount(runs)],
	['Clones answered', ({ asked, answered }) => (asked === 0 ? none : `${formatCount(answered)} of ${formatCount(asked)}`)],
	['Failed', ({ failed }) => formatCount(failed)],
	['Time saved', ({ measuredRuns, savedMs }) => (measuredRuns === 0 ? none : formatDuration(savedMs))],
	['Answers picked', ({ decided, picked }) => (decided === 0 ? none : `${formatCount(picked)} of ${formatCount(decided)}`)],
	['Agreement', describeAgreement],
	['Cache hits', ({ lookedUp, cacheHits }) => (lookedUp === 0 ? none : `${formatCount(cacheHits)} of ${formatCount(lookedUp)}`)],
	['Tokens', ({ promptTokens, completionTokens }) => formatCount(promptTokens + completionTokens)],
	['Requests', ({ requests }) => formatCount(requests)],
];

/** The mean over all for which it is known. */
export function describeAgreement({ agreement, agreements }: Totals): string {
	return agreements === 0 ? none : formatShare(agreement / agreements);
}

/** More rows are no table that anybody reads. */
export const MOST_ROWS = 40;

/** One row for each group. */
export function writeGroups(label: string, groups: readonly Group[], mostRows = MOST_ROWS): Markup {
	return writeTable(
		[label, ...columns.map(([name]) => name)],
		foldGroups(groups, mostRows).map(({ name, totals }) => [name, ...columns.map(([, value]) => value(totals))]),
	);
}

/** Those that are too many share the last row, so that columns always add up to the totals. */
export function foldGroups(groups: readonly Group[], mostRows = MOST_ROWS): readonly Group[] {
	if (groups.length <= mostRows) return groups;
	const rest = groups.slice(mostRows - 1);
	const totals = noTotals();
	for (const each of rest) addTotals(totals, each.totals);
	return [...groups.slice(0, mostRows - 1), { name: nameRest(rest.length), totals }];
}

const nameRest = (count: number) => `${formatCount(count)} others`;

/** The first column is text, all others are figures. */
export function writeTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): Markup {
	return markup`<div class="scroll"><table><thead><tr>${head.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>
${rows.map(([name = '', ...cells]) => markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>
`;
}

/** Bars that lie, with a figure at the end of each; the longest fills the width, and those that are too many share one. */
export function writeBars(rows: ReadonlyArray<readonly [name: string, value: number]>, say = formatCount): Markup {
	const bars = foldBars(rows);
	const longest = Math.max(1, ...bars.map(([, value]) => value));
	return markup`<dl class="bars">${bars.map(
		([name, value]) =>
			markup`<div><dt>${name}</dt><dd><span style="width:${Math.round((value / longest) * 1000) / 10}%"></span><b>${say(value)}</b></dd></div>\n`,
	)}</dl>`;
}

function foldBars(rows: ReadonlyArray<readonly [name: string, value: number]>): ReadonlyArray<readonly [name: string, value: number]> {
	if (rows.length <= MOST_ROWS) return rows;
	const rest = rows.slice(MOST_ROWS - 1);
	return [...rows.slice(0, MOST_ROWS - 1), [nameRest(rest.length), rest.reduce((sum, [, value]) => sum + value, 0)]];
}
