/** One way for a clone to differ from its siblings, by what it is told last. */
export interface Approach {
	/** Saved inside workflows: never rename. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** Comes after the shared part of the prompt, so that the server's prefix cache serves all clones; empty: nothing is added. */
	readonly instruction: string;
}

/**
 * An instruction that leaves the form of the answer to the task.
 *
 * Small models follow what stands last: without this, some thought aloud until there was no room for the answer, or wrote no code where code was asked for.
 */
export function keepingForm(instruction: string): string {
	return `${instruction} Then answer in exactly the form that is asked for above.`;
}
