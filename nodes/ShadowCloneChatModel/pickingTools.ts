import type { Endpoint } from '../engine/endpoint/endpoint';
import type { ScorerTools } from '../engine/evaluate/scorers';
import { createSandbox, extractCode } from '../engine/sandbox';
import { createAsk, createEmbedding } from '../shared/scorerQuestions';

/** What consensus, vote and judge may ask of the model server; where no model is named, the one that answers is asked. */
export function pickingTools(endpoint: Endpoint, model: string): ScorerTools {
	const open = async () => await Promise.resolve(endpoint);
	return {
		openSandbox: createSandbox,
		extractCode,
		ask: createAsk(open, async ({ model: named }) => await Promise.resolve(named === '' ? model : named)),
		embed: createEmbedding(open),
	};
}
