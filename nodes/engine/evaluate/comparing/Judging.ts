import type { Candidate } from '../../candidate';
import { askBetter, type Ask } from '../../judging/askBetter';
import type { Fence } from '../../prompts/fence';
import { unscored, type Assessment, type Opinion } from '../scorers/scorer';
import { combinePicks, weighJudges, type Picks, type WeighedJudge } from '../weighJudges';
import { planComparisons, type Comparison } from './planComparisons';
import { isBlank } from '../../text/isBlank';

export interface JudgeSettings {
	/** What is better, in the user's words; empty: more correct, then more complete. */
	readonly rubric: string;
	/** Most calls of all judges together for one run, the probe apart; each pair takes two of each judge. */
	readonly mostCalls: number;
	/** Models that judge, empty for the first of the server that chats; with none known to be better, each counts the same. */
	readonly models: readonly string[];
	/** Pairs of which it is known which answer is better: judges are tried on them first, and weighed; empty: they are not. */
	readonly probe: readonly ProbeEntry[];
}

export interface ProbeEntry {
	readonly task: string;
	readonly better: string;
	readonly worse: string;
}

/** One pair, judged in both orders. */
interface Judged extends Comparison {
	/** The place of the better one; absent where the orders do not agree, or there is no opinion in one of them. */
	readonly better?: number;
	/** Judges whose opinion turned with the order. */
	readonly flips: number;
	readonly trouble?: string;
}

/** Asks one of the judges, counted from 0. */
export type AskJudge = (judge: number, ...question: Parameters<Ask>) => ReturnType<Ask>;

/** A lone judge that is right in no more than this of the probe is not listened to. */
const NO_BETTER_THAN_CHANCE = 0.55;

/** The comparisons of one run. */
export class Judging {
	/** The first of all candidates with the same text, for each of them; undefined where there is no text. */
	private readonly standsFor: ReadonlyArray<number | undefined>;
	private readonly entrants: readonly number[];
	private readonly judged: Judged[] = [];
	private judges: readonly WeighedJudge[] = [];

	constructor(
		private readonly candidates: readonly Candidate[],
		private readonly settings: JudgeSettings,
		private readonly fence: Fence,
		private readonly ask: AskJudge,
	) {
		const byText = new Map<string, number>();
		this.standsFor = candidates.map(({ text }, index) => {
			const key = text.replace(/\s+/g, ' ').trim();
			if (key === '') return undefined;
			if (!byText.has(key)) byText.set(key, index);
			return byText.get(key);
		});
		this.entrants = [...byText.values()];
	}

	async finish(): Promise<Assessment> {
		if (this.entrants.length < 2) return this.withoutPairs();
		this.judges = await this.weigh();
		const refusal = this.whyRefused();
		if (refusal !== undefined) return { opinions: this.candidates.map(() => unscored(refusal)), remarks: [refusal] };
		const { mode, entrants, leftOut } = planComparisons(
			this.entrants,
			Math.floor(this.settings.mostCalls / (2 * this.settings.models.length)),
		);
		const scores = mode === 'roundRobin' ? await this.roundRobin(entrants) : await this.knockout(entrants);
		const best = Math.max(...scores.values());
		const opinions = this.candidates.map((_, index) => this.opinionOf(index, scores, best, leftOut));
		return { opinions, remarks: this.remarks(leftOut.length), flips: this.flips() };
	}

	/** Several that say the same are as good as each other, with nothing better; of a lone answer nobody knows. */
	private withoutPairs(): Assessment {
		const alike = this.standsFor.filter((entrant) => entrant !== undefined).length;
		const reason = `All ${alike} answers with text say the same, so there was nothing to compare`;
		const opinions = this.standsFor.map((entrant): Opinion => {
			if (entrant === undefined) return unscored('There is no text to judge');
			if (alike === 1) return unscored('There is no other answer to compare it with');
			return { score: { kind: 'scored', value: 1, reason }, accepted: true };
		});
		return { opinions, remarks: [] };
	}

