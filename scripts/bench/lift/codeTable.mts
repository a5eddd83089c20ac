import { bootstrap, wilson, type Interval } from './intervals.mts';
import type { CodeVerdict, KeptQuestion } from './resultsFile.mts';
import { counted } from './rows.mts';

/** What one way of asking for code gains, over its tasks. */
export interface CodeRow {
	readonly tasks: number;
	/** The mean of the five; of one that improves its own answer, the first. */
	readonly one: Interval;
	/** Of one that improves its own answer, the last. */
	readonly picked: Interval;
	readonly byBehaviour: Interval;
	readonly any: Interval;
	/** Picked less one clone, task by task. */
	readonly lift: Interval;
	/** How far the pick comes from one clone to any of five; undefined where there is no way to go. */
	readonly share: number | undefined;
	/** Written for a task, by all clones together. */
	readonly tokens: number;
	/** Answers that reached Max Tokens. */
	readonly cut: number;
}

type Judged = KeptQuestion & { readonly verdict: CodeVerdict };

export function countCode(questions: readonly KeptQuestion[], way: 'clones' | 'improve'): CodeRow {
	const judged = questions.filter((question): question is Judged => question.verdict !== undefined);
	const outcomes = judged.map(({ verdict }) => (way === 'clones' ? outcomeOf(verdict) : improvedOutcome(verdict)));
	const yes = (of: (outcome: (typeof outcomes)[number]) => boolean) => wilson(outcomes.filter(of).length, outcomes.length);
	const one = bootstrap(outcomes.map((outcome) => outcome.one));
	const picked = yes((outcome) => outcome.picked);
	const any = yes((outcome) => outcome.any);
	const answers = judged.flatMap((question) => question.answers.slice(0, counted));
	return {
		tasks: judged.length,
		one,
		picked,
		byBehaviour: yes((outcome) => outcome.byBehaviour),
		any,
		lift: bootstrap(outcomes.map((outcome) => Number(outcome.picked) - outcome.one)),
		share: any.value > one.value ? (picked.value - one.value) / (any.value - one.value) : undefined,
		tokens: answers.reduce((sum, { completionTokens }) => sum + completionTokens, 0) / Math.max(1, judged.length),
		cut: answers.filter(({ finishReason }) => finishReason === 'length').length,
	};
}

function outcomeOf({ right, picked, byBehaviour }: CodeVerdict) {
	const five = right.slice(0, counted);
	return {
		one: five.filter(Boolean).length / Math.max(1, five.length),
		picked: five[picked] === true,
		byBehaviour: five[byBehaviour] === true,
		any: five.includes(true),
	};
}

function improvedOutcome({ right }: CodeVerdict) {
	const last = right.at(-1) === true;
	return { one: Number(right[0] === true), picked: last, byBehaviour: last, any: right.includes(true) };
}

/** How often each approach is right, and what it writes. */
export interface ApproachRow {
	readonly approach: string;
	readonly right: Interval;
	/** Less the plain clone, task by task. */
	readonly beyondPlain: Interval;
	readonly tokens: number;
	readonly cut: number;
}

export function countApproaches(questions: readonly KeptQuestion[]): readonly ApproachRow[] {
	const names = questions[0]?.answers.map(({ approach }) => approach) ?? [];
	return names.map((approach, place): ApproachRow => {
		const rights = questions.map(({ verdict }) => verdict?.right[place] === true);
		const answers = questions.flatMap((question) => question.answers[place] ?? []);
		return {
			approach,
			right: wilson(rights.filter(Boolean).length, rights.length),
			beyondPlain: bootstrap(questions.map(({ verdict }, index) => Number(rights[index]) - Number(verdict?.right[0] === true))),
			tokens: answers.reduce((sum, { completionTokens }) => sum + completionTokens, 0) / Math.max(1, answers.length),
			cut: answers.filter(({ finishReason }) => finishReason === 'length').length,
		};
	});
}
