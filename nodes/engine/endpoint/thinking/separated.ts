/** An answer, and what the model thought before it; `reasoning` is absent where there is none. */
export interface Separated {
	readonly text: string;
	readonly reasoning?: string;
	/** The text had only a closing tag: the chat template had opened it. */
	readonly hasLoneClosing?: true;
}