	/** Share of the pairs with an opinion that each one won. */
	private async roundRobin(entrants: readonly number[]): Promise<ReadonlyMap<number, number>> {
		const pairs = entrants.flatMap((left, at) => entrants.slice(at + 1).map((right) => ({ left, right })));
		this.judged.push(...(await Promise.all(pairs.map(async (pair) => await this.compare(pair)))));
		const scores = new Map<number, number>();
		for (const entrant of entrants) {
			const decided = this.judged.filter(({ left, right, better }) => better !== undefined && (left === entrant || right === entrant));
			if (decided.length > 0) scores.set(entrant, decided.filter(({ better }) => better === entrant).length / decided.length);
		}
		return scores;
	}

	/** How far each one came; a pair without an opinion lets the earlier one go on, and is told. */
	private async knockout(entrants: readonly number[]): Promise<ReadonlyMap<number, number>> {
		const rounds = Math.ceil(Math.log2(entrants.length));
		const scores = new Map(entrants.map((entrant) => [entrant, 0]));
		let left = [...entrants];
		for (let round = 1; left.length > 1; round++) {
			const pairs = Array.from({ length: Math.floor(left.length / 2) }, (_, pair) => ({
				left: left[2 * pair] as number,
				right: left[2 * pair + 1] as number,
			}));
			const judged = await Promise.all(pairs.map(async (pair) => await this.compare(pair)));
			this.judged.push(...judged);
			const bye = left.length % 2 === 1 ? left.slice(-1) : [];
			left = [...judged.map(({ better, left: earlier }) => better ?? earlier), ...bye];
			for (const winner of left) scores.set(winner, round / rounds);
		}
		const hasOpinion = this.judged.some(({ better }) => better !== undefined);
		return hasOpinion ? scores : new Map();
	}

	/** All pairs of the probe at once, by all judges; without a probe every judge counts the same. */
	private async weigh(): Promise<readonly WeighedJudge[]> {
		const { probe, models } = this.settings;
		if (probe.length === 0) return Array.from({ length: models.length }, () => ({ weight: 1 }));
		const probed = await Promise.all(
			probe.map(async ({ task, better, worse }, index) => {
				// The better one stands first in every other pair, so that a liking for a place is no merit.
				const isFirst = index % 2 === 0;
				const { picks } = await this.askAll(task, isFirst ? better : worse, isFirst ? worse : better);
				return { better: isFirst ? 1 : 2, picks } as const;
			}),
		);
		return weighJudges(probed, models.length);
	}

	private whyRefused(): string | undefined {
		const { probe, models } = this.settings;
		const [{ accuracy }] = this.judges as [WeighedJudge];
		if (probe.length === 0 || models.length > 1)
			return this.judges.every(({ weight }) => weight === 0) ? 'No judge had an opinion of the probe, so none is listened to' : undefined;
		if (accuracy === undefined) return 'The judge had no opinion of the probe, so it is not listened to';
		return accuracy > NO_BETTER_THAN_CHANCE
			? undefined
			: `The judge was right in ${Math.round(accuracy * 100)} % of the probe, which is no better than chance, so it is not listened to`;
	}

	private async compare({ left, right }: Comparison): Promise<Judged> {
		const [first, second] = [this.candidates[left], this.candidates[right]];
		const { picks, trouble } = await this.askAll(first?.run.task ?? '', first?.text ?? '', second?.text ?? '');
		const lean = combinePicks(
			picks,
			this.judges.map(({ weight }) => weight),
		);
		const flips = picks.filter(([one, other]) => one !== undefined && one !== other).length;
		return {
			left,
			right,
			...(Math.abs(lean) < 1e-9 ? {} : { better: lean > 0 ? left : right }),
			flips,
			...(trouble === undefined ? {} : { trouble }),
		};
	}

