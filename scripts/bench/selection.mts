import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Candidate } from '../../nodes/engine/candidate.ts';
import type * as Forms from '../../nodes/engine/evaluate/answerForm.ts';
import type * as FormTypes from '../../nodes/engine/evaluate/formsOf.ts';
import type * as Scorers from '../../nodes/engine/evaluate/scorers/index.ts';
import type * as Weighing from '../../nodes/engine/evaluate/weighJudges.ts';
import type * as Larger from '../../nodes/engine/fanout/largerModel.ts';
import type * as Stopping from '../../nodes/engine/fanout/stopRule.ts';
import { readOptions } from '../shared/readOptions.mts';
import { runScript } from '../shared/setupError.mts';
import { formatTable } from '../start/formatTable.mts';
import { step } from '../shared/step.mts';
import { readRows, requireBuilt } from './built.mts';
import { createDraw } from './memory/texts.mts';
import { drawCurves, type Curve } from './selection/drawCurves.mts';
import { makes24, numbersOf } from './selection/makes24.mts';
import { pickCode, type CodeTask } from './selection/pickCode.mts';
import { pickText } from './selection/pickText.mts';
import type { RecordedAnswers } from './selection/recordAnswers.mts';

/** One question with what each of the models answered. */
interface Panel {
	readonly question: string;
	readonly gold: string;
	readonly outputs: Readonly<Record<string, string>>;
}

interface Puzzle {
	readonly samples: readonly string[];
	readonly solved: readonly boolean[];
}

interface FreeQuestion {
	readonly id: string;
	readonly question: string;
	readonly answer: string;
	readonly aliases: readonly string[];
}

/** One pair of answers with what each judge picked in both orders, by the answers' own numbers. */
interface JudgedPair {
	readonly better: number;
	readonly judges: Readonly<Record<string, Readonly<Record<'first_order' | 'swapped_order', { readonly picked: string | null } | null>>>>;
}

export interface SelectionRow {
	readonly what: string;
	readonly start: string;
	readonly reached: string;
	readonly asked: string;
}

const options = readOptions(
	{
		/** Draws the curves as well. */
		plot: { type: 'boolean', default: false },
		/** Runs thousands of programs as well. */
		code: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
	},
	(values) => values,
);
const root = fileURLToPath(new URL('../..', import.meta.url));
const folds = 10;
const shuffles = 100;
const curveShuffles = 20;
/** As in the node. */
const stopConfidence = 0.95;
const probePairs = 40;
const codeSeeds = 10;
/** Of the questions in the training folds; on the others it comes out a little different. */
const askedShare = 0.09;
const signal = new AbortController().signal;

/** How well answers are selected that were given before: voting, asking a larger model, stopping early. No model is asked. */
async function benchSelection(): Promise<void> {
	const engine = loadBuilt();
	const panel = readRows<Panel>('gsm8k-panel');
	const rows = [
		...(await measureVotes(engine, panel)),
		measureCascade(engine, panel),
		...measureStops(engine, panel, readRows<Puzzle>('game24-samples')),
		...measureJudges(engine, readRows<JudgedPair>('llmbar-judges')),
		...(await measureTexts(engine)),
	];
	if (options.plot) writeFileSync(join(root, 'scripts/bench/selection/curves.svg'), drawCurves(measureCurves(engine, panel)));
	if (options.code) rows.push(...(await measureCode()));
	if (options.json) return console.log(JSON.stringify({ folds, shuffles, stopConfidence, rows }, null, '\t'));
	const table = formatTable(
		[['what', 'start', 'reached', 'asked'], ...rows.map(({ what, start, reached, asked }) => [what, start, reached, asked])],
		['left', 'right', 'right', 'right'],
	);
	console.log(
		[
			'',
			...table,
			'',
			`GSM8K: ${panel.length} questions, five small models and a large one; weights and thresholds are learnt on nine tenths and used on the tenth. No model was asked.`,
		].join('\n'),
	);
}

