import type { Explanation } from './endpointError';
import { explainConnection } from './explainConnection';
import { explainRefusal } from './explainRefusal';
import type { Failure } from './failedAttempt';
import { shorten } from './shorten';

/** What the sentences name. */
export interface AskedWhat {
	readonly baseUrl: string;
	readonly model: string;
	readonly hasKey: boolean;
	readonly requestBytes: number;
	/** Models that the server lists, the likeliest first; only looked up when the model is not there. */
	readonly knownModels?: readonly string[];
}

/** Puts what went wrong with a request into a sentence and an advice. */
export function explainFailure(failure: Failure, asked: AskedWhat): Explanation {
	switch (failure.kind) {
		case 'refused':
			return explainRefusal(failure, asked);
		case 'unanswered':
			return explainConnection(failure.error, asked.baseUrl);
		case 'cut':
			return explainCut(failure, asked);
		case 'nonsense':
			return explainNonsense(failure, asked);
		case 'empty':
			return explainEmpty(failure, asked);
	}
}

function explainCut({ receivedCharacters }: Failure & { kind: 'cut' }, { baseUrl }: AskedWhat): Explanation {
	const thinking = receivedCharacters === 0 ? '' : ` after ${receivedCharacters} characters of reasoning`;
	return {
		kind: 'answerCut',
		message: `The answer from ${baseUrl} broke off${thinking} before any text had come.`,
		advice: "Look into the server's log: it may have restarted, run out of memory, or stand behind a proxy with a shorter timeout.",
	};
}

function explainNonsense({ shape, body }: Failure & { kind: 'nonsense' }, { baseUrl }: AskedWhat): Explanation {
	const wrongPlace = `Check the address: ${baseUrl} has to be a server that speaks the OpenAI API, such as vLLM's http://localhost:8000/v1.`;
	const proxy =
		"Look into the server's log, and into that of a proxy in front of it: something between here and the model loses part of the answer.";
	const sentences: Record<typeof shape, readonly [string, string]> = {
		html: [`${baseUrl} answered with a web page where an answer in JSON was due: "${shorten(stripTags(body))}".`, wrongPlace],
		empty: [`${baseUrl} said success and sent an empty answer.`, proxy],
		brokenJson: [`The answer from ${baseUrl} ends in mid-JSON, after ${body.length} characters.`, proxy],
		otherJson: [`${baseUrl} answered in JSON, but with something that is no chat answer: ${shorten(body)}`, wrongPlace],
		notJson: [`${baseUrl} answered with something that is no JSON: "${shorten(body)}".`, wrongPlace],
	};
	const [message, advice] = sentences[shape];
	return { kind: 'nonsense', message, advice };
}

function explainEmpty({ finishReason, reasoning, usage }: Failure & { kind: 'empty' }, { model }: AskedWhat): Explanation {
	const spent =
		usage.completionTokens === undefined ? '' : ` (${usage.completionTokens} ${usage.completionTokens === 1 ? 'token' : 'tokens'})`;
	if (reasoning !== undefined) {
		return {
			kind: 'emptyAnswer',
			message: `The model "${model}" spent its whole answer${spent} on reasoning and wrote no text.`,
			advice: 'Raise Max Tokens, or lower Reasoning Effort.',
		};
	}
	return {
		kind: 'emptyAnswer',
		message: `The model "${model}" answered without any text${spent}; its reason to finish was "${finishReason}".`,
		advice:
			"Raise Max Tokens, word the task differently, or check that the model's chat template suits it. A prompt longer than the model's context can show like this on some servers.",
	};
}

function stripTags(html: string): string {
	return html.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
}
