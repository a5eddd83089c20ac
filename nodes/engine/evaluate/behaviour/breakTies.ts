import type { Language } from '../../sandbox/sandbox';
import { askBetter } from '../../judging/askBetter';
import { betterResultTask } from '../../prompts/draftExamples';
import type { Fence } from '../../prompts/fence';
import type { AskDrafter } from './draftExamples';
import { writeLiteral } from './writeLiteral';
import type { Outcomes } from './measureConsensus';
import type { Example } from './readExamples';

export interface TieBreak {
	/** The place of the one that won in the given list. */
	readonly winner: number;
	/** In words: the call on which the tied differ, and what the winner gives. */
	readonly because: string;
}

/** More than this are not worth the calls: so many ties mean that nobody knows. */
const MOST_TIED = 4;

/**
 * Decides between behaviours that score the same, by the first call on which two of them differ: a model says which result is right, after S* (Li et al., 2025).
 *
 * Each pair is shown in both orders, and an opinion that turns with the order is none. They meet one after the other; undefined where no pair got an opinion. The call is one that was run already, so that nothing has to be run again.
 *
 * @throws whatever else than an engine's error `ask` throws, an abort among it.
 */
export async function breakTies(
	tied: readonly Outcomes[],
	work: {
		readonly task: string;
		readonly functionName: string;
		readonly inputs: readonly Example[];
		readonly language: Language;
		readonly fence: Fence;
	},
	ask: AskDrafter,
): Promise<TieBreak | undefined> {
	let winner = 0;
	let because: string | undefined;
	for (let rival = 1; rival < Math.min(tied.length, MOST_TIED); rival++) {
		const place = work.inputs.findIndex((_, input) => tied[winner]?.[input] !== tied[rival]?.[input]);
		const input = work.inputs[place]?.input;
		if (input === undefined) continue;
		const call = `${work.functionName}(${input.map((each) => writeLiteral(each, work.language)).join(', ')})`;
		const [held, new_] = [tied[winner]?.[place] ?? 'nothing', tied[rival]?.[place] ?? 'nothing'];
		const pair = { task: betterResultTask(work.task, work.functionName, call), fence: work.fence };
		const [shown, swapped] = await Promise.all([
			askBetter({ ...pair, answerA: held, answerB: new_ }, ask),
			askBetter({ ...pair, answerA: new_, answerB: held }, ask),
		]);
		const rivalWins = shown.letter === 'B' && swapped.letter === 'A';
		if (!rivalWins && !(shown.letter === 'A' && swapped.letter === 'B')) continue;
		if (rivalWins) winner = rival;
		because = `${call} gives ${rivalWins ? new_ : held}, which the model finds right`;
	}
	return because === undefined ? undefined : { winner, because };
}
