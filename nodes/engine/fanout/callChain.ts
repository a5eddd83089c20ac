import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<readonly string[]>();

/** What is at work around this call, the outermost first, by the names that `insideCallChain` was given; it follows every await, also through code of others. */
export function callChain(): readonly string[] {
	return storage.getStore() ?? [];
}

/** Does `work` as something inside of `chain`. */
export async function insideCallChain<Result>(chain: readonly string[], work: () => Promise<Result>): Promise<Result> {
	return await storage.run(chain, work);
}