	/** Asks every judge in both orders. Half an opinion is none. */
	private async askAll(
		task: string,
		first: string,
		second: string,
	): Promise<{ readonly picks: readonly Picks[]; readonly trouble?: string }> {
		const pair = { task, fence: this.fence, ...(isBlank(this.settings.rubric) ? {} : { rubric: this.settings.rubric.trim() }) };
		const answers = await Promise.all(
			Array.from({ length: this.settings.models.length }, async (_, each) => {
				const ask: Ask = async (...question) => await this.ask(each, ...question);
				return await Promise.all([
					askBetter({ ...pair, answerA: first, answerB: second }, ask),
					askBetter({ ...pair, answerA: second, answerB: first }, ask),
				]);
			}),
		);
		const trouble = answers.flat().find((each) => each.trouble !== undefined)?.trouble;
		const picks = answers.map(([shown, swapped]): Picks =>
			shown.letter === undefined || swapped.letter === undefined
				? [undefined, undefined]
				: [{ A: 1, B: 2 }[shown.letter] as 1 | 2, { A: 2, B: 1 }[swapped.letter] as 1 | 2],
		);
		return { picks, ...(trouble === undefined ? {} : { trouble }) };
	}

	private opinionOf(index: number, scores: ReadonlyMap<number, number>, best: number, leftOut: readonly number[]): Opinion {
		const entrant = this.standsFor[index];
		if (entrant === undefined) return unscored('There is no text to judge');
		if (leftOut.includes(entrant)) return unscored(`Not compared: ${this.settings.mostCalls} judge calls are not enough for all answers`);
		const score = scores.get(entrant);
		const met = this.judged.filter(({ left, right }) => left === entrant || right === entrant);
		if (score === undefined)
			return unscored(`The judge had no opinion in ${met.length} of ${met.length} comparisons${describeTrouble(met)}`);
		const won = met.filter(({ better }) => better === entrant).length;
		const none = met.filter(({ better }) => better === undefined).length;
		const same = entrant === index ? '' : `, as clone ${this.candidates[entrant]?.run.clone} that says the same`;
		const reason = `Better in ${won} of ${met.length} comparisons${none === 0 ? '' : `, no opinion in ${none}`}${same}`;
		return {
			score: { kind: 'scored', value: score, reason, details: { won, met: met.length, withoutOpinion: none } },
			accepted: score === best && won > 0,
		};
	}

	private flips(): number {
		return this.judged.reduce((sum, each) => sum + each.flips, 0);
	}

	private remarks(leftOut: number): readonly string[] {
		const flips = this.flips();
		const pairs = this.judged.length * this.settings.models.length;
		return [
			...this.judges.flatMap(({ accuracy, weight }, index) =>
				weight < 0
					? [`Judge ${index + 1} was right in ${Math.round((accuracy ?? 0) * 100)} % of the probe only, and counts against what it says`]
					: [],
			),
			...(flips * 2 > pairs
				? [`The judge changed its mind with the order in ${flips} of ${pairs} pairs: take a larger model, or a rubric`]
				: []),
			...(leftOut === 0 ? [] : [`${leftOut} answers were not compared, as that takes more than ${this.settings.mostCalls} judge calls`]),
			...this.remarkOnSilence(flips),
		];
	}

	private remarkOnSilence(flips: number): readonly string[] {
		const troubled = this.judged.filter((each) => each.trouble !== undefined);
		const saysNothing = this.judged.every(({ better }) => better === undefined);
		const where = saysNothing && troubled.length === this.judged.length ? 'in any pair' : 'in some pairs';
		if (troubled.length > 0) return [`The judge could not be asked ${where}: ${troubled[0]?.trouble}`];
		return saysNothing && flips === 0 ? ['The judge said of no pair which answer is better: take a larger model, or a rubric'] : [];
	}
}

function describeTrouble(met: readonly Judged[]): string {
	const trouble = met.find((each) => each.trouble !== undefined)?.trouble;
	return trouble === undefined ? '' : `: ${trouble}`;
}
