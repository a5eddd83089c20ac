import type { Candidate } from '../candidate';
import type { FanOutRequest } from './fanOutRequest';

/** Told where clones were to stop once they agree, and no answer has what they were to agree on: such as a field that is named wrongly. */
export async function noteOnAgreement(
	{ stopWhen }: Pick<FanOutRequest, 'stopWhen'>,
	candidates: readonly Candidate[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	if (stopWhen.kind !== 'agree' || candidates.length === 0 || signal.aborted) return [];
	// A run can do without this: what goes wrong with it ends nothing.
	const forms = await (async () => await stopWhen.formsOf(candidates, signal))().catch(() => undefined);
	if (forms === undefined || forms.some((form) => form !== undefined)) return [];
	const none = candidates.length === 1 ? 'The answer has nothing' : `None of the ${candidates.length} answers has anything`;
	return [`${none} that Agree On in Stop When looks for, so no clone could be stopped early. Check Agree On and the field below it.`];
}
