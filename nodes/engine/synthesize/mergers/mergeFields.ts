import { parseJson } from '../../parseJson';
import type { Contender } from '../contender';
import type { SynthesisJob } from '../job';
import type { Synthesis } from '../synthesizeRequest';
import { voteFields, type FieldVote } from '../voteFields';
import type { Merger } from './merger';

/** Merges structured answers by counting, without asking the model. */
export const mergeFields: Merger = {
	id: 'mergeFields',
	label: 'Merge Fields',
	description: 'For JSON answers: each field takes the value that most candidates give, without asking the model',
	asksModel: false,
	takesRefused: false,
	make: async (job) => makeByCounting(job),
};

/** All candidates vote, not only the best few; those that are no JSON are counted as left out. */
function makeByCounting(job: SynthesisJob): Synthesis {
	const voters = job.ranked.flatMap((contender) => {
		const read = dataOf(contender);
		return read === undefined ? [] : [{ contender, data: read.value }];
	});
	const clone = job.best.candidate.run.clone;
	if (voters.length === 0)
		return job.giveBest(
			'passedThrough',
			`None of the ${job.ranked.length} candidates is JSON, so the answer of clone ${clone} was passed through; set Answer Format to JSON in Shadow Clone Fan-Out`,
			[job.best],
		);
	const { data, fields } = voteFields(voters.map((voter) => voter.data));
	const { leftOut, ...common } = job.common(voters.map(({ contender }) => contender));
	const withoutJson = job.ranked.length - voters.length;
	return {
		...common,
		...(leftOut === undefined || leftOut.withoutText + (leftOut.notAccepted ?? 0) === 0
			? {}
			: { leftOut: { ...leftOut, beyondCandidatesToUse: 0, beyondContext: 0 } }),
		text: JSON.stringify(data, undefined, 2) ?? '',
		data,
		fields,
		outcome: 'counted',
		reason: `Counted over ${voters.length} candidates${withoutJson === 0 ? '' : `, ${withoutJson} more are no JSON`}${describe(fields)}`,
		finishReason: 'stop',
		model: job.best.candidate.model,
	};
}

function dataOf({ candidate }: Contender): { readonly value: unknown } | undefined {
	return candidate.data === undefined ? parseJson(candidate.text) : { value: candidate.data };
}

function describe(fields: readonly FieldVote[]): string {
	const ties = fields.filter(({ isTie }) => isTie).length;
	const disputed = fields.filter(({ others }) => others.length > 0).length;
	return `; ${disputed} of ${fields.length} fields disputed${ties === 0 ? '' : `, ${ties} of them tied and decided by rank`}`;
}
