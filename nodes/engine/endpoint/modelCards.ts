// scripts/start runs this file and modelUse.ts as they are, so neither imports anything but types.
import type { ModelInfo, OtherUse } from './endpoint';

type ModelCard = Readonly<Record<string, unknown>>;
type UseOf = (id: string, card: ModelCard) => OtherUse | undefined;

/**
 * The models of a list in any shape that servers have, in the order served, each once; undefined where it is no list.
 *
 * A card that names no model is left out; a list of nothing but such cards is no list. What a model is for, `otherUseOf` of modelUse.ts says.
 */
export function readModelCards(list: unknown, otherUseOf: UseOf): readonly ModelInfo[] | undefined {
	const cards = findCards(list);
	if (cards === undefined) return undefined;
	const models = new Map<string, ModelInfo>();
	for (const card of cards) {
		const model = readCard(card, otherUseOf);
		if (model !== undefined && !models.has(model.id)) models.set(model.id, model);
	}
	return models.size === 0 && cards.length > 0 ? undefined : [...models.values()];
}

/** The model to ask where the user names none; undefined where none chats. Those that the server has loaded come first, guards last, else the server's order counts. */
export function chooseModel(models: readonly ModelInfo[]): ModelInfo | undefined {
	const chatting = models.filter(({ otherUse }) => otherUse === undefined);
	const isWanted = ({ id }: ModelInfo) => !isGuard(id);
	return (
		chatting.find((model) => isWanted(model) && model.isLoaded === true) ??
		chatting.find(isWanted) ??
		chatting.find(({ isLoaded }) => isLoaded === true) ??
		chatting[0]
	);
}

/** Guards answer in a chat, but with a verdict: none is asked where another model is there. */
function isGuard(id: string): boolean {
	return /guard|shieldgemma/i.test(id);
}

/** One name as two people write it: Google puts `models/` before it, Ollama `:latest` behind it. */
export function isSameModel(one: string, other: string): boolean {
	const plain = (id: string) => id.replace(/^models\//, '').replace(/:latest$/, '');
	return plain(one) === plain(other);
}

/** OpenAI says `data`, Ollama and LM Studio say `models`, llama-server both, Together neither. */
function findCards(list: unknown): readonly unknown[] | undefined {
	if (Array.isArray(list)) return list;
	const { data, models } = asCard(list) ?? {};
	const found = [data, models].filter((cards) => cards === null || Array.isArray(cards)).map((cards) => cards ?? []);
	return found.find((cards) => cards.length > 0) ?? found[0];
}

function readCard(card: unknown, otherUseOf: UseOf): ModelInfo | undefined {
	const entry: ModelCard = asCard(card) ?? { id: card };
	const id = ['id', 'model', 'key', 'model_name', 'name'].map((field) => readName(entry[field])).find((name) => name !== '');
	if (id === undefined) return undefined;
	const otherUse = otherUseOf(id, entry);
	const contextTokens = readContext(entry);
	const isLoaded = readLoaded(entry);
	return {
		id,
		...(contextTokens === undefined ? {} : { contextTokens }),
		...(otherUse === undefined ? {} : { otherUse }),
		...(isLoaded === undefined ? {} : { isLoaded }),
	};
}

function readName(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** What the model was started with comes before what it could hold. */
function readContext(card: ModelCard): number | undefined {
	const [loaded] = Array.isArray(card['loaded_instances']) ? (card['loaded_instances'] as unknown[]) : [];
	const places: readonly unknown[] = [
		card['max_model_len'], // vLLM, SGLang
		within(card['metadata'], 'max_request_context_length'), // Ray Serve
		within(card['meta'], 'n_ctx'), // llama-server
		card['loaded_context_length'], // LM Studio
		within(within(loaded, 'config'), 'context_length'),
		within(card['meta'], 'n_ctx_train'),
		card['max_context_length'], // LM Studio, Mistral
		card['max_input_tokens'], // LiteLLM
		within(card['model_info'], 'max_input_tokens'),
		within(card['top_provider'], 'context_length'), // OpenRouter
		card['context_length'],
		card['context_window'], // Groq
		within(card['metadata'], 'context_length'), // DeepInfra
		within(card['details'], 'context_length'), // Ollama
		card['inputTokenLimit'], // Google
		card['max_total_tokens'], // TGI
	];
	return places.map(readTokens).find((tokens) => tokens !== undefined);
}

function readTokens(value: unknown): number | undefined {
	const tokens = typeof value === 'string' ? Number(value.trim()) : value;
	return typeof tokens === 'number' && Number.isFinite(tokens) && tokens > 0 ? tokens : undefined;
}

/** A status of another kind, such as Azure's `succeeded`, says nothing about it. */
const NOT_LOADED: readonly unknown[] = ['not-loaded', 'unloaded', 'loading', 'sleeping'];

/** LM Studio's `state` and `loaded_instances`, llama-server's `status`. */
function readLoaded(card: ModelCard): boolean | undefined {
	const instances = card['loaded_instances'];
	if (Array.isArray(instances)) return instances.length > 0;
	const state = [card['state'], card['status'], within(card['status'], 'value')].find((value) => typeof value === 'string');
	if (state === 'loaded') return true;
	return NOT_LOADED.includes(state) ? false : undefined;
}

function within(value: unknown, field: string): unknown {
	return asCard(value)?.[field];
}

function asCard(value: unknown): ModelCard | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ModelCard) : undefined;
}
