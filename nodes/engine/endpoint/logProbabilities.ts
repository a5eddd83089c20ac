import { z } from 'zod/v4';
import type { LogProbability } from '../candidate';

/** Of one choice, whole or of one piece of a stream; servers that do not know them say null or nothing. */
export const logProbabilitiesSchema = z.object({ content: z.array(z.looseObject({ logprob: z.number() })).nullish() }).nullish();

type Said = z.infer<typeof logProbabilitiesSchema>;

/** Adds up how likely the tokens of an answer were. */
export class LogProbabilities {
	private sum = 0;
	private tokens = 0;

	add(said: Said): void {
		for (const { logprob } of said?.content ?? []) {
			this.sum += logprob;
			this.tokens++;
		}
	}

	/** Empty where the server said none: unknown is not zero. */
	get parts(): { readonly logProbability?: LogProbability } {
		return this.tokens === 0 ? {} : { logProbability: { mean: this.sum / this.tokens, tokens: this.tokens } };
	}
}