/** Answers in sentences that small models gave to questions whose passages they were shown, five each. */
async function measureTexts({ createScorer }: Engine): Promise<SelectionRow[]> {
	const questions = new Map(readRows<FreeQuestion>('musique-questions').map((question) => [question.id, question]));
	const recorded = readRows<RecordedAnswers>('musique-answers');
	const models = [...new Set(recorded.map(({ model }) => model))];
	return await Promise.all(
		models.map(async (model) => {
			const rows = recorded.flatMap((row) => {
				const asked = questions.get(row.id);
				if (row.model !== model || asked === undefined) return [];
				return [{ question: asked.question, golds: [asked.answer, ...asked.aliases], answers: row.answers }];
			});
			const { one, picked, best } = await pickText(rows, createScorer, toCandidate, noTools);
			return {
				what: `Consensus of five free answers by words, F1 (MuSiQue, ${rows.length} questions, ${model})`,
				start: `${percent(one)} one clone, ${percent(best)} best of five`,
				reached: percent(picked),
				asked: '',
			};
		}),
	);
}

/** Runs thousands of programs in the sandbox, which takes minutes: only with `--code`. */
async function measureCode(): Promise<SelectionRow[]> {
	const tasks = readRows<CodeTask>('humaneval-python-panel');
	const output = options.json ? process.stderr : process.stdout;
	const { random, best, byAgreement, byExamples } = await step('picking code', async (say) => await pickCode(tasks, codeSeeds, say), {
		output,
	});
	const start = `${percent(random)} random, ${percent(best)} any of 20`;
	return [
		{ what: 'code without tests: what behaves most like the others', start, reached: percent(byAgreement), asked: '' },
		{ what: 'the same, with the examples of the text as tests', start, reached: percent(byExamples), asked: '' },
	];
}

function smallModelsOf(panel: readonly Panel[]): readonly string[] {
	return Object.keys(panel[0]?.outputs ?? {}).filter((model) => !model.startsWith('gpt'));
}

function largeModelOf(panel: readonly Panel[]): string {
	return Object.keys(panel[0]?.outputs ?? {}).find((model) => model.startsWith('gpt')) ?? '';
}

function toCandidates({ question, outputs }: Panel, models: readonly string[]): Candidate[] {
	return models.map((model, index) => toCandidate(outputs[model] ?? '', index + 1, models.length, model, question));
}

/** How often a model is right, as what its vote counts: the log of its odds, with one right and one wrong answer added. */
function learnWeights({ formOf }: Engine, panel: readonly Panel[], models: readonly string[]): Record<string, number> {
	return Object.fromEntries(
		models.map((model) => {
			const right = panel.filter((row) => isRight(formOf, row, row.outputs[model] ?? '')).length;
			return [model, Math.max(0, Math.log((right + 1) / (panel.length - right + 1)))];
		}),
	);
}

function isRight(formOf: Engine['formOf'], { gold }: Panel, text: string): boolean {
	const form = formOf({ text });
	return form !== undefined && form === formOf({ text: gold });
}

const inFold = (fold: number, index: number) => index % folds === fold;

async function measureVotes(engine: Engine, panel: readonly Panel[]): Promise<SelectionRow[]> {
	const models = smallModelsOf(panel);
	const best = Math.max(...models.map((model) => panel.filter((row) => isRight(engine.formOf, row, row.outputs[model] ?? '')).length));
	// Every question is counted, those too in which no two models agree.
	const pick = async (rows: readonly Panel[], weights: Record<string, number>) => {
		const scorer = engine.createScorer('vote', { form: { kind: 'number' }, minimumShare: 0, weights, acceptsDisagreement: true }, noTools);
		let right = 0;
		for (const row of rows) {
			const candidates = toCandidates(row, models);
			const { opinions } = await scorer.assess(candidates, signal);
			const picked = candidates[opinions.findIndex(({ accepted }) => accepted)];
			if (picked !== undefined && isRight(engine.formOf, row, picked.text)) right++;
		}
		return right;
	};
	let weighted = 0;
	for (let fold = 0; fold < folds; fold++) {
		const weights = learnWeights(
			engine,
			panel.filter((_, index) => !inFold(fold, index)),
			models,
		);
		weighted += await pick(
			panel.filter((_, index) => inFold(fold, index)),
			weights,
		);
	}
	const plain = await pick(panel, {});
	return [
		{
			what: 'vote of five small models, one vote each',
			start: `${percent(best / panel.length)} best single`,
			reached: percent(plain / panel.length),
			asked: '',
		},
		{
			what: 'the same, weighed by log-odds',
			start: `${percent(plain / panel.length)} plain vote`,
			reached: percent(weighted / panel.length),
			asked: '',
		},
	];
}

