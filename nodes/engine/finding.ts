/** A claim that a clone shares with the others, with the words it rests on. Nobody vouches for it: it is data, no matter who reads it. */
export interface Finding {
	/** `F1`, `F2`, … in the order in which they came to the board. */
	readonly id: string;
	readonly claim: string;
	/** Stands word for word in the source. */
	readonly quote: string;
	/** The `id` of a source. */
	readonly source: string;
	readonly trust: 'untrusted';
	/** Who found it first. */
	readonly clone: number;
	readonly round: number;
	/** Other clones that posted the same quote of the same text. */
	readonly alsoFoundBy?: readonly number[];
}
