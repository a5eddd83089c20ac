import type { Language } from '../../../nodes/engine/sandbox/sandbox.ts';
import { readRows } from '../built.mts';

export interface Question {
	readonly id: string;
	/** What every clone is told. */
	readonly task: string;
	/** Where the answer is code. */
	readonly code?: { readonly language: Language; readonly tests: string };
	/** Whatever counts as right, where it is not. */
	readonly golds: readonly string[];
}

export type SetName = 'js' | 'ts' | 'py' | 'gsm8k' | 'musique';

/** The questions of a set, always in the same order. */
export function readQuestions(set: SetName, most: number): readonly Question[] {
	return sets[set]().slice(0, most);
}

const sets: Readonly<Record<SetName, () => readonly Question[]>> = {
	js: () => readTranslated('humaneval-js', 'javascript', 'JavaScript'),
	ts: () => readTranslated('humaneval-ts', 'typescript', 'TypeScript'),
	py: () =>
		readRows<{ task_id: string; prompt: string; entry_point: string; test: string }>('humaneval-python-panel').map(
			({ task_id: id, prompt, entry_point: name, test }) => ({
				id,
				task: `Complete this Python function. Answer with the whole function, with its imports, in one code block.\n\n${prompt}`,
				code: { language: 'python', tests: `${test}\ncheck(${name})\n` },
				golds: [],
			}),
		),
	gsm8k: () =>
		readRows<{ id: string; question: string; gold: string }>('gsm8k-panel').map(({ id, question, gold }) => ({
			id,
			task: `${question}\n\nWork it out, then end with a line that says "Answer:" and the number.`,
			golds: [gold],
		})),
	musique: () => readOpenQuestions(),
};

function readTranslated(name: string, language: Language, title: string): readonly Question[] {
	return readRows<{ name: string; prompt: string; tests: string }>(name).map(({ name: id, prompt, tests }) => ({
		id,
		task: `Complete this ${title} function. Answer with the whole function in one code block.\n\n${prompt}`,
		code: { language, tests },
		golds: [],
	}));
}

/** Each with the passages that its answer needs. */
function readOpenQuestions(): readonly Question[] {
	const passages = new Map(
		readRows<{ id: string; title: string; text: string }>('musique-passages').map((each) => [String(each.id), each]),
	);
	return readRows<{ id: string; question: string; answer: string; aliases: string[]; gold_passages: (string | number)[] }>(
		'musique-questions',
	).map(({ id, question, answer, aliases, gold_passages: needed }) => {
		const texts = needed.flatMap((number) => passages.get(String(number)) ?? []).map(({ title, text }) => `${title}\n${text}`);
		return {
			id,
			task: `${texts.join('\n\n')}\n\nQuestion: ${question}\nAnswer from the passages above, in one short sentence.`,
			golds: [answer, ...aliases],
		};
	});
}
