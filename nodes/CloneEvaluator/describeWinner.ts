import { nameOfRun, type Hint } from '../shared/joinHints';
import type { EvaluatedRun } from './evaluatedRun';
import { shorten } from '../engine/text/shorten';

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
/** What becomes of a run in which none was accepted. */
const withoutBest: Readonly<Record<string, string>> = { best: ', so Best Only gives nothing', bestAndRest: ', so Best has none' };

/** One line: who won and why, or that none was accepted and why; of several runs, how many have a winner. */
export function describeWinner(evaluated: readonly EvaluatedRun[], output: unknown): readonly Hint[] {
	const [first, second] = evaluated;
	if (first === undefined) return [];
	if (second === undefined) return [describeRun(first, output)];
	const without = evaluated.filter((each) => !hasWinner(each));
	const [example] = without;
	if (example === undefined) return [{ type: 'info', message: `Each of the ${evaluated.length} runs has a winner.` }];
	const name = nameOfRun(example.run.id, evaluated.indexOf(example));
	const why = `none was accepted in ${without.length === 1 ? '' : `${without.length}, as in `}run ${name}: ${reasonOf(example)}`;
	return [{ type: 'warning', message: `${evaluated.length - without.length} of ${evaluated.length} runs have a winner; ${why}.` }];
}

function hasWinner({ evaluation }: EvaluatedRun): boolean {
	return evaluation.summary.accepted > 0;
}

function describeRun(evaluated: EvaluatedRun, output: unknown): Hint {
	const { verdicts, summary } = evaluated.evaluation;
	const { candidates, accepted } = summary;
	const reason = reasonOf(evaluated);
	if (accepted === 0) {
		const effect = withoutBest[String(output)] ?? '';
		const [who, which] =
			candidates === 1
				? ['The only candidate was not accepted', 'Its verdict']
				: [`None of ${candidates} candidates was accepted`, 'Best ranked'];
		return { type: 'warning', message: `${who}${effect}. ${which}: ${reason}.` };
	}
	// The line stands by itself, so it says what was counted.
	const won = reason.replace(/^(\d{1,9} of \d{1,9}) passed/, '$1 tests');
	const verb = won === reason ? (accepted === 2 ? 'was accepted too' : 'were accepted too') : 'passed';
	const others = accepted === 1 ? '' : ` ${words[accepted - 1] ?? accepted - 1} other${accepted === 2 ? '' : 's'} ${verb}.`;
	const worth = summary.summary === undefined ? '' : ` ${summary.summary}`;
	return { type: 'info', message: `Clone ${verdicts[0]?.candidate.run.clone} won: ${won}.${others}${worth}` };
}

/** A reason quotes answers and errors, and those may be long. */
function reasonOf({ evaluation }: EvaluatedRun): string {
	return shorten(evaluation.verdicts[0]?.reason ?? '').replace(/\.$/, '');
}
