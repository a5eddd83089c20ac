/** A span as people say it, with three digits at most. */
export function inSeconds(ms: number): string {
	return `${Number((ms / 1_000).toPrecision(3))} s`;
}
