import type { LogProbability } from '../../candidate';
import { asRecord } from './lenient';

/** Adds up how likely the tokens of an answer were; tokens of which the server says nothing are not counted. */
export class LogProbabilities {
	private sum = 0;
	private tokens = 0;

	/** Of one choice, whole or of one piece of a stream; servers that do not know them say null or nothing. */
	add(said: unknown): void {
		for (const logprob of valuesOf(said)) {
			if (typeof logprob !== 'number' || !Number.isFinite(logprob)) continue;
			this.sum += logprob;
			this.tokens++;
		}
	}

	/** Empty where the server said none: unknown is not zero. */
	get parts(): { readonly logProbability?: LogProbability } {
		return this.tokens === 0 ? {} : { logProbability: { mean: this.sum / this.tokens, tokens: this.tokens } };
	}
}

/** The chat API's list of tokens, or the bare list of the older API. */
function valuesOf(said: unknown): readonly unknown[] {
	const { content, token_logprobs: bare } = asRecord(said) ?? {};
	if (Array.isArray(content)) return content.map((token: unknown) => asRecord(token)?.['logprob']);
	return Array.isArray(bare) ? bare : [];
}