function measureCascade(engine: Engine, panel: readonly Panel[]): SelectionRow {
	const large = largeModelOf(panel);
	const { right, asked } = cascade(engine, panel, askedShare);
	const alone = panel.filter((row) => isRight(engine.formOf, row, row.outputs[large] ?? '')).length;
	return {
		what: 'larger model only where the small ones are unsure',
		start: `${percent(alone / panel.length)} large alone`,
		reached: percent(right / panel.length),
		asked: `${percent(asked / panel.length)} of the large`,
	};
}

/** The lead below which the large model is asked is such that it is for this share of the training folds. */
function cascade(engine: Engine, panel: readonly Panel[], share: number): { readonly right: number; readonly asked: number } {
	const [models, large] = [smallModelsOf(panel), largeModelOf(panel)];
	let right = 0;
	let asked = 0;
	for (let fold = 0; fold < folds; fold++) {
		const training = panel.filter((_, index) => !inFold(fold, index));
		const weights = learnWeights(engine, training, models);
		const leads = training.map((row) => leadOf(engine, row, models, weights).lead).sort((left, right_) => left - right_);
		const minimumLead = Math.max(Number.MIN_VALUE, leads[Math.floor(leads.length * share)] ?? 0);
		for (const row of panel.filter((_, index) => inFold(fold, index))) {
			const decision = engine.decideOnLarger(toCandidates(row, models), { model: large, formsOf: engine.formsOf, minimumLead, weights });
			if (decision.asked) asked++;
			const text = decision.asked ? (row.outputs[large] ?? '') : leadOf(engine, row, models, weights).text;
			if (isRight(engine.formOf, row, text)) right++;
		}
	}
	return { right, asked };
}

/** By how much the leading answer is ahead, as a share of the votes, and an answer that gives it. */
function leadOf(
	{ formOf }: Engine,
	{ outputs }: Panel,
	models: readonly string[],
	weights: Readonly<Record<string, number>>,
): { readonly lead: number; readonly text: string } {
	const votes = new Map<string, { weight: number; readonly text: string }>();
	for (const model of models) {
		const text = outputs[model] ?? '';
		const form = formOf({ text });
		if (form === undefined) continue;
		const vote = votes.get(form);
		if (vote === undefined) votes.set(form, { weight: weights[model] ?? 1, text });
		else vote.weight += weights[model] ?? 1;
	}
	const total = [...votes.values()].reduce((sum, { weight }) => sum + weight, 0);
	const [first, second] = [...votes.values()].sort((left, right) => right.weight - left.weight);
	return { lead: total === 0 ? 0 : ((first?.weight ?? 0) - (second?.weight ?? 0)) / total, text: first?.text ?? '' };
}

/** Of the questions, and each for itself; a puzzle that is never solved takes every try, whatever the rule. */
function measureStops(engine: Engine, panel: readonly Panel[], puzzles: readonly Puzzle[]): SelectionRow[] {
	const { questions, calls, same } = stopEarly(engine, panel, stopConfidence, shuffles);
	const agreeing = {
		questions: questions / shuffles,
		calls: calls / shuffles,
		same: same / shuffles,
		all: (questions / shuffles) * smallModelsOf(panel).length,
	};
	const checked = stopChecked(engine, puzzles);
	const both = {
		questions: agreeing.questions + checked.questions,
		calls: agreeing.calls + checked.calls,
		same: agreeing.same + checked.same,
		all: agreeing.all + checked.all,
	};
	const toRow = (what: string, start: string, stop: typeof both): SelectionRow => ({
		what,
		start,
		reached: `${percent(stop.same / stop.questions)} same answer`,
		asked: `${percent(1 - stop.calls / stop.all)} fewer calls`,
	});
	return [
		toRow(`stop when clones agree, confidence ${stopConfidence} (GSM8K)`, 'every call made', agreeing),
		toRow(
			'stop at the first try that passes (Game of 24)',
			`${puzzles.filter(({ solved }) => solved.includes(true)).length} of ${puzzles.length} solved by 100 tries`,
			checked,
		),
		toRow('both together', 'every call made', both),
	];
}

