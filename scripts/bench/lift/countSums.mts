import { createDraw } from '../memory/texts.mts';
import { toCandidates, type LiftEngine } from './engine.mts';
import { bootstrap, wilson, type Interval } from './intervals.mts';
import type { Question } from './questionSets.mts';
import type { KeptAnswer, KeptQuestion } from './resultsFile.mts';

/** What small clones make of questions whose answer is a number, alone and with a larger model behind them. */
export interface SumsCount {
	readonly questions: number;
	/** Answers to each question. */
	readonly clones: number;
	readonly one: Interval;
	readonly vote: Interval;
	readonly any: Interval;
	readonly lift: Interval;
	readonly agreeing: readonly AgreeingCount[];
	readonly larger?: LargerCount;
}

/** Clones asked one after the other, until they agree with such a confidence. */
export interface AgreeingCount {
	readonly confidence: number;
	/** Share of the questions on which the leading answer is the one that all would have given. */
	readonly same: number;
	readonly right: number;
	/** Share of the calls that were not made. */
	readonly saved: number;
}

export interface LargerCount {
	readonly questions: number;
	readonly alone: Interval;
	readonly aloneSeconds: number;
	/** By the lead of the small ones below which it is asked. */
	readonly cascades: ReadonlyArray<{
		readonly minimumLead: number;
		readonly asked: number;
		readonly right: Interval;
		/** Right less the larger one alone, question by question. */
		readonly beyondAlone: Interval;
		readonly seconds: number;
	}>;
}

const confidences = [0.65, 0.85, 0.9, 0.95, 1];
const leads = [0.2, 0.3, 0.5, 0.7];
const shuffles = 100;
const signal = new AbortController().signal;
const noTools = {
	openSandbox: async () => await Promise.reject(new Error('A vote runs no code.')),
	extractCode: () => undefined,
};

interface Read {
	readonly id: string;
	readonly kept: KeptQuestion;
	readonly forms: ReadonlyArray<string | undefined>;
	readonly gold: string | undefined;
	/** The form that the vote of all picks. */
	readonly picked: string | undefined;
}

export async function countSums(
	engine: LiftEngine,
	questions: readonly Question[],
	kept: readonly KeptQuestion[],
	larger: readonly KeptQuestion[],
): Promise<SumsCount> {
	const read = await Promise.all(kept.map(async (each) => await readOne(engine, questions, each)));
	const right = (each: Read, form: string | undefined) => form !== undefined && form === each.gold;
	const one = read.map((each) => each.forms.filter((form) => right(each, form)).length / Math.max(1, each.forms.length));
	const yes = (list: readonly boolean[]) => wilson(list.filter(Boolean).length, list.length);
	const counted = countLarger(engine, questions, read, larger);
	return {
		questions: read.length,
		clones: Math.max(...kept.map(({ answers }) => answers.length)),
		one: bootstrap(one),
		vote: yes(read.map((each) => right(each, each.picked))),
		any: yes(read.map((each) => each.forms.some((form) => right(each, form)))),
		lift: bootstrap(read.map((each, index) => Number(right(each, each.picked)) - (one[index] ?? 0))),
		agreeing: confidences.map((confidence) => stopEarly(engine, read, confidence)),
		...(counted === undefined ? {} : { larger: counted }),
	};
}

async function readOne(engine: LiftEngine, questions: readonly Question[], kept: KeptQuestion): Promise<Read> {
	const question = questions.find(({ id }) => id === kept.id);
	const candidates = toCandidates(question?.task ?? '', kept.answers);
	const formsOf = engine.createFormsOf({ kind: 'number' }) as (answers: ReadonlyArray<{ text: string }>) => Array<string | undefined>;
	const vote = engine.scorers.createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, acceptsDisagreement: true }, noTools);
	const { opinions } = await vote.assess(candidates, signal);
	const place = opinions.findIndex(({ accepted }) => accepted);
	return {
		id: kept.id,
		kept,
		forms: formsOf(candidates),
		gold: formsOf([{ text: question?.golds[0] ?? '' }])[0],
		picked: opinions[place]?.extracted?.['answer'] as string | undefined,
	};
}

