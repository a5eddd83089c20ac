import { randomUUID } from 'node:crypto';
import type { Generated } from './embeddedModel.mts';

/** The bodies of chat answers as vLLM 0.32 sends them, fields and order included. */
export class ChatReplies {
	readonly #head: { readonly id: string; readonly created: number; readonly model: string };

	constructor(model: string) {
		this.#head = {
			id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
			created: Math.floor(Date.now() / 1000),
			model,
		};
	}

	whole(answer: Generated): object {
		const { id, created, model } = this.#head;
		const message = {
			role: 'assistant',
			content: answer.text,
			refusal: null,
			annotations: null,
			audio: null,
			function_call: null,
			reasoning: null,
		};
		const choice = {
			index: 0,
			message,
			logprobs: null,
			finish_reason: answer.finishReason,
			stop_reason: answer.stopReason,
		};
		return { id, object: 'chat.completion', created, model, choices: [choice], usage: usage(answer) };
	}

	/** The first chunk: the role, no text. */
	opening(): object {
		return this.#chunk([{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }]);
	}

	piece(text: string): object {
		return this.#chunk([{ index: 0, delta: { content: text }, logprobs: null, finish_reason: null }]);
	}

	/** The last chunk with a choice: it carries the last token's text, too. */
	closing(answer: Generated): object {
		const { lastPiece, finishReason, stopReason } = answer;
		const delta = { content: lastPiece };
		return this.#chunk([{ index: 0, delta, logprobs: null, finish_reason: finishReason, stop_reason: stopReason }]);
	}

	usage(answer: Generated): object {
		return { ...this.#chunk([]), usage: usage(answer) };
	}

	#chunk(choices: readonly object[]): object {
		const { id, created, model } = this.#head;
		return { id, object: 'chat.completion.chunk', created, model, choices };
	}
}

function usage(answer: Generated): object {
	return {
		prompt_tokens: answer.promptTokens,
		total_tokens: answer.promptTokens + answer.completionTokens,
		completion_tokens: answer.completionTokens,
		prompt_tokens_details: { cached_tokens: answer.cachedTokens },
	};
}
