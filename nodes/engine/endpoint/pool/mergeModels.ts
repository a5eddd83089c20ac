import type { ModelInfo } from '../endpoint';

/**
 * The models of several lists, each once, in the order of the lists.
 *
 * A clone may be asked on any server that has the model, so of several context lengths the shortest counts. Loaded on one server is loaded.
 */
export function mergeModels(lists: ReadonlyArray<readonly ModelInfo[]>): readonly ModelInfo[] {
	const merged = new Map<string, ModelInfo>();
	for (const model of lists.flat()) {
		const known = merged.get(model.id);
		merged.set(model.id, known === undefined ? model : mergeTwo(known, model));
	}
	return [...merged.values()];
}

function mergeTwo(one: ModelInfo, other: ModelInfo): ModelInfo {
	const lengths = [one.contextTokens, other.contextTokens].filter((tokens) => tokens !== undefined);
	const loaded = [one.isLoaded, other.isLoaded].filter((isLoaded) => isLoaded !== undefined);
	return {
		...other,
		...one,
		...(lengths.length === 0 ? {} : { contextTokens: Math.min(...lengths) }),
		...(loaded.length === 0 ? {} : { isLoaded: loaded.includes(true) }),
	};
}