function stopEarly(
	engine: Engine,
	panel: readonly Panel[],
	confidence: number,
	times: number,
): { readonly questions: number; readonly calls: number; readonly same: number; readonly right: number } {
	const models = smallModelsOf(panel);
	const rule = engine.createStopRule({ kind: 'agree', confidence, formsOf: engine.formsOf });
	const draw = createDraw(24);
	let calls = 0;
	let same = 0;
	let right = 0;
	for (let time = 0; time < times; time++) {
		const order = shuffle(models, draw);
		for (const row of panel) {
			const candidates = toCandidates(row, order);
			let made = 1;
			while (made < candidates.length && rule(candidates.slice(0, made), candidates.length - made) === undefined) made++;
			calls += made;
			const leader = leaderOf(engine, candidates.slice(0, made));
			if (leader === leaderOf(engine, candidates)) same++;
			if (leader !== undefined && leader === engine.formOf({ text: row.gold })) right++;
		}
	}
	return { questions: panel.length * times, calls, same, right };
}

/** What each way of asking gets for how many calls; a call of the large model counts as one, though it costs more. */
function measureCurves(engine: Engine, panel: readonly Panel[]): Curve[] {
	const [models, large] = [smallModelsOf(panel), largeModelOf(panel)];
	const voting = models.map((_, index) => ({ calls: index + 1, accuracy: voteOf(engine, panel, index + 1) }));
	const stopping = [0.5, 0.8, 0.9, 0.92, 0.95, 0.98, 1].map((confidence) => {
		const { questions, calls, right } = stopEarly(engine, panel, confidence, curveShuffles);
		return { calls: calls / questions, accuracy: right / questions };
	});
	const asking = [0.02, 0.05, askedShare, 0.15, 0.2, 0.3].map((share) => {
		const { right, asked } = cascade(engine, panel, share);
		return { calls: models.length + asked / panel.length, accuracy: right / panel.length };
	});
	const alone = panel.filter((row) => isRight(engine.formOf, row, row.outputs[large] ?? '')).length;
	return [
		{ name: 'vote of small models', colour: '#1f77b4', points: voting },
		{ name: 'stop when they agree', colour: '#2ca02c', points: stopping },
		{ name: 'large one when unsure', colour: '#d62728', points: asking },
		{ name: 'large one alone', colour: '#7f7f7f', points: [{ calls: 1, accuracy: alone / panel.length }] },
	];
}

/** The accuracy of a plain vote of so many of the small models, drawn at random. */
function voteOf(engine: Engine, panel: readonly Panel[], voters: number): number {
	const draw = createDraw(42);
	let right = 0;
	for (let time = 0; time < curveShuffles; time++) {
		const models = shuffle(smallModelsOf(panel), draw).slice(0, voters);
		for (const row of panel) {
			const leader = leaderOf(engine, toCandidates(row, models));
			if (leader !== undefined && leader === engine.formOf({ text: row.gold })) right++;
		}
	}
	return right / (panel.length * curveShuffles);
}

function leaderOf({ formOf }: Engine, candidates: readonly Candidate[]): string | undefined {
	const votes = new Map<string, number>();
	for (const candidate of candidates) {
		const form = formOf(candidate);
		if (form !== undefined) votes.set(form, (votes.get(form) ?? 0) + 1);
	}
	return [...votes].sort((left, right) => right[1] - left[1])[0]?.[0];
}

