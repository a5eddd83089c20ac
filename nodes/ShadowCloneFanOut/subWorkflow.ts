import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import { CloneRunnerError, type CloneRunner, type CloneTask } from '../engine/fanout/cloneRunner';
import { callChain, insideCallChain } from '../engine/fanout/callChain';
import { failureOf } from '../shared/foreignCandidates';
import { traceOf } from '../shared/sentAlong';

/** Under which a workflow may give its answer; of the last node's first item. */
const answerKeys = ['text', 'answer', 'output', 'response', 'result'];

/**
 * Has every clone be an execution of another workflow, all of them side by side.
 *
 * @throws InvalidInputError when that workflow would call itself, directly or by others: it would never end.
 */
export function openSubWorkflow(context: IExecuteFunctions, id: string, runId: string): CloneRunner {
	const chain = [...callChain(), String(context.getWorkflow().id ?? '')];
	if (chain.includes(id)) {
		const how = chain.at(-1) === id ? 'is this workflow itself' : 'is at work already around this one';
		throw new InvalidInputError(
			`The sub-workflow ${id} ${how}, and its clones would start clones without end`,
			'Choose another workflow in Sub-Workflow, one that does not lead back here.',
			'Sub-Workflow',
		);
	}
	return {
		name: `workflow ${id}`,
		run: async (cloneTask) => {
			const executionId = context.getExecutionId();
			const parentExecution = { executionId, workflowId: String(context.getWorkflow().id ?? '') };
			// As n8n's own node says it: run from the editor, a workflow runs as it is saved, published or not.
			const options = { parentExecution, executionMode: context.getMode() };
			const { data, waitTill } = await insideCallChain(
				chain,
				async () => await context.executeWorkflow({ id }, [toItem(cloneTask, runId, context)], undefined, options),
			).catch((error: unknown) => {
				throw explainFailure(id, error);
			});
			// What n8n gives then is what went into the waiting node.
			if (waitTill !== undefined && waitTill !== null)
				throw new CloneRunnerError(
					`The sub-workflow ${id} was put to wait, and gave no answer`,
					'Let it answer without a Wait node, or wait for less than 65 seconds there, which n8n does without putting it aside.',
				);
			return readAnswer(id, data?.[0] ?? []);
		},
	};
}

const failedAdvice = 'Look at its execution in n8n, and correct the node that failed.';

/** What n8n says of a workflow that it does not start, and what to do. */
const notStarted: ReadonlyArray<readonly [RegExp, string]> = [
	[/^Workflow is not active/, 'Publish the workflow that is chosen in Sub-Workflow. If it was deleted, choose another.'],
	[/^Workflow does not exist/, 'Choose a workflow that exists in Sub-Workflow.'],
	[/^Missing node to start/, 'Let it begin with the trigger When Executed by Another Workflow.'],
	[/^The sub-workflow .* cannot be called/, 'Allow it to be called by this workflow, in its Settings.'],
];

/** n8n throws what the node threw that failed there, or says why it starts nothing. */
function explainFailure(id: string, error: unknown): CloneRunnerError {
	const message = error instanceof Error ? error.message : String(error);
	const advice = notStarted.find(([words]) => words.test(message))?.[1];
	if (advice !== undefined) return new CloneRunnerError(`n8n did not start the sub-workflow ${id}: ${message}`, advice);
	return new CloneRunnerError(`The sub-workflow ${id} ended with an error: ${message}`, failedAdvice);
}

/** n8n's own tracing follows the parent execution; the trace and the run's id are in the item for what the workflow calls by itself. */
function toItem({ clone, clones, ...cloneTask }: CloneTask, runId: string, context: IExecuteFunctions): INodeExecutionData {
	return { json: { ...cloneTask, run: { id: runId, clone, clones, ...traceOf(context) } } };
}

function readAnswer(id: string, items: ReadonlyArray<INodeExecutionData | null>): { readonly text: string; readonly data?: unknown } {
	const json = items.find((item) => item !== null)?.json;
	if (json === undefined || Object.keys(json).length === 0) {
		throw new CloneRunnerError(
			`The sub-workflow ${id} ended without an item`,
			'Let its last node give one item with the answer in the field text, also where nothing was found.',
		);
	}
	const failure = failureOf(json);
	const key = answerKeys.find((each) => typeof json[each] === 'string' && json[each] !== '');
	if (key !== undefined) return { text: String(json[key]), ...(json['data'] === undefined ? {} : { data: json['data'] }) };
	if (failure !== undefined) throw new CloneRunnerError(`The sub-workflow ${id} ended with an error: ${failure}`, failedAdvice);
	return { text: JSON.stringify(json), data: json };
}
