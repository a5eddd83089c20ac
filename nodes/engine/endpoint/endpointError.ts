import { EngineError } from '../errors';

/** Every way a model server can let one down; each has its own sentence in `explain*.ts`. */
export type EndpointErrorKind =
	| 'wrongKey'
	| 'forbidden'
	| 'unknownModel'
	| 'wrongPath'
	| 'redirected'
	| 'connectionRefused'
	| 'unknownHost'
	| 'untrustedCertificate'
	| 'wrongProtocol'
	| 'unreachable'
	| 'connectionLost'
	| 'promptTooLong'
	| 'maxTokensTooLarge'
	| 'invalidSchema'
	| 'noFunctionCalling'
	| 'badRequest'
	| 'requestTooLarge'
	| 'unprocessable'
	| 'notSupported'
	| 'overloaded'
	| 'stillLoading'
	| 'gateway'
	| 'engineDead'
	| 'serverBroke'
	| 'cloneTimeout'
	| 'runDeadline'
	| 'answerCut'
	| 'nonsense'
	| 'emptyAnswer';

/** A sentence and its advice, before it is known how many requests it took to get there. */
export interface Explanation {
	readonly kind: EndpointErrorKind;
	readonly message: string;
	readonly advice: string;
	readonly httpStatus?: number;
}

/** The model server let one down; `kind` says how, `attempts` how many requests were sent. */
export class EndpointError extends EngineError {
	override readonly name = 'EndpointError';
	readonly kind: EndpointErrorKind;
	readonly advice: string;
	readonly httpStatus?: number;

	constructor(
		explanation: Explanation,
		readonly attempts: number,
		override readonly cause?: unknown,
	) {
		super(explanation.message);
		this.kind = explanation.kind;
		this.advice = explanation.advice;
		if (explanation.httpStatus !== undefined) this.httpStatus = explanation.httpStatus;
	}
}

/** By name, because two copies of this package may be loaded at once. */
export function isEndpointError(error: unknown): error is EndpointError {
	return error instanceof Error && error.name === 'EndpointError';
}
