import type { IExecuteFunctions, ISupplyDataFunctions } from 'n8n-workflow';
import { isEngineError } from '../engine/errors';
import type { KeptReceipt, RunFigures } from '../engine/receipts/keptReceipt';
import { ReceiptQueue } from '../engine/receipts/receiptQueue';
import type { ReceiptStore } from '../engine/receipts/receiptStore';
import { addHint } from './addHint';
import { openReceiptStore, type StoreChoice } from './openStore';
import { readReceiptsSetting } from './receiptsSetting';
import { traceRun, type TracedContext } from './traceRun';

type Context = Pick<IExecuteFunctions | ISupplyDataFunctions, 'getCredentials' | 'getExecutionId' | 'getNode' | 'getWorkflow'> & {
	getNodeParameter(name: string, itemIndex: number, otherwise?: unknown): unknown;
	readonly addExecutionHints?: IExecuteFunctions['addExecutionHints'];
} & TracedContext;

const embedded: StoreChoice = { store: 'embedded', file: '' };
const LONGEST_NAME = 200;

/** Where *Keep Receipts* stands. */
const groups = ['options', 'receiptOptions'];

/** One for each store, in which the runs of all nodes wait to be written. */
const queues = new WeakMap<ReceiptStore, ReceiptQueue>();

/**
 * Puts the figures of a run on n8n's span of the node, and keeps its receipt for the report, unless *Keep Receipts* is off or SHADOW_CLONES_RECEIPTS is `off`.
 *
 * Nothing waits for it, and it never throws: why earlier ones could not be kept is a hint. They go to the Postgres of that variable, else to `place` where the node keeps things in Postgres, else into a file of
 * their own in n8n's folder.
 */
export function keepReceipt(context: Context, itemIndex: number, figures: RunFigures, place: StoreChoice = embedded): void {
	traceRun(context, figures);
	try {
		if (!isWanted(context, itemIndex)) return;
		const setting = readReceiptsSetting();
		if (setting === 'off') return;
		const receipt = toKept(context, figures);
		const choice = place.store !== 'embedded' && setting === 'unset' ? place : embedded;
		addInOrder(async () => await openReceiptStore(context, itemIndex, choice), receipt);
		const trouble = takeTrouble();
		if (trouble !== undefined) tell(context, `Receipts of earlier runs could not be kept for the report: ${trouble}`);
	} catch (error) {
		// A receipt decides over no run.
		if (isEngineError(error)) tell(context, `The receipt of this run is not kept for the report: ${error.message}`);
	}
}

function tell(context: Context, message: string): void {
	if (context.addExecutionHints !== undefined) addHint(context as Required<Context>, message);
}

/** More than these wait for no store to be opened. */
const MOST_OPENING = 10_000;
let opening = 0;
let added: Promise<void> = Promise.resolve();
/** Why the last store that could not be opened could not; told once. */
let unopened: string | undefined;

/** Opening a store takes its time: one after the other, so that receipts are kept in the order of their runs. */
function addInOrder(open: () => Promise<{ readonly receipts: ReceiptStore }>, receipt: KeptReceipt): void {
	if (opening >= MOST_OPENING) return;
	opening++;
	const opened = open();
	// Met below, in its turn; until then it would count as met by nobody.
	opened.catch(() => {});
	added = added.then(async () => {
		try {
			queueOf((await opened).receipts).add(receipt);
		} catch (error) {
			unopened = isEngineError(error) ? error.message : 'their store could not be opened.';
		} finally {
			opening--;
		}
	});
}

/** Resolves when all receipts of this process for that store are written, or dropped. */
export async function settleReceipts(store: ReceiptStore): Promise<void> {
	await added;
	await queues.get(store)?.settle();
}

function isWanted(context: Context, itemIndex: number): boolean {
	return groups.every((group) => {
		const options = context.getNodeParameter(group, itemIndex, {}) as { readonly keepReceipts?: unknown } | null;
		return String(options?.keepReceipts ?? true) !== 'false';
	});
}

function toKept(context: Context, { models, ...figures }: RunFigures): KeptReceipt {
	const { id, name } = context.getWorkflow();
	return {
		at: new Date().toISOString(),
		executionId: context.getExecutionId(),
		workflow: { id: id ?? '', name: tidyName(name ?? '') },
		node: tidyName(context.getNode().name),
		models: models.map(tidyName),
		...figures,
	};
}

/** On one line and of a bounded length, whatever somebody called it. */
function tidyName(name: string): string {
	return name
		.slice(0, LONGEST_NAME)
		.toWellFormed()
		.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
		.trim();
}

let troubled: ReceiptQueue | undefined;

function queueOf(store: ReceiptStore): ReceiptQueue {
	const known = queues.get(store);
	if (known !== undefined) return known;
	const queue = new ReceiptQueue(store, () => (troubled = queue));
	queues.set(store, queue);
	return queue;
}

function takeTrouble(): string | undefined {
	const trouble = troubled?.takeTrouble() ?? unopened;
	troubled = undefined;
	unopened = undefined;
	return trouble;
}
