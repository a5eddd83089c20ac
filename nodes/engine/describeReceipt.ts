import { describeFailingTools } from './failingTools';
import type { MissingClone, Receipt } from './receipt';

import { inWords } from './text/inWords';
import { shorten } from './text/shorten';

type DescribedReceipt = Pick<
	Receipt,
	| 'asked'
	| 'answered'
	| 'cut'
	| 'missing'
	| 'stoppedBecause'
	| 'wallMs'
	| 'oneByOneMs'
	| 'gainsNothing'
	| 'paceMs'
	| 'cutBy'
	| 'cacheHits'
	| 'withoutSource'
	| 'tools'
	| 'failingTools'
	| 'larger'
>;

const MOST_NAMED = 5;
const LONGEST_REASON = 200;
/** Shown as 0.1 s. */
const LEAST_TOLD_MS = 50;

/**
 * What a run came to, in one plain sentence; a second one says how long the same had taken one after the other, where the pace is known, and a
 * third that the server gains nothing from several at once, where that is what came out.
 *
 * Where every answer was cut, nothing is called answered. Of several reasons why clones are missing, the first is told.
 */
export function describeReceipt(receipt: DescribedReceipt): string {
	const { asked, answered, missing } = withoutLarger(receipt);
	const parts = [
		describeAnswered({ ...receipt, asked, answered }),
		...describeTools(receipt),
		...describeLost(missing.filter(({ cancelled }) => !cancelled)),
		...describeStopped(receipt),
	];
	return `${parts.join('; ')}.${describeLarger(receipt)}${describePace(receipt)}${describeAlone(receipt)}`;
}

/** The larger model is asked as one clone more, which nobody set in Clones. */
export function lostLarger({ asked, missing, larger }: Pick<Receipt, 'asked' | 'missing' | 'larger'>): MissingClone | undefined {
	return larger?.asked === true ? missing.find(({ clone }) => clone === asked) : undefined;
}

function withoutLarger(receipt: DescribedReceipt): Pick<Receipt, 'asked' | 'answered' | 'missing'> {
	const { asked, answered, missing, larger } = receipt;
	if (larger?.asked !== true) return { asked, answered, missing };
	const lost = lostLarger(receipt);
	return {
		asked: asked - 1,
		answered: lost === undefined ? answered - 1 : answered,
		missing: missing.filter((clone) => clone !== lost),
	};
}

function describeLarger(receipt: DescribedReceipt): string {
	const { larger } = receipt;
	if (larger?.asked !== true) return '';
	const lost = lostLarger(receipt);
	if (lost === undefined) return ` The larger model "${larger.model}" was asked, too, because ${larger.because}.`;
	return ` The larger model "${larger.model}", asked because ${larger.because}, brought no answer: ${shortReason(lost)}.`;
}

const shortReason = ({ reason }: MissingClone): string => shorten(reason, LONGEST_REASON).replace(/\.$/, '');

/** The time of the run begins behind that call, and who waited wants to know for what. */
function describePace({ paceMs = 0 }: DescribedReceipt): string {
	return paceMs < LEAST_TOLD_MS ? '' : ` Before that, the clones waited ${describeTime(paceMs)} while one call measured the pace.`;
}

function describeAlone({ answered, oneByOneMs, gainsNothing }: DescribedReceipt): string {
	if (oneByOneMs === undefined) return '';
	const alone = ` One after the other: ${oneByOneMs < LEAST_TOLD_MS ? '' : 'about '}${describeTime(oneByOneMs)}.`;
	if (gainsNothing !== true) return alone;
	return `${alone} This server gains nothing from ${inWords(answered)} at once (a CPU seldom does; vLLM on a GPU does).`;
}

function describeAnswered({ asked, answered, cut, wallMs, cutBy = [], cacheHits = 0, withoutSource = 0 }: DescribedReceipt): string {
	const by = cutBy.length === 0 ? '' : ` by ${cutBy.join(' and ')}`;
	const time = describeTime(wallMs);
	const cached = cacheHits === 0 ? [] : [cacheHits === answered ? 'from the answer cache' : `${cacheHits} of them from the answer cache`];
	if (answered > 0 && cut >= answered)
		return [`${answered} of ${asked} cut${by}`, `${wallMs < LEAST_TOLD_MS ? 'in' : 'after'} ${time}`, ...cached].join(', ');
	const besides = [
		...(cut === 0 ? [] : [`${cut} of them cut${by}`]),
		...cached,
		...(withoutSource === 0 ? [] : [withoutSource === answered ? 'without a source' : `${withoutSource} of them without a source`]),
	];
	return [`${answered} of ${asked} answered in ${time}`, ...besides].join(', ');
}

/** Answers that should stand on what tools say, and stand on nothing, look like any others. */
function describeTools({ tools, failingTools = [] }: DescribedReceipt): readonly string[] {
	if (failingTools.length > 0) return describeFailingTools(failingTools);
	if (tools === undefined || tools.calls === 0 || tools.answered > 0) return [];
	return [tools.calls === 1 ? 'the only tool call failed' : `all ${tools.calls} tool calls failed`];
}

function describeLost(lost: readonly MissingClone[]): readonly string[] {
	const [first] = lost;
	if (first === undefined) return [];
	const others = lost.some(({ reason }) => reason !== first.reason) ? ', and others for other reasons' : '';
	return [`${nameClones(lost)} brought no answer: ${shortReason(first)}${others}`];
}

function describeStopped({ missing, stoppedBecause }: DescribedReceipt): readonly string[] {
	const stopped = missing.filter(({ cancelled }) => cancelled).length;
	if (stopped === 0) return [];
	return [`${stopped} ${stopped === 1 ? 'was' : 'were'} stopped because ${stoppedBecause}`];
}

function nameClones(clones: readonly MissingClone[]): string {
	const numbers = clones.slice(0, MOST_NAMED).map(({ clone }) => String(clone));
	const names = clones.length > MOST_NAMED ? [...numbers, `${clones.length - MOST_NAMED} more`] : numbers;
	if (names.length === 1) return `clone ${names[0]}`;
	return `clones ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** As people say it: `under 0.1 s`, `0.4 s`, `30 s`, `2 min 5 s`. */
function describeTime(ms: number): string {
	if (ms < LEAST_TOLD_MS) return 'under 0.1 s';
	if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 120) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
}
