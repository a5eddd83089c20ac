import { EngineError } from '../errors';
import { hideSecrets } from './hideSecrets';

/** The server answered, and not with success. */
export type RefusalKind =
	| 'wrongKey'
	| 'forbidden'
	| 'quotaUsedUp'
	| 'blocked'
	| 'unknownModel'
	| 'modelUnavailable'
	| 'noModelLoaded'
	| 'modelLoadFailed'
	| 'stillLoading'
	| 'wrongPath'
	| 'wrongFormat'
	| 'redirected'
	| 'promptTooLong'
	| 'maxTokensTooLarge'
	| 'requestTooLarge'
	| 'headersTooLarge'
	| 'invalidSchema'
	| 'noFunctionCalling'
	| 'badRequest'
	| 'unprocessable'
	| 'notSupported'
	| 'overloaded'
	| 'proxyKey'
	| 'gateway'
	| 'engineDead'
	| 'serverBroke';

/** There is no connection, or it went away before any answer. */
export type ConnectionKind =
	'connectionRefused' | 'unknownHost' | 'untrustedCertificate' | 'wrongProtocol' | 'unreachable' | 'connectionLost';

/** Time ran out. */
export type EndingKind = 'cloneTimeout' | 'runDeadline';

/** Every way a model server can let one down; each has its sentence and advice in `failures/failureSentences.ts`. */
export type EndpointErrorKind = RefusalKind | ConnectionKind | EndingKind | 'answerCut' | 'nonsense' | 'emptyAnswer';

/** A sentence and its advice, before it is known how many requests it took to get there. */
export interface Explanation {
	readonly kind: EndpointErrorKind;
	readonly message: string;
	readonly advice: string;
	readonly httpStatus?: number;
}

/**
 * The model server let one down; `kind` says how, `attempts` how many requests were sent.
 *
 * Keys and passwords are taken out of sentence and advice here, so that no way of failing can skip it.
 */
export class EndpointError extends EngineError {
	override readonly name = 'EndpointError';
	readonly kind: EndpointErrorKind;
	readonly advice: string;
	readonly httpStatus?: number;

	constructor(
		explanation: Explanation,
		readonly attempts: number,
		secrets: readonly string[],
		/** Never what the server sent: that may hold a key. */
		override readonly cause?: unknown,
	) {
		super(hideSecrets(explanation.message, secrets));
		this.kind = explanation.kind;
		this.advice = hideSecrets(explanation.advice, secrets);
		if (explanation.httpStatus !== undefined) this.httpStatus = explanation.httpStatus;
	}
}

/** By name, because two copies of this package may be loaded at once. */
export function isEndpointError(error: unknown): error is EndpointError {
	return error instanceof Error && error.name === 'EndpointError';
}
