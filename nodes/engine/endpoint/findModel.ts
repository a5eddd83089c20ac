import { EngineError, InvalidInputError, isEngineError } from '../errors';
import type { Endpoint, ModelInfo } from './endpoint';
import { type EndpointErrorKind, isEndpointError } from './endpointError';
import { chooseModel, isSameModel } from './modelCards';
import { deploymentOf } from './parseAddress';
import { startTimeLimit } from './timeLimit';

/** Nobody waits longer than this for the list of models that a call needs. */
const LISTING_MS = 10_000;
/** The length of a context is of use, but no answer waits long for it. */
const LOOKING_UP_MS = 3_000;
const MOST_NAMED = 10;
/** How often a list is asked for: a connection that was kept alive may be closed at the other end just when it is used again. */
const MOST_TRIES = 3;

/** With these the server could not be asked at all, and naming a model would not help. */
const BEFORE_THE_LIST: readonly EndpointErrorKind[] = [
	'wrongKey',
	'connectionRefused',
	'unknownHost',
	'unreachable',
	'untrustedCertificate',
	'wrongProtocol',
];

/** The server takes too long to list its models. */
class SlowListError extends EngineError {
	override readonly name = 'SlowListError';
	readonly advice;

	constructor(baseUrl: string, limitMs: number) {
		super(`The server at ${baseUrl} did not list its models within ${Number((limitMs / 1000).toPrecision(2))} s.`);
		this.advice = `Check from the machine that runs n8n: curl ${baseUrl}/models.`;
	}
}

/** How to look at a model list. */
export interface Listing {
	readonly signal: AbortSignal;
	/** The time of the whole call or run; the list never takes longer. */
	readonly timeoutMs: number;
}

/**
 * The model to ask where the user names none: the first that chats, one that the server has loaded before others; behind an address
 * with a deployment, as Azure has them, the deployment, which no list names.
 *
 * @throws InvalidInputError naming `field` when the server lists none that chats, or its list cannot be read within 10 s.
 * @throws EndpointError when there is no server to ask, or its key is wrong.
 */
export async function findModel(endpoint: Endpoint, field: string, { signal, timeoutMs }: Listing): Promise<ModelInfo> {
	const deployment = deploymentOf(endpoint.baseUrl);
	if (deployment !== undefined) return { id: deployment };
	const models = await listInTime(endpoint, signal, Math.min(timeoutMs, LISTING_MS)).catch((error: unknown) => {
		const isBefore = isEndpointError(error) ? BEFORE_THE_LIST.includes(error.kind) : error instanceof InvalidInputError;
		if (!isEngineError(error) || isBefore) throw error;
		throw new InvalidInputError(
			`${field} is empty, and the list of models to choose from cannot be read: ${error.message}`,
			`Name a model in ${field}. ${error.advice}`,
			field,
		);
	});
	return chooseModel(models) ?? refuseList(endpoint.baseUrl, models, field);
}

/** What the server tells about a model by name; where it tells nothing, `note` says why. Never throws for trouble with the server. */
export async function lookUpModel(
	endpoint: Endpoint,
	name: string,
	{ signal, timeoutMs }: Listing,
): Promise<{ readonly model: ModelInfo; readonly note?: string }> {
	try {
		const models = await listInTime(endpoint, signal, Math.min(timeoutMs, LOOKING_UP_MS));
		const found = models.find(({ id }) => id === name) ?? models.find(({ id }) => isSameModel(id, name));
		return { model: { ...found, id: name } };
	} catch (error) {
		if (!isEngineError(error)) throw error;
		return {
			model: { id: name },
			note: `The length of the context of "${name}" is not known, so nothing was shortened to fit: ${error.message}`,
		};
	}
}

async function listInTime(endpoint: Endpoint, signal: AbortSignal, limitMs: number): Promise<readonly ModelInfo[]> {
	const limit = startTimeLimit(signal, { timeoutMs: limitMs });
	try {
		return await listAgain(endpoint, limit.signal);
	} catch (error) {
		if (signal.aborted) throw signal.reason;
		if (limit.ending === undefined) throw error;
		throw new SlowListError(endpoint.baseUrl, limitMs);
	} finally {
		limit.release();
	}
}

async function listAgain(endpoint: Endpoint, signal: AbortSignal): Promise<readonly ModelInfo[]> {
	for (let tries = 1; ; tries++) {
		try {
			return await endpoint.listModels(signal);
		} catch (error) {
			const isLost = isEndpointError(error) && error.kind === 'connectionLost';
			if (!isLost || tries === MOST_TRIES || signal.aborted) throw error;
		}
	}
}

/** @throws InvalidInputError naming `field`: nothing in the list chats. */
export function refuseList(baseUrl: string, models: readonly ModelInfo[], field: string): never {
	if (models.length === 0) {
		throw new InvalidInputError(
			`The server at ${baseUrl} lists no model`,
			`Load a model there (Ollama: ollama pull; LM Studio: load it), or name one in ${field}.`,
			field,
		);
	}
	const named = models.slice(0, MOST_NAMED).map(({ id, otherUse }) => `"${id}" (${otherUse})`);
	const more = models.length > MOST_NAMED ? ` and ${models.length - MOST_NAMED} more` : '';
	throw new InvalidInputError(
		`The server at ${baseUrl} lists no model that chats, only ${named.join(', ')}${more}`,
		`Load a chat model there (Ollama: ollama pull; LM Studio: load it). If one of these does chat, name it in ${field}.`,
		field,
	);
}
