import type { Language, Sandbox } from '../../../nodes/engine/sandbox/sandbox.ts';
import type { OnStep } from '../../shared/step.mts';
import { askQuestion } from './askQuestion.mts';
import { toCandidates, type LiftEngine } from './engine.mts';
import { judgeCode } from './judgeCode.mts';
import { judgeTexts } from './judgeTexts.mts';
import type { LiftServer } from './openLiftServer.mts';
import { readQuestions, type Question } from './questionSets.mts';
import { isQuestion, type KeptAnswer, type KeptQuestion, type ResultsFile } from './resultsFile.mts';
import type { Row } from './rows.mts';

interface Work {
	readonly row: Row;
	readonly question: Question;
}

/** The questions of the rows that are not in the file yet. */
export function findOpen(rows: readonly Row[], most: number, file: Pick<ResultsFile, 'read'>): readonly Work[] {
	const known = new Set(file.read().flatMap((line) => (isQuestion(line) ? [`${line.row} ${line.id}`] : [])));
	return rows.flatMap((row) =>
		readQuestions(row.set, most)
			.filter(({ id }) => !known.has(`${row.name} ${id}`))
			.map((question) => ({ row, question })),
	);
}

/** Asks what is open, so many questions at once, and keeps each answer as soon as it is there. */
export async function answerRows(
	open: readonly Work[],
	engine: LiftEngine,
	server: LiftServer,
	file: Pick<ResultsFile, 'append'>,
	atOnce: number,
	say: OnStep,
): Promise<void> {
	const judge = createJudge(engine);
	let next = 0;
	const takeTurns = async () => {
		for (let work = open[next++]; work !== undefined; work = open[next++]) {
			const { row, question } = work;
			say(`${row.name}, question ${next} of ${open.length}`);
			const asked = await askQuestion(engine, server, row, question);
			const verdict = await judge.verdictOf(question, asked.answers);
			const judged = row.set === 'musique' ? { judged: await judgeTexts(engine, server, question.task, asked.answers) } : {};
			file.append({ row: row.name, id: question.id, ...asked, ...verdict, ...judged });
		}
	};
	try {
		await Promise.all(Array.from({ length: atOnce }, takeTurns));
	} finally {
		await judge.close();
	}
}

/** Judges all kept code again, by the package as it is built now; no model is asked. */
export async function judgeAgain(
	kept: readonly KeptQuestion[],
	rows: readonly Row[],
	engine: LiftEngine,
	say: OnStep,
): Promise<readonly KeptQuestion[]> {
	const judge = createJudge(engine);
	const judged: KeptQuestion[] = [];
	try {
		for (const line of kept) {
			const set = rows.find(({ name }) => name === line.row)?.set;
			const question = set === undefined ? undefined : readQuestions(set, Infinity).find(({ id }) => id === line.id);
			say(`${line.row}, answer ${judged.length + 1} of ${kept.length}`);
			judged.push(question === undefined ? line : { ...line, ...(await judge.verdictOf(question, line.answers)) });
		}
		return judged;
	} finally {
		await judge.close();
	}
}

/** One sandbox a language, opened when it is needed. */
function createJudge(engine: LiftEngine) {
	const sandboxes = new Map<Language, Promise<Sandbox>>();
	const openOnce = async (language: Language) => {
		const sandbox = sandboxes.get(language) ?? engine.sandboxes.createSandbox(language, {});
		sandboxes.set(language, sandbox);
		return await sandbox;
	};
	return {
		verdictOf: async ({ task, code }: Question, answers: readonly KeptAnswer[]): Promise<Pick<KeptQuestion, 'verdict'>> =>
			code === undefined ? {} : { verdict: await judgeCode(engine, await openOnce(code.language), toCandidates(task, answers), code) },
		close: async () => {
			for (const sandbox of sandboxes.values()) await (await sandbox).close();
		},
	};
}
