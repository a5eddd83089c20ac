/** One way for a clone to differ from its siblings, by what it is told last. */
export interface Approach {
	/** Saved inside workflows: never rename. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** Comes after the shared part of the prompt, so that the server's prefix cache serves all clones; empty: nothing is added. */
	readonly instruction: string;
}
