/** One assertion in the tests' source: what it says, and whether a trial that never reaches it has missed it. */
export interface AssertionSite {
	readonly text: string;
	readonly mustBeReached: boolean;
	/** The function that it calls, where it is a case. */
	readonly calls?: string;
}
