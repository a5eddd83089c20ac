import type { Candidate } from '../../../nodes/engine/candidate.ts';
import type * as Scorers from '../../../nodes/engine/evaluate/scorers/index.ts';
import type * as Sandboxes from '../../../nodes/engine/sandbox/index.ts';
import type { Sandbox, TestJob, TestReport } from '../../../nodes/engine/sandbox/sandbox.ts';
import { requireBuilt } from '../built.mts';
import { createDraw } from '../memory/texts.mts';

/** A function to complete, with the tests that say whether a completion is right, and what many models made of it. */
export interface CodeTask {
	readonly task_id: string;
	readonly prompt: string;
	readonly entry_point: string;
	readonly test: string;
	readonly completions: Readonly<Record<string, string>>;
}

/** Shares of the tasks for which the picked code is right. */
export interface CodePicks {
	readonly random: number;
	readonly best: number;
	/** The one that behaves most like the others, whatever the examples say. */
	readonly byAgreement: number;
	/** Examples passed first, then agreement. */
	readonly byExamples: number;
}

const drawn = 20;
const limits = { timeoutMs: 3000, memoryBytes: 256 * 2 ** 20, outputBytes: 64 * 1024 };
const signal = new AbortController().signal;

/** Draws twenty completions of each task at random, several times, and picks among them by Execution Agreement. The task's own tests only say who was right. */
export async function pickCode(tasks: readonly CodeTask[], seeds: number, say: (line: string) => void): Promise<CodePicks> {
	const { createSandbox } = requireBuilt<typeof Sandboxes>('sandbox/index.js');
	const { createScorer } = requireBuilt<typeof Scorers>('evaluate/scorers/index.js');
	const sandbox = remember(await createSandbox('python', {}));
	const scorer = (functionName: string) =>
		createScorer(
			'executionAgreement',
			{ language: 'python', functionName, mostInputs: 30, limits, testsAtOnce: 4 },
			{ openSandbox: async () => sandbox, extractCode: (text) => text },
		);
	const draw = createDraw(20);
	const sums = { random: 0, best: 0, byAgreement: 0, byExamples: 0 };
	try {
		for (const [number, task] of tasks.entries()) {
			say(`task ${number + 1} of ${tasks.length}`);
			for (let seed = 0; seed < seeds; seed++) {
				const candidates = drawCandidates(task, draw);
				const right = await Promise.all(candidates.map(async ({ text }) => await isRight(sandbox, task, text)));
				const { opinions } = await scorer(task.entry_point).assess(candidates, signal);
				const pick = (valueOf: (opinion: (typeof opinions)[number]) => number) =>
					opinions.reduce((best, opinion, index) => (valueOf(opinion) > valueOf(opinions[best]!) ? index : best), 0);
				sums.random += right.filter(Boolean).length / right.length;
				sums.best += Number(right.includes(true));
				sums.byExamples += Number(right[pick(({ score }) => (score.kind === 'scored' ? score.value : 0))]);
				sums.byAgreement += Number(
					right[pick(({ score }) => (score.kind === 'scored' && score.value > 0 ? (score.details as { agreement: number }).agreement : 0))],
				);
			}
		}
	} finally {
		await sandbox.close();
	}
	const count = tasks.length * seeds;
	return {
		random: sums.random / count,
		best: sums.best / count,
		byAgreement: sums.byAgreement / count,
		byExamples: sums.byExamples / count,
	};
}

function drawCandidates({ prompt, completions }: CodeTask, draw: (below: number) => number): Candidate[] {
	const left = Object.values(completions);
	return Array.from({ length: drawn }, (_, index) => {
		const [completion = ''] = left.splice(draw(left.length), 1);
		return {
			run: { id: 'bench', task: prompt, clone: index + 1, clones: drawn },
			approach: '',
			model: '',
			sampling: {},
			text: prompt + completion,
			finishReason: 'stop',
			usage: {},
			timing: { startedAt: '', durationMs: 0 },
			attempts: 1,
		};
	});
}

async function isRight(sandbox: Sandbox, { test, entry_point: name }: CodeTask, code: string): Promise<boolean> {
	const report = await sandbox.test(
		{ language: 'python', code, tests: { kind: 'code', source: `${test}\ncheck(${name})\n` }, limits },
		signal,
	);
	return report.kind === 'finished' && report.total > 0 && report.passed === report.total;
}

/** The same code on the same inputs is run once: what tells our output apart is another word each time, and is put back. */
function remember(sandbox: Sandbox): Sandbox {
	const reports = new Map<string, Promise<TestReport>>();
	const wordOf = ({ tests }: TestJob) => (tests.kind === 'code' ? (/print_(w[0-9a-f]{16})\b/.exec(tests.source)?.[1] ?? '') : '');
	return {
		languages: sandbox.languages,
		checkTests: async (...asked) => await sandbox.checkTests(...asked),
		close: async () => await sandbox.close(),
		test: async (job, ended) => {
			const word = wordOf(job);
			const key = JSON.stringify([job.code, job.tests]).replaceAll(word === '' ? '\0' : word, 'WORD');
			const known =
				reports.get(key) ??
				sandbox.test(job, ended).then((report) => ({ ...report, output: report.output.replaceAll(word === '' ? '\0' : word, 'WORD') }));
			reports.set(key, known);
			const report = await known;
			return { ...report, output: report.output.replaceAll('WORD', word) };
		},
	};
}
