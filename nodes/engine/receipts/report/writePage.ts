import type { ReceiptFilter } from '../receiptStore';
import { formatCount, formatDuration, formatShare, formatShort } from './formats';
import { Markup, markup } from './markup';
import type { ReceiptSums } from './receiptSums';
import { writeCosts, writeFailures, writeGroupTables, writePicking, writeTimeSaved } from './sections';
import { style } from './style';
import { describeAgreement } from './tables';

export interface PageContext {
	readonly filter: ReceiptFilter;
	/** ISO 8601. */
	readonly writtenAt: string;
}

/**
 * The report as one HTML page: no script, no request to anywhere, light and dark as the reader has it.
 *
 * Names come from strangers and are escaped; a policy in the page refuses everything that is not its own style.
 */
export function writePage(sums: ReceiptSums, context: PageContext): string {
	const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Shadow clones: report</title><style>${new Markup(style)}</style></head>
<body><main>${writeHead(sums, context)}${sums.receipts === 0 ? writeNothing(context) : writeBody(sums)}
<footer>Written ${context.writtenAt.slice(0, 16).replace('T', ' ')} UTC by n8n-nodes-shadow-clones. Receipts hold figures and names, never tasks or answers. The newest 100,000 of the last 90 days are kept; days are those of ${sums.timeZone}.</footer>
</main></body></html>
`;
	return page.text;
}

function writeHead({ total, span, receipts }: ReceiptSums, { filter }: PageContext): Markup {
	const when = span === undefined ? '' : ` from ${span.from.slice(0, 10)} to ${span.to.slice(0, 10)}`;
	const names = Object.entries(filter).map(([name, value]) => `${name} ${String(value)}`);
	return markup`<header><h1>What the clones did</h1><p class="soft">${formatCount(total.runs)} ${total.runs === 1 ? 'run' : 'runs'} in ${formatCount(receipts)} ${receipts === 1 ? 'receipt' : 'receipts'}${when}${names.length > 0 && `; only ${names.join(', ')}`}</p></header>`;
}

function writeNothing({ filter }: PageContext): Markup {
	const advice =
		Object.keys(filter).length === 0
			? 'Run a workflow with Shadow Clone Fan-Out, Clone Evaluator or Synthesizer, and its receipt is here a second later. Receipts are not kept where Keep Receipts is off in a node, or SHADOW_CLONES_RECEIPTS is off for all of them.'
			: 'Nothing meets all conditions of Which Receipts. Names are compared whole.';
	return markup`<section><h2>No receipts yet</h2><p>${advice}</p></section>`;
}

function writeBody(sums: ReceiptSums): readonly Markup[] {
	return [writeCards(sums), writeTimeSaved(sums), writePicking(sums), writeCosts(sums), writeFailures(sums), ...writeGroupTables(sums)];
}

function writeCards({ total }: ReceiptSums): Markup {
	const { asked, answered, measuredRuns, savedMs, decided, picked, lookedUp, cacheHits, promptTokens, completionTokens, requests, runs } =
		total;
	const cards: ReadonlyArray<readonly [label: string, value: string, note: string]> = [
		['Time saved', measuredRuns === 0 ? '–' : formatDuration(savedMs), `measured in ${formatCount(measuredRuns)} of ${formatCount(runs)}`],
		['Clones answered', asked === 0 ? '–' : formatShare(answered / asked), `${formatCount(answered)} of ${formatCount(asked)}`],
		['Answers picked', decided === 0 ? '–' : formatShare(picked / decided), `in ${formatCount(picked)} of ${formatCount(decided)} choices`],
		['Agreement', describeAgreement(total), `mean of ${formatCount(total.agreements)}`],
		['Cache hits', lookedUp === 0 ? '–' : formatShare(cacheHits / lookedUp), `${formatCount(cacheHits)} of ${formatCount(lookedUp)}`],
		['Tokens', formatShort(promptTokens + completionTokens), `in ${formatCount(requests)} requests`],
	];
	return markup`<div class="cards">${cards.map(([label, value, note]) => markup`<div><span>${label}</span><b>${value}</b><span>${note}</span></div>\n`)}</div>`;
}
