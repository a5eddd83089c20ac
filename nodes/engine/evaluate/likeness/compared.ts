/** What answers were found to be worth beside each other, in the entrants' order. */
export interface Compared {
	/** From 0 to 1, equal where nothing tells two apart; undefined: not compared. */
	readonly values: ReadonlyArray<number | undefined>;
	readonly reasonOf: (place: number) => string;
	/** Share of the votes that say what the leading answer says; absent where nobody counted. */
	readonly agreement?: number;
	/** A larger model was asked because the others were unsure, and its answer leads whatever they say. */
	readonly isDecided?: boolean;
	/** Votes were counted, and each is for another answer. */
	readonly noTwoAgree?: true;
	/** So little do any two have in common that the leading answer is as good as any. */
	readonly noTwoAlike?: boolean;
}
