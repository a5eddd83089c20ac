import type { ISupplyDataFunctions } from 'n8n-workflow';
import type { ChatReceipt } from '../engine/chatClones/chatReceipt';
import { keepReceipt } from '../shared/keepReceipt';

/** Keeps the receipt of one call that clones answered: in what they agreed, and how many of them. */
export function keepCall(context: ISupplyDataFunctions, itemIndex: number, model: string, receipt: ChatReceipt): void {
	const { clones, answered, stopped, missing, picked, requests, tokens, durationMs } = receipt;
	const failures = [...Map.groupBy(missing, ({ kind }) => kind)].map(([kind, lost]) => ({ kind, clones: lost.length }));
	const { same, of } = picked.agreement;
	keepReceipt(context, itemIndex, {
		kind: 'chatModel',
		models: [model],
		...{ asked: clones, answered, stopped, requests, tokens: { ...tokens }, wallMs: durationMs },
		retries: 0,
		...(failures.length > 0 && { failures }),
		outcome: { by: picked.by, result: 'picked', ...(of > 0 && { agreement: same / of }) },
	});
}
