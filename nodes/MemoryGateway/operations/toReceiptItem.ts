import type { IDataObject } from 'n8n-workflow';
import { describeKept } from '../../engine/receipts/describeKept';
import type { KeptReceipt } from '../../engine/receipts/keptReceipt';
import { tidied, withoutEmpty, type Fields } from '../../shared/tidied';

/** A receipt as an item: what the run came to in a sentence, where it ran, and all figures under `details`. Nothing empty is there. */
export function toReceiptItem(receipt: KeptReceipt): IDataObject {
	const { at, workflow, node, kind, models, savedMs, outcome, ...details } = receipt;
	const name = workflow.name === '' ? workflow.id : workflow.name;
	const json: Fields = {
		...{ summary: describeKept(receipt), at, workflow: name, node, kind, models, savedMs },
		outcome: outcome?.result,
		details: { ...details, workflowId: workflow.id, pickedBy: outcome?.by, agreement: outcome?.agreement },
	};
	return withoutEmpty(tidied(json) as Fields) as IDataObject;
}
