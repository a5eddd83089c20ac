import type { ChatAnswer, ChatMessage } from '../../endpoint/endpoint';
import type { RequestWatch } from '../../endpoint/requestCount';
import type { Language, Sandbox } from '../../sandbox/sandbox';
import type { CodeExtraction } from '../behaviour/readCodes';

/** One question of a scorer to a model. */
export interface Question {
	/** Empty: the first model of the server that chats. */
	readonly model: string;
	/** The label of the field that names the model, for advice. */
	readonly field: string;
	readonly messages: readonly ChatMessage[];
	/** For the answer; a model that thinks gets around it. */
	readonly maxTokens: number;
	/** What the answer should fit; a server may refuse it, or not heed it. */
	readonly jsonSchema?: Readonly<Record<string, unknown>>;
	readonly watch?: RequestWatch;
}

/** Everything that scorers may ask for from outside; what needs a model server is absent where none is given. */
export interface ScorerTools extends CodeExtraction {
	/** @throws SandboxUnavailableError when there is no place to run this language. */
	readonly openSandbox: (language: Language) => Promise<Sandbox>;
	readonly ask?: (question: Question, signal: AbortSignal) => Promise<ChatAnswer>;
	/** How well each text answers the task, more is better. */
	readonly rank?: (model: string, task: string, texts: readonly string[], signal: AbortSignal) => Promise<readonly number[]>;
	/** The vectors of some texts; without a name, by the first embedding model that the server lists, and undefined where it lists none. */
	readonly embed?: (model: string, texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[] | undefined>;
	/** Six or more small letters and digits that nobody can guess. */
	readonly drawMarker?: () => string;
}

export function drawMarker(): string {
	return crypto.randomUUID().replaceAll('-', '').slice(0, 12);
}
