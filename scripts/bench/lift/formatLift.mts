import type { ApproachRow, CodeRow } from './codeTable.mts';
import type { SumsCount } from './countSums.mts';
import type { TextsCount } from './countTexts.mts';
import type { Interval } from './intervals.mts';

/** Lines of a Markdown table. */
export function toMarkdown([heading = [], ...body]: ReadonlyArray<readonly string[]>): readonly string[] {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(heading), `|${heading.map(() => '---').join('|')}|`, ...body.map(line)];
}

const percent = (share: number) => `${share < 0 ? '−' : ''}${Math.abs(100 * share).toFixed(1)} %`;
const between = ({ value, low, high }: Interval) => `${percent(value)} (${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)})`;
const points = ({ value, low, high }: Interval) => `${signed(value)} (${signed(low)} to ${signed(high)})`;
const signed = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;

export function formatCode(rows: ReadonlyArray<CodeRow & { readonly what: string }>): readonly string[] {
	return toMarkdown([
		[
			'code',
			'tasks',
			'one clone',
			'picked of five',
			'by behaviour alone',
			'any of five',
			'lift in points',
			'of the way',
			'tokens a task',
			'cut',
		],
		...rows.map(({ what, tasks, one, picked, byBehaviour, any, lift, share, tokens, cut }) => [
			what,
			String(tasks),
			between(one),
			`**${between(picked)}**`,
			between(byBehaviour),
			between(any),
			points(lift),
			share === undefined ? '' : percent(share),
			tokens.toFixed(0),
			String(cut),
		]),
	]);
}

export function formatApproaches(rows: readonly ApproachRow[]): readonly string[] {
	return toMarkdown([
		['approach', 'right', 'beyond Plain, points', 'tokens', 'cut'],
		...rows.map(({ approach, right, beyondPlain, tokens, cut }) => [
			approach,
			between(right),
			points(beyondPlain),
			tokens.toFixed(0),
			String(cut),
		]),
	]);
}

export function formatSums(what: string, { questions, clones, one, vote, any, lift, agreeing, larger }: SumsCount): readonly string[] {
	const first = toMarkdown([
		['sums in words', 'questions', 'one clone', `vote of ${clones}`, `any of ${clones}`, 'lift in points'],
		[what, String(questions), between(one), `**${between(vote)}**`, between(any), points(lift)],
	]);
	const second = toMarkdown([
		['Clones Agree, one clone after the other', `the answer of all ${clones}`, 'right', 'calls saved'],
		...agreeing.map(({ confidence, same, right, saved }) => [`Confidence ${confidence}`, percent(same), percent(right), percent(saved)]),
	]);
	if (larger === undefined) return [...first, '', ...second];
	const third = toMarkdown([
		['larger model', 'questions', 'right', 'beyond it alone, points', 'asked of it', 'seconds a question'],
		['alone', String(larger.questions), between(larger.alone), '', '100 %', larger.aloneSeconds.toFixed(1)],
		...larger.cascades.map(({ minimumLead, asked, right, beyondAlone, seconds }) => [
			`where the small ones lead by less than ${minimumLead}`,
			String(larger.questions),
			`**${between(right)}**`,
			points(beyondAlone),
			percent(asked),
			seconds.toFixed(1),
		]),
	]);
	return [...first, '', ...second, '', ...third];
}

export function formatTexts(what: string, { questions, one, byConsensus, byJudge, best }: TextsCount): readonly string[] {
	return toMarkdown([
		['open questions, F1', 'questions', 'one clone', 'picked by Consensus', 'picked by Judge', 'best of five'],
		[what, String(questions), between(one), `**${between(byConsensus)}**`, byJudge === undefined ? '' : between(byJudge), between(best)],
	]);
}
