import type { Evaluation } from '../engine/evaluate/evaluate';
import { describeCut } from '../shared/describeCut';
import type { Run } from '../shared/groupByRun';
import { joinHints, nameOfRun, type Hint } from '../shared/joinHints';
import { describeWinner } from './describeWinner';
import type { EvaluatedRun } from './evaluatedRun';

/** Who won, in one line for all runs, and then what the user should know before trusting it, each once. */
export function describeEvaluations(evaluated: readonly EvaluatedRun[], output: unknown): readonly Hint[] {
	const cautions = evaluated.map(({ run, evaluation }, place) => ({ name: nameOfRun(run.id, place), hints: cautionsOf(run, evaluation) }));
	const winner = describeWinner(evaluated, output);
	const isInWinner = (message: string) => winner.some((hint) => hint.message.includes(message));
	return [...winner, ...joinHints(cautions).filter(({ message }) => !isInWinner(message))];
}

function cautionsOf(run: Run, { summary }: Evaluation): readonly Hint[] {
	const messages = [...new Set(summary.remarks)];
	const cut = describeCut(run.members.map(({ candidate }) => candidate));
	if (cut !== undefined) messages.push(cut);
	if (run.repeats.length > 0)
		messages.push(
			`${counted(run.repeats.length, 'candidate')} came twice and counted once; check whether branches were merged that carry the same clones`,
		);
	if (run.ambiguousClones.length > 0)
		messages.push(
			`Clone ${run.ambiguousClones.join(', ')} came with more than one answer; each was evaluated, so votes may count a clone more than once`,
		);
	return messages.map((message) => ({ message, type: 'warning' }));
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
