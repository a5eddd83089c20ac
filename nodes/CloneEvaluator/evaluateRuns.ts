import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { evaluate } from '../engine/evaluate/evaluate';
import { joinSignals } from '../engine/joinSignals';
import { untilAborted } from '../engine/untilAborted';
import { addHint } from '../shared/addHint';
import { toNodeError } from '../shared/nodeErrors';
import { splitStrangers } from '../shared/splitStrangers';
import { arrangeOutputs, readOutput, type OutputChoice } from './arrangeOutputs';
import { describeEvaluations } from './describeEvaluation';
import type { EvaluatedRun } from './evaluatedRun';
import { readCandidateSource } from '../shared/candidateSource';
import { groupByRun, type Run } from '../shared/groupByRun';
import { withTokenUsage, type CountedTokens } from '../shared/withTokenUsage';
import { keepEvaluation } from './keepEvaluation';
import { openTools } from './openTools';
import { readRequest } from './readRequest';
import { toItems, toRefusedItems, type Outputs, type Refused } from './toItems';

/** What became of one run: ranked, or refused as a whole. */
type Outcome = { readonly outputs: Outputs } | { readonly refused: readonly Refused[] };

/**
 * Evaluates the input items, each run on its own and all at the same time, with the fields as they are for the run's first item.
 *
 * With On Error set to continue, items that could not be evaluated leave behind all others, by Rest where there is one, or by the error output. Otherwise the first of them ends
 * the node.
 */
export async function evaluateRuns(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const output = readOutputOf(context);
	const grouped = groupByRun(context.getInputData(), readCandidateSource(context));
	const { runs } = grouped;
	const { refused: strangers, hints } = splitStrangers(grouped, context.continueOnFail());
	for (const { message, type } of hints) addHint(context, message, type);
	const refusedStrangers = strangers.map(({ reason, ...stranger }) => ({
		...stranger,
		error: toNodeError(context.getNode(), reason, stranger.itemIndex),
	}));
	const [first] = refusedStrangers;
	if (first !== undefined && !context.continueOnFail()) throw first.error;

	const stop = context.getExecutionCancelSignal();
	const others = new AbortController();
	const { signal, release } = joinSignals(others.signal, stop);
	const evaluated: EvaluatedRun[] = [];
	const outcomes = await Promise.all(
		runs.map(async (run): Promise<Outcome> => {
			const itemIndex = Math.min(...run.members.map((member) => member.itemIndex));
			try {
				return { outputs: await untilAborted(async () => await evaluateRun(context, run, itemIndex, evaluated, signal), signal) };
			} catch (cause) {
				// Stop was pressed: n8n says so itself, and would call anything thrown now a fault of the node.
				if (stop?.aborted === true) return { refused: [] };
				const error = toNodeError(context.getNode(), cause, itemIndex);
				if (context.continueOnFail()) return { refused: [...run.members, ...run.repeats].map((member) => ({ ...member, error })) };
				others.abort(error);
				throw error;
			}
		}),
	).finally(release);
	const ranked = outcomes.flatMap((outcome) => ('outputs' in outcome ? [outcome.outputs] : []));
	const refused = [...outcomes.flatMap((outcome) => ('refused' in outcome ? outcome.refused : [])), ...refusedStrangers];
	const inOrder = evaluated.toSorted((left, right) => runs.indexOf(left.run) - runs.indexOf(right.run));
	for (const { message, type } of describeEvaluations(inOrder, output)) addHint(context, message, type);
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return arrangeOutputs(output, ranked, toRefusedItems(refused, hasErrorOutput));
}

/** Before anything is asked, as it is the same for all items. n8n works out no expression here. */
function readOutputOf(context: IExecuteFunctions): OutputChoice {
	try {
		return readOutput(context.getNodeParameter('output', 0, 'all'));
	} catch (cause) {
		throw toNodeError(context.getNode(), cause, 0);
	}
}

async function evaluateRun(
	context: IExecuteFunctions,
	run: Run,
	itemIndex: number,
	evaluated: EvaluatedRun[],
	signal: AbortSignal,
): Promise<Outputs> {
	const { tools, asksConnected, close } = await openTools(context, itemIndex);
	// A signal of its own: sandboxes let those who have one take turns.
	const own = joinSignals(signal);
	try {
		const candidates = run.members.map(({ candidate }) => candidate);
		const request = readRequest(context, itemIndex, tools);
		const evaluation = await evaluate({ candidates, ...request }, own.signal);
		keepEvaluation(context, itemIndex, run, evaluation.summary, request.combination);
		evaluated.push({ run, evaluation });
		const outputs = toItems(run, evaluation);
		// What a connected model takes, n8n logs there.
		return asksConnected ? outputs : withTokens(outputs, evaluation.summary.tokens);
	} finally {
		own.release();
		await close();
	}
}

/** On the first item of the run, whichever output it leaves by. */
function withTokens([best, rest]: Outputs, tokens: CountedTokens | undefined): Outputs {
	const counted = withTokenUsage([...best, ...rest], tokens ?? {});
	return [counted.slice(0, best.length), counted.slice(best.length)];
}
