import { InvalidInputError } from '../../errors';
import type { ChatAnswer, ChatMessage } from '../../endpoint/endpoint';
import type { Candidate } from '../../candidate';
import { askBetter } from '../../judging/askBetter';
import { createFence, type Fence } from '../../prompts/fence';
import { planComparisons, type Comparison } from '../planComparisons';
import { unscored, type Assessment, type Opinion, type Scorer } from './scorer';

export interface JudgeSettings {
	/** What is better, in the user's words; empty: more correct, then more complete. */
	readonly rubric: string;
	/** Most calls of the model for one run; each pair takes two. */
	readonly mostCalls: number;
}

/** What judging needs from outside. */
export interface JudgeTools {
	/** Asks the judge's model; undefined where no model server is given. */
	readonly askJudge?: (messages: readonly ChatMessage[], signal: AbortSignal) => Promise<ChatAnswer>;
	/** Six or more small letters and digits that nobody can guess. */
	readonly drawMarker?: () => string;
}

/** One pair, judged in both orders. */
interface Judged extends Comparison {
	/** The place of the better one; absent where the orders do not agree, or there is no opinion in one of them. */
	readonly better?: number;
	readonly flipped: boolean;
	readonly calls: number;
	readonly trouble?: string;
}

/**
 * Scores candidates by how often a model finds them the better of two, each pair shown in both orders.
 *
 * An opinion that flips with the order is none. Every candidate meets every other one where the budget allows, else they meet in rounds, the winner goes on, and what does not fit into the budget is unscored. Candidates that say the
 * same count as one. Accepted is the best, and who is as good. Of a lone candidate there is no opinion. After FairEval (Wang et al., 2023) and the knockout of Chen et al. (2024).
 *
 * @throws InvalidInputError when the budget is too small for one pair.
 */
export function judge(settings: JudgeSettings, { askJudge, drawMarker = () => crypto.randomUUID().replaceAll('-', '').slice(0, 12) }: JudgeTools): Scorer {
	if (!(Number.isInteger(settings.mostCalls) && settings.mostCalls >= 2)) throw new InvalidInputError(`Most Judge Calls is ${settings.mostCalls}, and a pair takes 2`, 'Give a whole number, for example 60.', 'Most Judge Calls');
	return {
		id: 'judge',
		label: 'Judge',
		assess: async (candidates, signal) => {
			if (askJudge === undefined) throw new InvalidInputError('Judge has no model to ask', 'Choose the vLLM API credential of this node.', 'Score By');
			const judging = new Judging(candidates, settings, createFence(drawMarker()), async (messages) => await askJudge(messages, signal));
			return await judging.finish();
		},
	};
}

class Judging {
	/** The first of all candidates with the same text, for each of them; undefined where there is no text. */
	private readonly standsFor: ReadonlyArray<number | undefined>;
	private readonly entrants: readonly number[];
	private readonly judged: Judged[] = [];

	constructor(
		private readonly candidates: readonly Candidate[],
		private readonly settings: JudgeSettings,
		private readonly fence: Fence,
		private readonly ask: (messages: readonly ChatMessage[]) => Promise<ChatAnswer>,
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
		const { mode, entrants, leftOut } = planComparisons(this.entrants, Math.floor(this.settings.mostCalls / 2));
		const scores = mode === 'roundRobin' ? await this.roundRobin(entrants) : await this.knockout(entrants);
		const best = Math.max(...scores.values());
		const opinions = this.candidates.map((_, index) => this.opinionOf(index, scores, best, leftOut));
		return { opinions, remarks: this.remarks(leftOut.length) };
	}

	private withoutPairs(): Assessment {
		const reason = this.entrants.length === 0 ? 'There is no text to judge' : 'There is no other answer to compare it with';
		return { opinions: this.candidates.map((_, index) => unscored(this.standsFor[index] === undefined ? 'There is no text to judge' : reason)), remarks: [] };
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
			const pairs = Array.from({ length: Math.floor(left.length / 2) }, (_, pair) => ({ left: left[2 * pair] as number, right: left[2 * pair + 1] as number }));
			const judged = await Promise.all(pairs.map(async (pair) => await this.compare(pair)));
			this.judged.push(...judged);
			const bye = left.length % 2 === 1 ? left.slice(-1) : [];
			left = [...judged.map(({ better, left: earlier }) => better ?? earlier), ...bye];
			for (const winner of left) scores.set(winner, round / rounds);
		}
		const hasOpinion = this.judged.some(({ better }) => better !== undefined);
		return hasOpinion ? scores : new Map();
	}

	private async compare({ left, right }: Comparison): Promise<Judged> {
		const [first, second] = [this.candidates[left]?.text ?? '', this.candidates[right]?.text ?? ''];
		const pair = { task: this.candidates[left]?.run.task ?? '', fence: this.fence, ...(this.settings.rubric.trim() === '' ? {} : { rubric: this.settings.rubric.trim() }) };
		const [shown, swapped] = await Promise.all([askBetter({ ...pair, answerA: first, answerB: second }, this.ask), askBetter({ ...pair, answerA: second, answerB: first }, this.ask)]);
		const picks = [shown.letter && { A: left, B: right }[shown.letter], swapped.letter && { A: right, B: left }[swapped.letter]];
		const trouble = shown.trouble ?? swapped.trouble;
		const agree = picks[0] !== undefined && picks[0] === picks[1];
		return { left, right, ...(agree ? { better: picks[0] as number } : {}), flipped: picks[0] !== undefined && picks[1] !== undefined && !agree, calls: 2, ...(trouble === undefined ? {} : { trouble }) };
	}

	private opinionOf(index: number, scores: ReadonlyMap<number, number>, best: number, leftOut: readonly number[]): Opinion {
		const entrant = this.standsFor[index];
		if (entrant === undefined) return unscored('There is no text to judge');
		if (leftOut.includes(entrant)) return unscored(`Not compared: ${this.settings.mostCalls} judge calls are not enough for all answers`);
		const score = scores.get(entrant);
		const met = this.judged.filter(({ left, right }) => left === entrant || right === entrant);
		if (score === undefined) return unscored(`The judge had no opinion in ${met.length} of ${met.length} comparisons${describeTrouble(met)}`);
		const won = met.filter(({ better }) => better === entrant).length;
		const none = met.filter(({ better }) => better === undefined).length;
		const same = entrant === index ? '' : `, as clone ${this.candidates[entrant]?.run.clone} that says the same`;
		const reason = `Better in ${won} of ${met.length} comparisons${none === 0 ? '' : `, no opinion in ${none}`}${same}`;
		return { score: { kind: 'scored', value: score, reason, details: { won, met: met.length, withoutOpinion: none } }, accepted: score === best && won > 0 };
	}

	private remarks(leftOut: number): readonly string[] {
		const flips = this.judged.filter(({ flipped }) => flipped).length;
		const pairs = this.judged.length;
		const trouble = this.judged.find((each) => each.trouble !== undefined)?.trouble;
		return [
			...(flips * 2 > pairs ? [`The judge changed its mind with the order in ${flips} of ${pairs} pairs: take a larger model, or a rubric`] : []),
			...(leftOut === 0 ? [] : [`${leftOut} answers were not compared, as that takes more than ${this.settings.mostCalls} judge calls`]),
			...(trouble === undefined ? [] : [`The judge could not be asked in some pairs: ${trouble}`]),
		];
	}
}

function describeTrouble(met: readonly Judged[]): string {
	const trouble = met.find((each) => each.trouble !== undefined)?.trouble;
	return trouble === undefined ? '' : `: ${trouble}`;
}
