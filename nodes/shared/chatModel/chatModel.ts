import { asRecord, type Json } from '../../engine/endpoint/reading/lenient';

/** What every call of a chat model takes; anything else is an option of the model's own class. */
export interface CallOptions extends Readonly<Record<string, unknown>> {
	readonly signal: AbortSignal;
}

interface Callable {
	invoke(messages: readonly unknown[], options: CallOptions): Promise<unknown>;
	stream?(messages: readonly unknown[], options: CallOptions): Promise<AsyncIterable<unknown>>;
}

/** What a LangChain chat model looks like from outside; n8n gives its connected models in that shape, from packages that are none of ours. */
export interface ChatModel extends Callable {
	bindTools?(tools: readonly unknown[]): Callable;
	/** What the provider would be sent with these options. */
	invocationParams?(options: Readonly<Record<string, unknown>>): unknown;
}

export function isChatModel(value: unknown): value is ChatModel {
	return typeof value === 'object' && value !== null && typeof (value as Partial<ChatModel>).invoke === 'function';
}

/** The model's name as its provider knows it; where it tells none, the name of its class. */
export function modelNameOf(model: ChatModel): string {
	const fields = fieldsOf(model);
	const inner = asRecord(fields['chatModel']);
	const names = [fields['model'], fields['modelName'], fields['modelId'], fields['deploymentName'], inner?.['modelId']];
	return names.find((name): name is string => typeof name === 'string' && name !== '') ?? classOf(model);
}

/** Which program asks which server: two models of one name at two servers are two. */
export function placeOf(model: ChatModel): string {
	return `${classOf(model)}@${addressOf(model) ?? ''}`;
}

/** The base URL that the model was given, where it was given one. */
export function addressOf(model: ChatModel): string | undefined {
	const fields = fieldsOf(model);
	const client = asRecord(fields['clientConfig']);
	const addresses = [client?.['baseURL'], fields['baseUrl'], fields['baseURL'], fields['apiUrl'], fields['endpoint']];
	return addresses.find((address): address is string => typeof address === 'string' && URL.canParse(address));
}

/** The keys that the model holds, so that no sentence tells them. */
export function keysOf(model: ChatModel): readonly string[] {
	const fields = fieldsOf(model);
	const client = asRecord(fields['clientConfig']);
	return [fields['apiKey'], client?.['apiKey']].filter((key): key is string => typeof key === 'string' && key !== '');
}

function classOf(model: ChatModel): string {
	return (model as object).constructor.name;
}

function fieldsOf(model: ChatModel): Json {
	return model as unknown as Json;
}
