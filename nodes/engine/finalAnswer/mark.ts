/** A part of an answer that it marks as its final answer. */
export interface Mark {
	readonly at: number;
	readonly content: string;
	/** A box, a tag or a field holds an answer and nothing else; behind words, a sentence may go on. A correction may be none: it is one where an answer is in it. */
	readonly kind: 'box' | 'correction' | 'field' | 'hashes' | 'tag' | 'words';
}
