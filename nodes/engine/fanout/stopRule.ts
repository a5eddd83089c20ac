import type { Candidate } from '../candidate';
import { saysNotKnowing } from '../quotes/saysNotKnowing';
import { measureAgreement } from './agreement';
import type { StopWhen } from './fanOutRequest';

/**
 * Says why the run may stop now, or undefined when it should go on.
 *
 * Called after every answer with all candidates so far, in the order in which they came, and the number of clones that have neither
 * answered nor dropped out.
 */
export type StopRule = (candidates: readonly Candidate[], stillOut: number) => string | undefined | Promise<string | undefined>;

export function createStopRule(stopWhen: StopWhen): StopRule {
	switch (stopWhen.kind) {
		case 'all':
			return () => undefined;
		case 'enough':
			return (candidates) => {
				const { counts, answers } = stopWhen;
				const enough = counts === undefined ? candidates.length : candidates.filter(counts).length;
				if (enough < answers) return undefined;
				return counts === undefined
					? `${enough === 1 ? '1 answer was' : `${enough} answers were`} enough`
					: `${enough} of ${candidates.length} answers passed the check, which was enough`;
			};
		case 'agree':
			return (candidates, stillOut) => {
				const forms = stopWhen.formsOf(candidates);
				const tell = (given: Forms) => describeLead(withoutNotKnowing(given, candidates), stillOut, stopWhen.confidence);
				return 'then' in forms ? forms.then(tell) : tell(forms);
			};
	}
}

type Forms = ReadonlyArray<string | undefined>;

/** Clones that do not know agree on no answer. */
function withoutNotKnowing(forms: Forms, candidates: readonly Candidate[]): Forms {
	return forms.map((form, index) => {
		const candidate = candidates[index];
		return candidate !== undefined && isNotKnowing(candidate) ? undefined : form;
	});
}

/** Each is looked at again with every answer that comes. */
const looked = new WeakMap<Candidate, boolean>();

function isNotKnowing(candidate: Candidate): boolean {
	const known = looked.get(candidate) ?? saysNotKnowing(candidate.text, candidate.run.task);
	looked.set(candidate, known);
	return known;
}

function describeLead(given: Forms, stillOut: number, confidence: number): string | undefined {
	const forms = given.filter((form) => form !== undefined);
	const agreement = measureAgreement(forms, stillOut);
	if (agreement === undefined) return undefined;
	const { votes, leader } = agreement;
	const lead = `${votes} of ${forms.length} answers agree on ${JSON.stringify(leader.length > 60 ? `${leader.slice(0, 60)}…` : leader)}`;
	if (agreement.cannotLose) return `${lead}, and the ${stillOut} still out could not change that`;
	if (votes > 1 && agreement.posterior >= confidence) return `${lead}, which leads with a probability of ${agreement.posterior.toFixed(3)}`;
	return undefined;
}
