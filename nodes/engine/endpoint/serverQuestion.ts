import type { OpenAI } from 'openai';
import { askOnce } from './askOnce';
import { ConcededQuestion } from './concessions/concededQuestion';
import type { AskOptions, ChatAnswer, ChatRequest, Endpoint } from './endpoint';
import type { Explanation } from './endpointError';
import type { Failure } from './failedAttempt';
import { classifyFailure } from './failures/classifyFailure';
import type { Asked, KnownFailure } from './failures/facts';

/** One clone's question as one server is asked it: what the retry loop needs to know of that server. */
export interface ServerQuestion {
	readonly baseUrl: string;
	/** What no error may tell. */
	readonly secrets: readonly string[];
	ask(onHead: () => void): Promise<Omit<ChatAnswer, 'attempts'>>;
	/** True if the refusal taught what to leave out: then the same question is asked again at once, at nobody's cost. */
	concede(failure: Failure): boolean;
	classify(failure: Failure): KnownFailure;
	/** May ask the server for its list of models. */
	explain(known: KnownFailure): Promise<Explanation>;
}

/** A question before it is known who is asked. */
export interface OpenQuestion {
	readonly request: ChatRequest;
	readonly options: AskOptions;
	/** Aborts when the clone's time is over, too. */
	readonly signal: AbortSignal;
	/** Of the pool that the server is asked for. */
	readonly poolName?: string;
}

/** One server, which leaves it to others what comes after a failure. */
export interface ServerEndpoint extends Endpoint {
	readonly secrets: readonly string[];
	/** Sends nothing yet. */
	open(question: OpenQuestion): ServerQuestion;
}

/** What a question needs of its server. */
interface QuestionedServer {
	readonly client: OpenAI;
	readonly baseUrl: string;
	readonly secrets: readonly string[];
	readonly describeAsked: (model: string, body: unknown) => Asked;
	readonly explain: (known: KnownFailure, signal: AbortSignal) => Promise<Explanation>;
}

/** Makes the question of one clone to one server; what that server is known to refuse is left out of each request. */
export function createServerQuestion(server: QuestionedServer, { request, options, signal, poolName }: OpenQuestion): ServerQuestion {
	const { client, baseUrl, secrets } = server;
	const { onText, headers, fields } = options;
	const question = new ConcededQuestion(baseUrl, request, options);
	return {
		baseUrl,
		secrets,
		ask: async (onHead) => {
			const body = question.write();
			const answer = await askOnce({
				client,
				baseUrl,
				request,
				body,
				stream: body['stream'] === true,
				secrets,
				signal,
				onHead,
				...(onText === undefined ? {} : { onText }),
				...(headers === undefined ? {} : { headers }),
				...(poolName === undefined ? {} : { poolName }),
			});
			return question.tell(answer);
		},
		concede: (failure) => question.learnFrom(failure),
		classify: (failure) => classifyFailure(failure, { ...server.describeAsked(request.model, request), ...(fields && { fields }) }),
		explain: async (known) => await server.explain(known, signal),
	};
}
