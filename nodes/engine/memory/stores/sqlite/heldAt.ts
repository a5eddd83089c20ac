/** What holds at a time, with `heldAt` as its values. Without a time of its own, what was remembered holds at once, also where the clock was set back since. */
export const holds = `(valid_from <= ? OR (? AND valid_from = recorded_at)) AND (valid_to IS NULL OR (valid_to > ? AND NOT (? AND EXISTS (
		SELECT 1 FROM memory AS later WHERE later.namespace = memory.namespace AND later.id = memory.superseded_by AND later.valid_from = later.recorded_at))))`;

export function heldAt(asOf: string | undefined, now: string): readonly [string, number, string, number] {
	const at = asOf ?? now;
	const isNow = Number(asOf === undefined);
	return [at, isNow, at, isNow];
}
