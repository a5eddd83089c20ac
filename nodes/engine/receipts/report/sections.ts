import { drawDayChart } from './dayChart';
import { fillDays } from './fillDays';
import { formatCount, formatDuration, formatShare, formatWord } from './formats';
import { markup, type Markup } from './markup';
import type { ReceiptSums } from './receiptSums';
import { describeAgreement, foldGroups, MOST_ROWS, writeBars, writeGroups, writeTable } from './tables';

const MINUTE_MS = 60_000;
const MOST_DAYS = 120;

/** What was saved, day by day, and by which pace it was measured. */
export function writeTimeSaved({ total, byDay, measuredPaces }: ReceiptSums): Markup {
	const { measuredRuns, runs, savedMs } = total;
	if (measuredRuns === 0)
		return markup`<section><h2>Time saved</h2><p>Not measured in any of these runs. Measure Pace in Shadow Clone Fan-Out makes one short call with nothing beside it, which tells how long the clones would have taken one after the other. What says that they saved more than all but one of them counts as not measured.</p></section>`;
	const bars = fillDays(byDay).map(({ name, totals }) => ({ day: name, values: [totals.savedMs] }));
	const most = Math.max(...bars.map(({ values: [value = 0] }) => Math.abs(value)));
	const unit = most > 120 * MINUTE_MS ? 60 * MINUTE_MS : most > 2 * MINUTE_MS ? MINUTE_MS : 1_000;
	return markup`<section><h2>Time saved: ${formatDuration(savedMs)}</h2>
<p class="soft">Measured in ${formatCount(measuredRuns)} of ${formatCount(runs)} runs: what their answered clones would have taken one after the other at the pace of a call that had the server to itself, less what the run took. All other runs count as nothing here: their pace is unknown, or their clones used tools, whose time alone nobody measured. Answers from the cache save no time in this sum.</p>
${drawDayChart({ title: 'Time saved per day', series: ['Time saved'], bars, format: (ms) => (ms === 0 ? '0' : formatDuration(ms)), unit })}
${
	measuredPaces.length > 0 &&
	writeTable(
		['Measured by this pace', 'First token', 'Per token', 'Tokens a second', 'Measured'],
		measuredPaces
			.slice(0, MOST_ROWS)
			.map(([model, { firstTokenMs, msPerToken, measuredAt }]) => [
				model,
				`${formatCount(firstTokenMs)} ms`,
				`${msPerToken.toFixed(1)} ms`,
				msPerToken > 0 ? formatCount(1000 / msPerToken) : '–',
				`${measuredAt.slice(0, 16).replace('T', ' ')} UTC`,
			]),
	)
}</section>`;
}

/** By what answers were picked, how many agreed, and what was made of several. */
export function writePicking({ total, byPicking, syntheses, agreementClasses }: ReceiptSums): Markup {
	if (byPicking.length === 0 && syntheses.length === 0) return markup``;
	const rows = foldGroups(byPicking).map(({ name, totals }) => [
		formatWord(name),
		formatCount(totals.decided),
		formatCount(totals.picked),
		formatShare(totals.picked / totals.decided),
		describeAgreement(totals),
	]);
	const classes = agreementClasses.map((count, place) => [`${place * 10} to ${place === 9 ? 100 : place * 10 + 9} %`, count] as const);
	const made = syntheses.map(({ by, result, count }) => [`${by}: ${formatWord(result).toLowerCase()}`, count] as const);
	return markup`<section><h2>How answers were picked</h2>
${rows.length > 0 && writeTable(['Picked by', 'Choices', 'Picked', 'Share', 'Mean agreement'], rows)}
<div class="pair">
${total.agreements > 0 && markup`<div><p class="soft">Choices by the share of answers that agreed</p>${writeBars(classes.toReversed())}</div>`}
${made.length > 0 && markup`<div><p class="soft">Answers made of several</p>${writeBars(made)}</div>`}
</div></section>`;
}

/** Tokens, requests and the cache. */
export function writeCosts({ total, byDay }: ReceiptSums): Markup {
	const { promptTokens, completionTokens, cachedTokens, unknownTokens, requests, retries, lookedUp, cacheHits } = total;
	const days = fillDays(byDay);
	const fromPrefixCache = cachedTokens > 0 ? `, ${formatCount(cachedTokens)} of them from the server's prefix cache` : '';
	const untold = unknownTokens > 0 ? ` Of ${formatCount(unknownTokens)} requests the server told no tokens.` : '';
	const cache =
		lookedUp > 0 ? ` ${formatCount(cacheHits)} of ${formatCount(lookedUp)} answers that were looked up came from the cache.` : '';
	return markup`<section><h2>Tokens and requests</h2>
<p class="soft">${formatCount(promptTokens)} tokens asked${fromPrefixCache}; ${formatCount(completionTokens)} written. ${formatCount(requests)} requests, ${formatCount(retries)} of them retries.${untold}${cache} Judges and drafters of tests are counted with the models whose answers they judged.</p>
<div class="pair">
${drawDayChart({ title: 'Tokens per day', series: ['Asked', 'Written'], isHalf: true, bars: days.map(({ name, totals }) => ({ day: name, values: [totals.promptTokens, totals.completionTokens] })), format: formatCount })}
${drawDayChart({ title: 'Requests per day', series: ['Requests'], isHalf: true, bars: days.map(({ name, totals }) => ({ day: name, values: [totals.requests] })), format: formatCount })}
</div></section>`;
}

/** Clones that brought no answer against anyone's will. */
export function writeFailures({ total, failures }: ReceiptSums): Markup {
	const { failed, asked, stopped, cut } = total;
	const besides = ` ${formatCount(stopped)} were stopped on purpose, as enough had answered; ${formatCount(cut)} answers were cut.`;
	if (failed === 0) return markup`<section><h2>Failures</h2><p class="soft">No clone failed.${besides}</p></section>`;
	return markup`<section><h2>Failures by reason</h2><p class="soft">${formatCount(failed)} of ${formatCount(asked)} clones brought no answer.${besides}</p>
${writeBars(
	failures.map(([kind, clones]) => [formatWord(kind), clones] as const),
	(clones) => `${formatCount(clones)} (${formatShare(clones / failed)})`,
)}</section>`;
}

/** The same figures by workflow, model and day. */
export function writeGroupTables({ byWorkflow, byModel, byDay }: ReceiptSums): readonly Markup[] {
	return [
		markup`<section><h2>By workflow</h2>${writeGroups('Workflow', byWorkflow)}</section>`,
		markup`<section><h2>By model</h2>${writeGroups('Model', byModel)}</section>`,
		markup`<section><details><summary>By day</summary>${writeGroups('Day', byDay.toReversed(), MOST_DAYS)}</details></section>`,
	];
}
