import { EngineError } from '../../errors';

/** A clone with tools came to no answer; `kind` says how. */
export class ToolUseError extends EngineError {
	override readonly name = 'ToolUseError';

	constructor(
		readonly kind: 'timeout' | 'writtenCalls',
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}
