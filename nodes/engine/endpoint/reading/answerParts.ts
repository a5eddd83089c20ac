import type { Failure } from '../failedAttempt';
import type { LogProbability, ToolCall, Usage } from '../../candidate';

/** An answer without what only the caller knows: when it was asked and how often. */
export interface AnswerParts {
	readonly text: string;
	readonly reasoning?: string;
	readonly finishReason: string;
	readonly toolCalls?: readonly ToolCall[];
	/** The assistant's message as it has to go back to the server, where tools were called. */
	readonly sentBack?: Readonly<Record<string, unknown>>;
	readonly logProbability?: LogProbability;
	readonly usage: Usage;
	readonly notes?: readonly string[];
	/** What the server said in place of the rest of the answer. */
	readonly brokenBy?: Failure;
	readonly model: string;
	readonly raw: unknown;
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
