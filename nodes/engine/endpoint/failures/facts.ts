import type { Usage } from '../../candidate';
import type { AskerField } from '../askerFields';
import type { ConnectionKind, EndingKind, EndpointErrorKind, RefusalKind } from '../endpointError';
import type { Failure } from '../failedAttempt';

export type PoolingTask = 'vectors' | 'ranks';

/** What was asked of whom. */
export interface Asked {
	readonly baseUrl: string;
	readonly model: string;
	readonly hasKey: boolean;
	readonly requestBytes: number;
	/** What must not be told; see `secretsOf`. */
	readonly secrets: readonly string[];
	/** Absent: a chat answer. `list`: the list of models. */
	readonly task?: PoolingTask | 'list';
	/** What the node has that shows the failure; absent: the fields of Shadow Clone Fan-Out. */
	readonly fields?: readonly AskerField[];
}

/** What every sentence about an answer may use. */
interface Common {
	readonly asked: Asked;
	/** The server's own words, quoted behind the sentence; empty where it said nothing. */
	readonly said: string;
}

export interface RefusalFacts extends Common {
	/** As sent, or what the name of the error stands for where it came with a success. */
	readonly status: number;
	/** The error came with a success, so that the server never said this status. */
	readonly isInsideSuccess?: true;
	/** It came as a web page: what stands before the model server answered, or something else altogether. */
	readonly isPage: boolean;
	/** How long it asks to be left alone. */
	readonly waitMs?: number;
	readonly location?: string;
	/** The field that the server names. */
	readonly param?: string;
	readonly length?: LengthFacts;
	/** What the server lists, the likeliest first; absent where nobody looked. */
	readonly knownModels?: readonly string[];
	/** The list has the model all the same. */
	readonly isListed?: boolean;
	/** How long the server thinks that loading takes. */
	readonly estimateMs?: number;
	/** How a clone's waiting for a model that loads came to its end. */
	readonly waitedInVain?: EndingFacts & { readonly ending: EndingKind; readonly waitedMs: number };
}

/** Counts of tokens that the server tells. */
export interface LengthFacts {
	readonly prompt?: number;
	/** It stopped counting there. */
	readonly isAtLeast: boolean;
	/** Prompt and answer together, where it counts no other way. */
	readonly total?: number;
	readonly answer?: number;
	/** Prompt and answer that the model holds. */
	readonly context?: number;
	/** The longest answer, whatever the prompt. */
	readonly mostAnswer?: number;
	/** The limit is one of so many tokens a minute. */
	readonly isPerMinute: boolean;
}

export interface ConnectionFacts {
	readonly asked: Asked;
	/** Node's or undici's name for it; empty where it has none. */
	readonly code: string;
	readonly message: string;
}

/** Where a clone was when its time ended. */
export type Phase = 'notAsked' | 'asked' | 'receiving' | 'waitingToRetry';

export interface EndingFacts {
	readonly baseUrl: string;
	readonly timeoutMs: number;
	readonly fields?: readonly AskerField[];
	readonly attempts: number;
	readonly phase: Phase;
	/** Questions of the same clone that it has answered; absent: none. */
	readonly answeredBefore?: number;
	/** The sentence about the request before, when it was one. */
	readonly lastFailure?: string;
}

export interface FactsOf
	extends Record<RefusalKind, RefusalFacts>, Record<ConnectionKind, ConnectionFacts>, Record<EndingKind, EndingFacts> {
	answerCut: { readonly asked: Asked; readonly receivedCharacters: number; readonly isText?: true };
	nonsense: { readonly asked: Asked; readonly shape: (Failure & { kind: 'nonsense' })['shape']; readonly body: string };
	emptyAnswer: { readonly asked: Asked; readonly finishReason: string; readonly reasoning?: string; readonly usage: Usage };
}

/** A failure whose kind is known, with what its sentence needs. */
export interface Known<Kind extends EndpointErrorKind> {
	readonly kind: Kind;
	readonly facts: FactsOf[Kind];
}

export type KnownFailure =
	Known<RefusalKind> | Known<ConnectionKind> | Known<EndingKind> | Known<'answerCut'> | Known<'nonsense'> | Known<'emptyAnswer'>;

/** What is said of one kind of failure. */
export interface Words {
	/** What happened, with numbers; ends with a full stop. */
	readonly message: string;
	/** What to do; field names as they stand on screen. */
	readonly advice: string;
}

export type Sentences<Kind extends EndpointErrorKind> = { readonly [Each in Kind]: (facts: FactsOf[Each]) => Words };
