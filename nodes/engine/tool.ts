/** What a model is told about a tool. */
export interface ToolDescription {
	/** Letters, digits, `_` and `-`, at most 64 of them: what servers take. */
	readonly name: string;
	readonly description: string;
	/** JSON Schema of its arguments, an object. */
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** Something that a clone may use while it works. */
export interface Tool extends ToolDescription {
	/** What people know it by, such as the name of its node; absent: its name. Models are never told it. */
	readonly label?: string;
	/** What it gives back is a sentence of ours, told as it is and never kept as a source; absent: it is from outside. */
	readonly speaksForUs?: true;
	/**
	 * Does the work once, and gives back text or anything that JSON can say. What it throws is told to the clone.
	 *
	 * The caller stops waiting when `signal` is aborted, whether or not the tool heeds it.
	 */
	use(parameters: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
}

/** What became of one call: `repeated` and `refused` ones were not made; a refused one had arguments, or a name, that cannot be used. */
export type ToolOutcome = 'answered' | 'threw' | 'timedOut' | 'repeated' | 'refused';

/** One call of a tool by a clone, as its candidate tells it. */
export interface ToolUse {
	/** Counts from 1; calls of one step ran side by side. */
	readonly step: number;
	readonly name: string;
	/** What people know the tool by; absent: its name. */
	readonly label?: string;
	/** The tool is one of ours, by which clones write on the evidence board. */
	readonly board?: true;
	/** The arguments, as the JSON text that the model wrote; n8n's expressions may not touch a field named arguments. */
	readonly asked: string;
	readonly outcome: ToolOutcome;
	/** Under which the output is kept for citations; absent where there is none. */
	readonly source?: string;
	/** The output says itself that there was nothing, so no answer stands on it. */
	readonly hasFoundNothing?: true;
	/** Of the output, before it was shortened for the clone. */
	readonly characters?: number;
	/** What went wrong, in a sentence. */
	readonly trouble?: string;
	readonly durationMs: number;
}

/** The address that one record of an output gives for itself. */
export interface RecordAddress {
	readonly address: string;
	/** Of its text, from 0. */
	readonly from: number;
	readonly lines: number;
}

/** What a tool gave a clone to read, as the clone saw it; `id` is unique in its run. */
export interface Source {
	readonly id: string;
	readonly tool: string;
	/** What people know the tool by; absent: its name. */
	readonly label?: string;
	/** The arguments it was asked with, as the model wrote them. */
	readonly asked: string;
	readonly text: string;
	/** Of its records, where the output had any; absent: it was text, or names no address. */
	readonly addresses?: readonly RecordAddress[];
	/** The tool says itself, by a field or in words, that it found nothing or that something went wrong: there is nothing to quote. */
	readonly hasFoundNothing?: true;
}
