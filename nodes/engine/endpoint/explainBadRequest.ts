import type { Explanation } from './endpointError';
import type { AskedWhat } from './explainFailure';
import { explainTools } from './explainTools';
import type { Said } from './readSaid';

/** Says what the server did not like about the request itself. */
export function explainBadRequest(status: 400 | 422, said: Said, asked: AskedWhat): Explanation {
	return (
		explainLength(said, asked) ??
		explainTools(said, asked) ??
		explainSchema(said) ?? {
			kind: status === 422 ? 'unprocessable' : 'badRequest',
			message: `${asked.baseUrl} did not take the request${said.param === undefined ? '' : `, because of "${said.param}"`}${said.quoted}.`,
			advice: 'Change the option that it names; what stands in Extra Body is sent as it is.',
		}
	);
}

const CONTEXT = [
	/maximum context length (?:is|of) (?:only )?(\d+)/i,
	/context length is only (\d+)/i,
	/context length of only (\d+)/i,
	/max_model_len=(\d+)/i,
	/maximum model length of (\d+)/i,
	/context size \((\d+) tokens\)/i,
	/n_ctx: (\d+)/i,
	/> (\d+) maximum/i,
];

const PROMPT = [
	/prompt contains (?:at least )?(\d+) (?:input )?tokens/i,
	/request has (\d+) input tokens/i,
	/passed (\d+) input tokens/i,
	/(\d+) in the messages/i,
	/messages resulted in (\d+) tokens/i,
	/prompt \(length (\d+)\)/i,
	/request \((\d+) tokens\)/i,
	/n_keep: (\d+)/i,
	/keep the first (\d+) tokens/i,
	/too long: (\d+) tokens/i,
];

const ANSWER = [
	/max_(?:completion_)?tokens=(\d+)/i,
	/max_(?:completion_)?tokens'? is too large: (\d+)/i,
	/requested (\d+) output tokens/i,
	/(\d+) in the completion/i,
];

function explainLength(said: Said, asked: AskedWhat): Explanation | undefined {
	const context = said.contextTokens ?? firstNumber(CONTEXT, said.words);
	const prompt = said.promptTokens ?? firstNumber(PROMPT, said.words);
	const answer = firstNumber(ANSWER, said.words);
	const aboutLength =
		/context (length|size)|maximum input length|max_model_len|longer than the maximum|prompt is too long|to keep from the initial prompt/i.test(
			said.words,
		);
	if (!aboutLength && said.param !== 'input_tokens' && said.param !== 'input_text' && said.type !== 'exceed_context_size_error')
		return undefined;

	const promptFits = context !== undefined && prompt !== undefined && prompt < context;
	if (answer !== undefined && (prompt === undefined || promptFits)) return explainMaxTokens(answer, prompt, context, asked);
	return explainPrompt(said, prompt, context, asked);
}

function explainMaxTokens(answer: number, prompt: number | undefined, context: number | undefined, { model }: AskedWhat): Explanation {
	const takes = context === undefined ? 'more than it can hold' : `and the model "${model}" holds ${context}, prompt included`;
	const room = context === undefined || prompt === undefined ? undefined : context - prompt;
	return {
		kind: 'maxTokensTooLarge',
		message: `Max Tokens is ${answer}, ${takes}${room === undefined ? '' : `; the prompt takes ${prompt} of them`}.`,
		advice:
			room === undefined
				? `Set Max Tokens lower${context === undefined ? '' : ` than ${context}`}, or leave it empty.`
				: `Set Max Tokens to ${room} or less, or leave it empty.`,
	};
}

function explainPrompt(said: Said, prompt: number | undefined, context: number | undefined, { model }: AskedWhat): Explanation {
	const atLeast = /at least \d+ (input )?tokens/i.test(said.words) ? 'at least ' : '';
	const message =
		prompt !== undefined && context !== undefined
			? `The prompt has ${atLeast}${prompt} tokens and the model "${model}" holds ${context}, answer included: ${atLeast}${Math.max(1, prompt - context)} too many.`
			: context !== undefined
				? `The prompt is longer than the ${context} tokens that the model "${model}" holds${said.quoted}.`
				: `The prompt is longer than the model "${model}" can take${said.quoted}.`;
	return {
		kind: 'promptTooLong',
		message,
		advice:
			"Shorten the task or the system message, pick a model with a longer context, or start the server with more (vLLM: --max-model-len; llama-server: -c; LM Studio: the model's context length).",
	};
}

function explainSchema(said: Said): Explanation | undefined {
	if (!/grammar|json.?schema|structured.?output|response_format|xgrammar|outlines|guidance/i.test(`${said.words} ${said.param ?? ''}`))
		return undefined;
	return {
		kind: 'invalidSchema',
		message: `The server cannot work with the JSON schema${said.quoted}.`,
		advice:
			'Correct the schema: types are object, array, string, number, integer, boolean and null. Some servers know only a part of JSON Schema; leave out what it names.',
	};
}

function firstNumber(patterns: readonly RegExp[], words: string): number | undefined {
	for (const pattern of patterns) {
		const found = pattern.exec(words)?.[1];
		if (found !== undefined) return Number(found);
	}
	return undefined;
}
