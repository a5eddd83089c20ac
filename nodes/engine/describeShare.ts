export interface Share {
	/** Clones that the sentence before is about. */
	readonly count: number;
	/** Those that brought no answer, these included. */
	readonly of: number;
	/** Reasons besides, as they are worded. */
	readonly otherReasons: number;
	/** All ran into the same, worded differently. */
	readonly isAlike: boolean;
}

/** Of how many clones the sentence before tells why they brought no answer, in brackets; nothing where it tells of all. */
export function describeShare({ count, of, otherReasons, isAlike }: Share): string {
	if (otherReasons === 0) return '';
	const others = of - count === 1 ? 'the other one' : 'the others';
	const why = isAlike ? 'much the same' : otherReasons === 1 ? 'for another reason' : `for ${otherReasons} other reasons`;
	return ` (so for ${count} of the ${of} clones; ${others} ${why})`;
}
