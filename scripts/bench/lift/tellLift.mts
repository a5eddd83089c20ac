import { countApproaches, countCode } from './codeTable.mts';
import { countSums } from './countSums.mts';
import { countTexts } from './countTexts.mts';
import type { LiftEngine } from './engine.mts';
import { formatApproaches, formatCode, formatSums, formatTexts } from './formatLift.mts';
import { readQuestions } from './questionSets.mts';
import { isQuestion, type KeptLine, type KeptQuestion } from './resultsFile.mts';
import { rows } from './rows.mts';

const titles = { js: 'HumanEval-JS', ts: 'HumanEval-TS', py: 'HumanEval-Python' } as const;
const ways = { approach: 'Approach', sampling: 'Sampling', improve: 'one clone, its own answer improved four times' } as const;

/** The tables of one model, from what is kept; `larger` is what is kept of the larger one. */
export async function tellLift(engine: LiftEngine, lines: readonly KeptLine[], larger: readonly KeptLine[]): Promise<readonly string[]> {
	const told = [tellCode(lines), tellApproaches(lines), await tellSums(engine, lines, larger), await tellTexts(engine, lines)];
	return [...tellStarts(lines), ...told.flatMap((table) => (table.length === 0 ? [] : ['', ...table]))];
}

function keptOf(lines: readonly KeptLine[], row: string): readonly KeptQuestion[] {
	return lines.filter(isQuestion).filter((line) => line.row === row);
}

/** Each way of starting it once, with the first and the last day. */
function tellStarts(lines: readonly KeptLine[]): readonly string[] {
	const told = new Map<string, string[]>();
	for (const line of lines) {
		if (isQuestion(line)) continue;
		const key = `${line.model} by ${line.served}; ${line.machine}; \`${line.command}\``;
		told.set(key, [...(told.get(key) ?? []), line.startedAt.slice(0, 10)]);
	}
	return [...told].map(([key, days]) => `${key}; ${[...new Set([days[0], days.at(-1)])].join(' to ')}.`);
}

function tellCode(lines: readonly KeptLine[]): readonly string[] {
	const told = rows.flatMap(({ name, set, way }) => {
		const kept = keptOf(lines, name);
		if (kept.length === 0 || way === 'alone' || set === 'gsm8k' || set === 'musique') return [];
		return [{ what: `${titles[set]}, ${ways[way]}`, ...countCode(kept, way === 'improve' ? 'improve' : 'clones') }];
	});
	return told.length === 0 ? [] : formatCode(told);
}

function tellApproaches(lines: readonly KeptLine[]): readonly string[] {
	const kept = keptOf(lines, 'js-approach');
	return kept.length === 0 ? [] : formatApproaches(countApproaches(kept));
}

async function tellSums(engine: LiftEngine, lines: readonly KeptLine[], larger: readonly KeptLine[]): Promise<readonly string[]> {
	const told = await Promise.all(
		rows.map(async ({ name, set, way }) => {
			const kept = keptOf(lines, name);
			if (set !== 'gsm8k' || way === 'alone' || kept.length === 0) return [];
			const counted = await countSums(engine, readQuestions('gsm8k', Infinity), kept, keptOf(larger, 'gsm8k-alone'));
			return ['', ...formatSums(`GSM8K, ${ways[way]}`, counted)];
		}),
	);
	return told.flat().slice(1);
}

async function tellTexts(engine: LiftEngine, lines: readonly KeptLine[]): Promise<readonly string[]> {
	const kept = keptOf(lines, 'musique-sampling');
	return kept.length === 0
		? []
		: formatTexts('MuSiQue, gold passages shown', await countTexts(engine, readQuestions('musique', Infinity), kept));
}
