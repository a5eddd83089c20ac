import type { NodeExecutionHint } from 'n8n-workflow';
import type { Evaluation } from '../engine/evaluate/evaluate';
import type { Run } from '../shared/groupByRun';

type Hint = Pick<NodeExecutionHint, 'message'> & { readonly type: 'info' | 'warning' };

/** What the user should know before trusting the outcome of a run; nothing where all is well. */
export function describeEvaluation(run: Run, { verdicts, summary }: Evaluation): readonly Hint[] {
	const hints: Hint[] = [...new Set(summary.remarks)].map((message) => ({ type: 'warning', message }));
	if (summary.accepted === 0)
		hints.push({
			type: 'info',
			message: `None of ${summary.candidates} candidates was accepted, so Best has none. The first in Rest says: ${verdicts[0]?.reason}`,
		});
	if (run.repeats.length > 0)
		hints.push({
			type: 'warning',
			message: `${counted(run.repeats.length, 'candidate')} came twice and counted once; check whether branches were merged that carry the same clones`,
		});
	if (run.ambiguousClones.length > 0)
		hints.push({
			type: 'warning',
			message: `Clone ${run.ambiguousClones.join(', ')} came with more than one answer; each was evaluated, so votes may count a clone more than once`,
		});
	return hints;
}

function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
