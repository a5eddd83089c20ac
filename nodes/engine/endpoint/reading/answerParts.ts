import type { ChatAnswer } from '../endpoint';
import type { Failure } from '../failedAttempt';

/** An answer without what only the caller knows, when it was asked and how often, and with what only the caller needs. */
export interface AnswerParts extends Omit<ChatAnswer, 'attempts' | 'timing'> {
	/** What the server said in place of the rest of the answer. */
	readonly brokenBy?: Failure;
	/** The text had only the closing tag of its thinking. */
	readonly hasLoneClosing?: true;
	/** `performance.now()` of the first token, where it came in pieces. */
	readonly firstTokenAt?: number;
}

/** What a reader has to know of the question. */
export interface Asked {
	readonly baseUrl: string;
	readonly model: string;
	/** Names of the tools that were offered. */
	readonly toolNames: readonly string[];
	/** JSON Schema of what one of them takes. */
	readonly schemaOf?: (tool: string) => Readonly<Record<string, unknown>> | undefined;
	/** Leave thinking in the text, as the server sent it. */
	readonly leavesThinking: boolean;
	/** Whether the question itself has this tag in it. */
	readonly isAbout: (tag: string) => boolean;
}
