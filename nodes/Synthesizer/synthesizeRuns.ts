import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Sampling } from '../engine/candidate';
import { createRetryBudget } from '../engine/endpoint/retryBudget';
import { joinSignals } from '../engine/joinSignals';
import { synthesize } from '../engine/synthesize/synthesize';
import { untilAborted } from '../engine/untilAborted';
import { addHint } from '../shared/addHint';
import { readCandidateSource } from '../shared/candidateSource';
import { openFirstChatModel } from '../shared/chatModel/openChatModels';
import { groupByRun, type Run } from '../shared/groupByRun';
import { joinHints, nameOfRun, type Hint } from '../shared/joinHints';
import { toNodeError } from '../shared/nodeErrors';
import { splitStrangers } from '../shared/splitStrangers';
import { openModelServer } from '../shared/openModelServer';
import { withTokenUsage } from '../shared/withTokenUsage';
import { describeSynthesis } from './describeSynthesis';
import { keepSynthesis } from './keepSynthesis';
import { readRequest } from './readRequest';
import { toContender, toErrorItem, toItem } from './toItems';
import { watchStream } from './watchStream';

/** Most runs need at most three calls; those that are condensed, some more. */
const CALLS_OF_A_RUN = 6;

/** What the user is told of one run. */
interface HintedRun {
	readonly run: Run;
	readonly hints: readonly Hint[];
}

/**
 * Makes one item of every run, all runs at the same time, with the fields as they are for the run's first item.
 *
 * With On Error set to continue, a run that went wrong becomes one item with its error, and so does each item that is no candidate. Otherwise the first of them ends
 * the node.
 */
export async function synthesizeRuns(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const grouped = groupByRun(context.getInputData(), readCandidateSource(context));
	const { runs } = grouped;
	const { refused: strangers, hints } = splitStrangers(grouped, context.continueOnFail());
	for (const { message, type } of hints) addHint(context, message, type);
	const refused = strangers.map(({ reason, itemIndex }) => ({ error: toNodeError(context.getNode(), reason, itemIndex), itemIndex }));
	const [first] = refused;
	if (first !== undefined && !context.continueOnFail()) throw first.error;

	const stop = context.getExecutionCancelSignal();
	const others = new AbortController();
	const { signal, release } = joinSignals(others.signal, stop);
	const told: HintedRun[] = [];
	const items = await Promise.all(
		runs.map(async (run): Promise<INodeExecutionData[]> => {
			const itemIndex = Math.min(...run.members.map((member) => member.itemIndex));
			try {
				return [await untilAborted(async () => await synthesizeRun(context, run, itemIndex, runs.length === 1, told, signal), signal)];
			} catch (cause) {
				// Stop was pressed: n8n says so itself, and would call anything thrown now a fault of the node.
				if (stop?.aborted === true) return [];
				const error = toNodeError(context.getNode(), cause, itemIndex);
				if (context.continueOnFail()) return [toErrorItem(error, itemIndex)];
				others.abort(error);
				throw error;
			}
		}),
	).finally(release);
	const inOrder = told.toSorted((left, right) => runs.indexOf(left.run) - runs.indexOf(right.run));
	const named = inOrder.map(({ run, hints }) => ({ name: nameOfRun(run.id, runs.indexOf(run)), hints }));
	for (const { message, type } of joinHints(named)) addHint(context, message, type);
	return [...items.flat(), ...refused.map(({ error, itemIndex }) => toErrorItem(error, itemIndex))];
}

async function synthesizeRun(
	context: IExecuteFunctions,
	run: Run,
	itemIndex: number,
	isOnly: boolean,
	told: HintedRun[],
	signal: AbortSignal,
): Promise<INodeExecutionData> {
	const { merger, setFields, ...read } = readRequest(context, itemIndex);
	const contenders = run.members.map(toContender);
	const connected = merger.asksModel ? await openFirstChatModel(context, itemIndex, setFields) : undefined;
	const request = connected === undefined ? read : { ...read, model: connected.model, sampling: onlySet(read.sampling, setFields) };
	const endpoint = connected?.endpoint ?? (merger.asksModel ? await openModelServer(context, itemIndex) : undefined);
	const watcher = isOnly ? watchStream(context, itemIndex) : undefined;
	const synthesis = await synthesize(
		merger,
		{ ...request, contenders },
		{
			...(endpoint === undefined ? {} : { endpoint }),
			retryBudget: createRetryBudget(CALLS_OF_A_RUN),
			signal,
			drawMarker: () => crypto.randomUUID().replaceAll('-', '').slice(0, 12),
			...(watcher === undefined ? {} : { onText: watcher.tell }),
		},
	);
	watcher?.end(synthesis.text);
	keepSynthesis(context, itemIndex, contenders.length, merger, synthesis);
	told.push({ run, hints: describeSynthesis(contenders, synthesis) });
	// What a connected model takes, n8n logs there.
	const [item = toItem(run, synthesis)] = connected === undefined ? withTokenUsage([toItem(run, synthesis)], synthesis.receipt.tokens) : [];
	return item;
}

/** A connected model keeps a temperature of its own where the user sets none here. */
function onlySet(sampling: Sampling, setFields: ReadonlySet<keyof Sampling>): Sampling {
	return Object.fromEntries(Object.entries(sampling).filter(([field]) => setFields.has(field as keyof Sampling)));
}