/** In an order drawn a hundred times: which clone comes first is chance. */
function stopEarly(engine: LiftEngine, read: readonly Read[], confidence: number): AgreeingCount {
	const draw = createDraw(24);
	const formsOf = engine.createFormsOf({ kind: 'number' });
	const rule = engine.createStopRule({ kind: 'agree', confidence, formsOf });
	const sums = { calls: 0, all: 0, same: 0, right: 0 };
	for (let time = 0; time < shuffles; time++) {
		for (const { kept, gold, picked } of read) {
			const candidates = toCandidates('', shuffle(kept.answers, draw));
			let made = 1;
			while (made < candidates.length && rule(candidates.slice(0, made), candidates.length - made) === undefined) made++;
			const leader = leaderOf(formsOf(candidates.slice(0, made)));
			const all = leaderOf(formsOf(candidates));
			sums.calls += made;
			sums.all += candidates.length;
			sums.same += Number(leader === all || leader === picked);
			sums.right += Number(leader !== undefined && leader === gold);
		}
	}
	const asked = Math.max(1, read.length * shuffles);
	return { confidence, same: sums.same / asked, right: sums.right / asked, saved: 1 - sums.calls / Math.max(1, sums.all) };
}

/** The small clones' answers decide whether the larger one is asked, as Ask Larger Model When Unsure does; its answer is the one that it gave when it was asked alone. */
function countLarger(
	engine: LiftEngine,
	questions: readonly Question[],
	read: readonly Read[],
	larger: readonly KeptQuestion[],
): LargerCount | undefined {
	const formsOf = engine.createFormsOf({ kind: 'number' }) as never;
	const pairs = read.flatMap((each) => {
		const own = larger.find(({ id }) => id === each.id);
		return own === undefined ? [] : [{ each, own, isRight: isRightNumber(engine, questions, own) }];
	});
	if (pairs.length === 0) return undefined;
	const seconds = (list: readonly number[]) => list.reduce((sum, ms) => sum + ms, 0) / Math.max(1, list.length) / 1000;
	const cascades = leads.map((minimumLead) => {
		const outcomes = pairs.map(({ each, own, isRight }) => {
			const candidates = toCandidates('', each.kept.answers);
			const { asked } = engine.decideOnLarger(candidates, { model: 'larger', formsOf, minimumLead, weights: {} });
			const right = asked ? isRight : each.picked !== undefined && each.picked === each.gold;
			return { asked, right, isRight, ms: each.kept.wallMs + (asked ? own.wallMs : 0) };
		});
		return {
			minimumLead,
			asked: outcomes.filter(({ asked }) => asked).length / outcomes.length,
			right: wilson(outcomes.filter(({ right }) => right).length, outcomes.length),
			beyondAlone: bootstrap(outcomes.map(({ right, isRight }) => Number(right) - Number(isRight))),
			seconds: seconds(outcomes.map(({ ms }) => ms)),
		};
	});
	return {
		questions: pairs.length,
		alone: wilson(pairs.filter(({ isRight }) => isRight).length, pairs.length),
		aloneSeconds: seconds(pairs.map(({ own }) => own.wallMs)),
		cascades,
	};
}

function isRightNumber(engine: LiftEngine, questions: readonly Question[], { id, answers }: KeptQuestion): boolean {
	const formsOf = engine.createFormsOf({ kind: 'number' }) as (answers: ReadonlyArray<{ text: string }>) => Array<string | undefined>;
	const [form] = formsOf(answers.slice(0, 1));
	const [gold] = formsOf([{ text: questions.find((question) => question.id === id)?.golds[0] ?? '' }]);
	return form !== undefined && form === gold;
}

function leaderOf(forms: ReadonlyArray<string | undefined>): string | undefined {
	const votes = new Map<string, number>();
	for (const form of forms) if (form !== undefined) votes.set(form, (votes.get(form) ?? 0) + 1);
	return [...votes].sort((one, other) => other[1] - one[1])[0]?.[0];
}

function shuffle(answers: readonly KeptAnswer[], draw: (below: number) => number): readonly KeptAnswer[] {
	const shuffled = [...answers];
	for (let index = shuffled.length - 1; index > 0; index--) {
		const other = draw(index + 1);
		[shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
	}
	return shuffled;
}