/** Judges are weighed on a probe drawn at random, and decide the other pairs; the mean of a hundred draws. A pair without an opinion counts half. */
function measureJudges({ weighJudges, combinePicks }: Engine, rows: readonly JudgedPair[]): SelectionRow[] {
	const names = Object.keys(rows[0]?.judges ?? {});
	const toPick = (picked: string | null | undefined) => (picked === '1' ? 1 : picked === '2' ? 2 : undefined);
	const pairs = rows.map(({ better, judges }) => ({
		better: better === 1 ? (1 as const) : (2 as const),
		picks: names.map((name) => [toPick(judges[name]?.first_order?.picked), toPick(judges[name]?.swapped_order?.picked)] as const),
	}));
	const draw = createDraw(40);
	const sums = { all: 0, surest: 0 };
	for (let time = 0; time < shuffles; time++) {
		const order = shuffle(pairs, draw);
		const weights = weighJudges(order.slice(0, probePairs), names.length).map(({ weight }) => weight);
		const others = order.slice(probePairs).map(({ better, picks }) => ({ better, lean: combinePicks(picks, weights) }));
		const right = (list: typeof others) =>
			list.reduce((sum, { better, lean }) => sum + (lean === 0 ? 0.5 : Number((lean > 0 ? 1 : 2) === better)), 0) / list.length;
		sums.all += right(others) / shuffles;
		sums.surest +=
			right(others.toSorted((left, other) => Math.abs(other.lean) - Math.abs(left.lean)).slice(0, Math.round(others.length * 0.9))) /
			shuffles;
	}
	const alone = Math.max(
		...names.map(
			(_, judge) =>
				pairs.reduce((sum, { better, picks }) => sum + picks[judge]!.filter((pick) => pick === better).length, 0) / (2 * pairs.length),
		),
	);
	return [
		{
			what: `six judges, weighed on ${probePairs} pairs (LLMBar)`,
			start: `${percent(alone)} best judge alone`,
			reached: percent(sums.all),
			asked: 'all other pairs',
		},
		{ what: 'the same, where they are surest', start: '', reached: percent(sums.surest), asked: '90 % of them' },
	];
}

/** The check is arithmetic: the first try that passes is as good as any after it. */
function stopChecked(
	{ createStopRule }: Engine,
	puzzles: readonly Puzzle[],
): { readonly questions: number; readonly calls: number; readonly same: number; readonly all: number } {
	let calls = 0;
	let same = 0;
	for (const { samples, solved } of puzzles) {
		const numbers = numbersOf(samples);
		const rule = createStopRule({ kind: 'enough', answers: 1, counts: ({ text }) => makes24(numbers, text) });
		const candidates = samples.map((text, index) => toCandidate(text, index + 1, samples.length));
		let made = 1;
		while (made < candidates.length && rule(candidates.slice(0, made), candidates.length - made) === undefined) made++;
		calls += made;
		// Right by the data's own word, not by the check that stopped it.
		if (solved.slice(0, made).includes(true) === solved.includes(true)) same++;
	}
	return { questions: puzzles.length, calls, same, all: puzzles.reduce((sum, { samples }) => sum + samples.length, 0) };
}

function toCandidate(text: string, clone: number, clones: number, model = '', task = ''): Candidate {
	return {
		run: { id: task, task, clone, clones },
		approach: model,
		model,
		sampling: {},
		text,
		finishReason: 'stop',
		usage: {},
		timing: { startedAt: '', durationMs: 0 },
		attempts: 1,
	};
}

function shuffle<Item>(items: readonly Item[], draw: (below: number) => number): Item[] {
	const shuffled = [...items];
	for (let index = shuffled.length - 1; index > 0; index--) {
		const other = draw(index + 1);
		[shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
	}
	return shuffled;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const noTools: Scorers.ScorerTools = {
	openSandbox: async () => await Promise.reject(new Error('A vote runs no code.')),
	extractCode: () => undefined,
};

interface Engine {
	readonly formsOf: FormTypes.InstantFormsOf;
	readonly formOf: (answer: FormTypes.Answered) => string | undefined;
	readonly createScorer: typeof Scorers.createScorer;
	readonly decideOnLarger: typeof Larger.decideOnLarger;
	readonly createStopRule: typeof Stopping.createStopRule;
	readonly weighJudges: typeof Weighing.weighJudges;
	readonly combinePicks: typeof Weighing.combinePicks;
}

function loadBuilt(): Engine {
	const { createFormsOf } = requireBuilt<typeof Forms>('evaluate/answerForm.js');
	const formsOf = createFormsOf({ kind: 'number' });
	return {
		formsOf,
		formOf: (answer) => formsOf([answer])[0],
		...requireBuilt<Pick<typeof Scorers, 'createScorer'>>('evaluate/scorers/index.js'),
		...requireBuilt<Pick<typeof Weighing, 'weighJudges' | 'combinePicks'>>('evaluate/weighJudges.js'),
		...requireBuilt<Pick<typeof Larger, 'decideOnLarger'>>('fanout/largerModel.js'),
		...requireBuilt<Pick<typeof Stopping, 'createStopRule'>>('fanout/stopRule.js'),
	};
}

await runScript(benchSelection);
