import { hostileNames } from './hostileTexts.mts';

/** One call of a template, and what its answer must be. */
export interface SoakRun {
	readonly template: string;
	/** In the call and in its answer, and in those of no other run. */
	readonly mark: string;
	readonly isHostile: boolean;
	readonly body: Readonly<Record<string, unknown>>;
	/** Says what is wrong with an answer; undefined where nothing is. */
	check(status: number, answer: Readonly<Record<string, unknown>>): string | undefined;
}

/** One run in fifty is given something hostile. */
const HOSTILE_EVERY = 50;
const anyMark = /\bm\d{5}[a-z]\b/g;

/** The runs in turn: coding tasks, questions and research. `hostile` marks what a double must answer to with something bad. */
export function soakRun(index: number): SoakRun {
	const isHostile = index % HOSTILE_EVERY === HOSTILE_EVERY - 1;
	const mark = `m${String(index).padStart(5, '0')}${isHostile ? 'h' : 'x'}`;
	return [codeRun, questionRun, researchRun][index % 3]!({ mark, isHostile }, index);
}

type Marked = Pick<SoakRun, 'mark' | 'isHostile'>;

function codeRun(marked: Marked, index: number): SoakRun {
	const { mark, isHostile } = marked;
	const name = isHostile && index % 2 === 0 ? hostileNames[index % hostileNames.length] : undefined;
	return {
		...marked,
		template: 'code-variations',
		body: {
			task: `Write a JavaScript function add_${mark}(a, b) that returns the sum of two numbers.`,
			language: 'javascript',
			tests: `assert.equal(add_${mark}(2, 3), 5);\nassert.equal(add_${mark}(-1, 1), 0);`,
			...(name === undefined ? {} : { functionName: name }),
		},
		check: (status, answer) => {
			if (name !== undefined && status === 422 && typeof answer['error'] === 'string') return undefined;
			const best = answer['best'] as { code?: string } | null | undefined;
			if (status !== 200 || best?.code?.includes(`add_${mark}(a, b)`) !== true) return describe(status, answer);
			return foreignMark(answer, mark);
		},
	};
}

function questionRun(marked: Marked): SoakRun {
	const { mark } = marked;
	return {
		...marked,
		template: 'memory-gateway',
		body: { question: `What does ${mark} stand for?` },
		check: (status, { recalled: _, ...answer }) =>
			status === 200 && String(answer['answer']).includes(mark) ? foreignMark(answer, mark) : describe(status, answer),
	};
}

function researchRun(marked: Marked): SoakRun {
	const { mark } = marked;
	return {
		...marked,
		template: 'cooperative-search',
		body: { question: `How tall is the tower of ${mark}?` },
		check: (status, answer) => {
			const findings = answer['findings'] as unknown[] | undefined;
			const isAnswered = status === 200 && findings?.length === 1 && String(answer['answer']).includes(mark);
			return isAnswered ? foreignMark(answer, mark) : describe(status, answer);
		},
	};
}

function foreignMark(answer: unknown, mark: string): string | undefined {
	const foreign = (JSON.stringify(answer).match(anyMark) ?? []).find((each) => each !== mark);
	return foreign === undefined ? undefined : `mixed: it holds ${foreign}`;
}

function describe(status: number, answer: unknown): string {
	return `lost: ${status} ${JSON.stringify(answer).slice(0, 300)}`;
}
