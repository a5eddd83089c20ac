import type { Explanation } from './endpointError';
import { explainBadRequest } from './explainBadRequest';
import type { AskedWhat } from './explainFailure';
import type { Failure } from './failedAttempt';
import { readRetryAfter } from './planRetry';
import { explainTools } from './explainTools';
import { readSaid, type Said } from './readSaid';
import { shorten } from './shorten';

type Refused = Failure & { kind: 'refused' };

/** Says why the server answered with something other than success. */
export function explainRefusal(refused: Refused, asked: AskedWhat): Explanation {
	const said = readSaid(refused.body);
	return { ...explain(refused, said, asked), httpStatus: refused.status };
}

function explain(refused: Refused, said: Said, asked: AskedWhat): Explanation {
	const { status } = refused;
	if (status === 401) return explainKey(asked);
	if (status === 403) {
		return {
			kind: 'forbidden',
			message: `${asked.baseUrl} does not let this key use the model "${asked.model}"${said.quoted}.`,
			advice: 'Use a key that may, or ask whoever runs the server.',
		};
	}
	if (status >= 300 && status < 400) return explainRedirect(refused, asked);
	if (status === 404 || status === 405) return isAboutModel(said, asked.model) ? explainModel(asked) : explainPath(asked);
	if (status === 413) {
		return {
			kind: 'requestTooLarge',
			message: `The request has ${Math.ceil(asked.requestBytes / 1024)} KB, which is more than ${asked.baseUrl} takes${said.quoted}.`,
			advice: 'Shorten the task, or raise the limit of the proxy in front of the server (nginx: client_max_body_size).',
		};
	}
	if (status === 400 && isMissingModel(said)) return explainModel(asked);
	if (status === 400 || status === 422) return explainBadRequest(status, said, asked);
	if (status === 501) {
		return {
			kind: 'notSupported',
			message: `${asked.baseUrl} cannot do what was asked${said.quoted}.`,
			advice: 'Leave out the option it names, or use a newer server.',
		};
	}
	if (status === 429 || status === 503 || status === 529) return explainOverload(refused, said, asked);
	if (status === 408 || status === 502 || status === 504) return explainGateway(status, said, asked);
	return explainTools(said, asked) ?? explainBroken(status, said, asked);
}

function explainKey({ baseUrl, hasKey }: AskedWhat): Explanation {
	return {
		kind: 'wrongKey',
		message: hasKey ? `${baseUrl} does not accept the API key.` : `${baseUrl} asks for an API key, and none is set.`,
		advice: 'Put the key into the credential: for vLLM, the one it was started with (--api-key or VLLM_API_KEY).',
	};
}

/** Servers say it in many words (vLLM, Ray Serve, Ollama, llama-server), and all of them name a model. */
function isAboutModel(said: Said, model: string): boolean {
	return said.param === 'model' || /\bmodel\b/i.test(said.words) || (model !== '' && said.words.includes(model));
}

/** LM Studio says a missing model with status 400. */
function isMissingModel({ code, words }: Said): boolean {
	return code === 'model_not_found' || /invalid model identifier|no models? (is |are )?loaded/i.test(words);
}

function explainModel({ baseUrl, model, knownModels }: AskedWhat): Explanation {
	const some = knownModels?.slice(0, 10) ?? [];
	const more = (knownModels?.length ?? 0) - some.length;
	const list = some.map((id) => `"${id}"`).join(', ') + (more > 0 ? ` and ${more} more` : '');
	return {
		kind: 'unknownModel',
		message: some.length === 0 ? `${baseUrl} has no model "${model}".` : `${baseUrl} has no model "${model}". It has ${list}.`,
		advice:
			'Pick one from the list in the node, or start the server with the model (vLLM: vllm serve <model>; Ollama: ollama pull <model>).',
	};
}

function explainRedirect({ location }: Refused, { baseUrl }: AskedWhat): Explanation {
	const target = location === undefined ? '' : `: ${shorten(location)}`;
	return {
		kind: 'redirected',
		message: `${baseUrl} sends requests on to another address${target}.`,
		advice: 'Put that address into the credential; questions are not sent on to where nobody meant them to go.',
	};
}

function explainPath({ baseUrl }: AskedWhat): Explanation {
	const { origin, pathname } = new URL(baseUrl);
	return {
		kind: 'wrongPath',
		message: `There is a server at ${origin}, but it knows no ${pathname === '/' ? '' : pathname}/chat/completions.`,
		advice: pathname.endsWith('/v1')
			? `Check the address and the port: another program may be listening there, or a model that cannot chat.`
			: `The address mostly ends in /v1: try ${origin}/v1 or ${baseUrl}/v1.`,
	};
}

function explainOverload({ status, retryAfter }: Refused, said: Said, { baseUrl }: AskedWhat): Explanation {
	if (status === 503 && /\bloading\b/i.test(said.words)) {
		return {
			kind: 'stillLoading',
			message: `${baseUrl} is still loading its model (it answered ${status}${said.quoted}).`,
			advice: 'Ask again when it is ready, or allow more Retries and a longer Clone Timeout.',
		};
	}
	const waitMs = readRetryAfter(retryAfter, Date.now());
	const wait = waitMs === undefined ? '' : ` It asks to be left alone for ${Math.ceil(waitMs / 1000)} s.`;
	return {
		kind: 'overloaded',
		message: `${baseUrl} has more to do than it takes on (it answered ${status}${said.quoted}).${wait}`,
		advice:
			'Lower Clones At Once, allow more Retries or a longer Clone Timeout, or give the server more room (vLLM: --max-num-seqs, --max-num-queued-reqs).',
	};
}

function explainGateway(status: number, said: Said, { baseUrl }: AskedWhat): Explanation {
	const what = {
		408: `${baseUrl} gave up on the request because it took too long there (408${said.quoted}).`,
		502: `The gateway at ${baseUrl} has no working model server behind it (502${said.quoted}).`,
		504: `The gateway at ${baseUrl} waited too long for the model server behind it (504${said.quoted}).`,
	}[status]!;
	return {
		kind: 'gateway',
		message: what,
		advice: 'Check that the model server behind it is up, raise the timeout there, or lower Max Tokens and Clones At Once.',
	};
}

function explainBroken(status: number, said: Said, { baseUrl }: AskedWhat): Explanation {
	if (/engine\s?(core|process|dead|is dead|has died)|EngineDead/i.test(`${said.words} ${said.type ?? ''}`)) {
		return {
			kind: 'engineDead',
			message: `The engine of the model server at ${baseUrl} has died${said.quoted}.`,
			advice: 'Read its log and start it again. When memory ran out, lower --gpu-memory-utilization, --max-model-len or --max-num-seqs.',
		};
	}
	return {
		kind: 'serverBroke',
		message: `The model server at ${baseUrl} ran into an error of its own (${status}${said.quoted}).`,
		advice: "Read the server's log at this moment in time.",
	};
}
