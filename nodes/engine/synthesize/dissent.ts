/** A point on which candidates disagree, by the model's word; `clones` are those of the used ones that it names. */
export interface Dissent {
	readonly clones: readonly number[];
	readonly says: string;
}
