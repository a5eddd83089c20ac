import { eitherOf, hasField, lower } from './adviseByFields';
import { bracketed } from './bracketed';
import type { Asked, LengthFacts, RefusalFacts, Sentences, Words } from './facts';
import { labelIn, labelOf } from './labelOf';
import { poolingWords } from './poolingWords';

const SHORTEN =
	"Shorten the task or the system message, pick a model with a longer context, or start the server with more (vLLM: --max-model-len; llama-server: -c; LM Studio: the model's context length). Where the prompt is longer than expected, look at what tools, memory and earlier rounds put into it.";

/** The request: its length, and what the server does not like about it. */
export const requestSentences: Sentences<
	| 'promptTooLong'
	| 'maxTokensTooLarge'
	| 'requestTooLarge'
	| 'headersTooLarge'
	| 'invalidSchema'
	| 'badRequest'
	| 'unprocessable'
	| 'notSupported'
> = {
	promptTooLong: ({ asked, length }) => ({
		message: describeTooLong(length, asked.model, asked.baseUrl),
		advice:
			length?.isPerMinute === true
				? eitherOf('shorten the task', lower(asked, 'Max Tokens'), 'have the limit per minute raised there')
				: SHORTEN,
	}),
	maxTokensTooLarge: ({ asked, length }) => describeMaxTokens(length, asked),
	requestTooLarge: ({ asked: { baseUrl, requestBytes } }) => ({
		message: `The request has ${Math.ceil(requestBytes / 1024)} KB, which is more than ${baseUrl} takes.`,
		advice: 'Shorten the task, or raise the limit of the proxy in front of the server (nginx: client_max_body_size).',
	}),
	headersTooLarge: ({ asked: { baseUrl } }) => ({
		message: `${baseUrl} finds the headers of the request too large (431): the API key or a header of the credential is longer than it takes.`,
		advice: 'Check that the key was copied once and in one piece, and shorten the headers in the credential.',
	}),
	invalidSchema: () => ({
		message: 'The server cannot work with the JSON schema.',
		advice:
			'Correct the schema: types are object, array, string, number, integer, boolean and null. Some servers know only a part of JSON Schema; leave out what it names.',
	}),
	badRequest: describeRefusedRequest,
	unprocessable: describeRefusedRequest,
	notSupported: ({ asked: { baseUrl, model, task } }) => {
		if (task === 'vectors' || task === 'ranks') {
			const { what, advice } = poolingWords[task];
			return { message: `${baseUrl} gives ${what} with the model "${model}".`, advice };
		}
		return { message: `${baseUrl} cannot do what was asked.`, advice: 'Leave out the option it names, or use a newer server.' };
	},
};

function describeRefusedRequest(facts: RefusalFacts): Words {
	const { asked, param, said } = facts;
	const hasExtraBody = hasField(asked, 'Extra Body');
	const named = param === undefined ? undefined : labelOf(param, asked);
	const because = named === undefined ? `"${param}"` : `${named} ("${param}")`;
	const option = named ?? (param === undefined ? labelIn(said, asked) : undefined);
	return {
		message: `${asked.baseUrl} did not take the request${param === undefined ? bracketed(facts) : `, because of ${because}`}.`,
		advice:
			said === ''
				? `It does not say why: look into the server's log, and leave out options one by one${hasExtraBody ? ', Extra Body first' : ''}.`
				: `Change ${option ?? 'the option that it names'}${hasExtraBody ? '; what stands in Extra Body is sent as it is' : ''}.`,
	};
}

function describeTooLong(length: LengthFacts | undefined, model: string, baseUrl: string): string {
	const { prompt, total, context, isPerMinute = false } = length ?? {};
	const atLeast = length?.isAtLeast === true ? 'at least ' : '';
	const count = prompt ?? total;
	if (count === undefined || context === undefined) {
		return context === undefined
			? `The prompt is longer than the model "${model}" can take.`
			: `The prompt is longer than the ${context} tokens that the model "${model}" holds.`;
	}
	const excess = Math.max(1, count - context);
	if (isPerMinute)
		return `The request has ${count} tokens and ${baseUrl} takes ${context} a minute: ${excess} too many, however long one waits.`;
	if (prompt === undefined)
		return `The prompt and the room for the answer have ${count} tokens together and the model "${model}" holds ${context}: ${excess} too many.`;
	return `The prompt has ${atLeast}${prompt} tokens and the model "${model}" holds ${context}, answer included: ${atLeast}${excess} too many.`;
}

function describeMaxTokens(length: LengthFacts | undefined, asked: Asked): Words {
	const { model } = asked;
	const isOnScreen = hasField(asked, 'Max Tokens');
	const name = isOnScreen ? 'Max Tokens' : 'The room for the answer';
	const { answer, prompt, context, mostAnswer } = length ?? {};
	const room = mostAnswer ?? (context === undefined || prompt === undefined ? undefined : context - prompt);
	const is = answer === undefined ? `${name} is` : `${name} is ${answer}${isOnScreen ? '' : ' tokens'},`;
	const most = mostAnswer === undefined ? undefined : `more than the ${mostAnswer} that the model "${model}" may write`;
	const holds = context === undefined ? 'more than it can hold' : `and the model "${model}" holds ${context}, prompt included`;
	const takes = prompt === undefined || context === undefined ? '' : `; the prompt takes ${prompt} of them`;
	const bound = context === undefined ? '' : ` than ${context}`;
	const message = `${is} ${most ?? (answer === undefined && context !== undefined ? 'too large' : holds + takes)}.`;
	if (!isOnScreen) return { message, advice: 'Use a model with a longer context, or give it less to read.' };
	return {
		message,
		advice:
			room === undefined ? `Set Max Tokens lower${bound}, or leave it empty.` : `Set Max Tokens to ${room} or less, or leave it empty.`,
	};
}
