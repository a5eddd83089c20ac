import { SetupError } from '../shared/setupError.mts';

/** A real vLLM cannot be had on this machine. Tests that want one skip with this message; nothing is broken. */
export class VllmUnavailableError extends SetupError {
	constructor(message: string, advice = 'Set VLLM_BASE_URL to a vLLM elsewhere, or use the embedded small model.') {
		super(message, advice);
		this.name = 'VllmUnavailableError';
	}
}
