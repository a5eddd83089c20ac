import type { SearchScope } from '../store';

/** What held at the time $4. */
const holdsThen = 'valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4)';
/** What holds now, at $4: what was remembered without a time of its own holds at once, also where the clock was set back since. */
const holdsNow = `(valid_from <= $4 OR valid_from = recorded_at) AND (valid_to IS NULL OR (valid_to > $4 AND NOT EXISTS (
			SELECT 1 FROM shadow_clones.memory AS later WHERE later.namespace = memory.namespace AND later.id = memory.superseded_by AND later.valid_from = later.recorded_at)))`;

/** The condition on a memory that it holds at the time asked about, which is $4. */
export function holdsAt({ asOf }: Pick<SearchScope, 'asOf'>): string {
	return asOf === undefined ? holdsNow : holdsThen;
}
