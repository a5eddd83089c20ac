import { z } from 'zod/v4';
import { shorten } from './shorten';

/** What a server said about an error, whatever shape it said it in. */
export interface Said {
	readonly words: string;
	/** The words ready to be put behind a sentence: `: "…"`, or nothing. */
	readonly quoted: string;
	readonly param?: string;
	readonly type?: string;
	/** A name for the error, where the server has one. */
	readonly code?: string;
	/** Counts that llama-server tells beside its words. */
	readonly promptTokens?: number;
	readonly contextTokens?: number;
}

const text = z.string().nullish().catch(undefined);
const count = z.number().nullish().catch(undefined);

const objectShape = z.object({ message: z.string(), type: text, code: text, param: text, n_prompt_tokens: count, n_ctx: count });

/** vLLM, OpenAI, llama-server, newer Ollama: an object. vLLM's key check, LM Studio, older Ollama: a string. FastAPI, Ray Serve: `detail`. */
const bodyShape = z.object({
	error: z.union([objectShape, z.string()]).nullish().catch(undefined),
	detail: z
		.union([z.string(), z.array(z.object({ msg: z.string() }))])
		.nullish()
		.catch(undefined),
	message: text,
});

export function readSaid(body: string): Said {
	const parsed = bodyShape.safeParse(parse(body));
	if (!parsed.success) return say(/^\s*</.test(body) ? '' : body);
	const { error, detail, message } = parsed.data;
	if (typeof error === 'string') return say(error);
	if (error == null) return say(Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : (detail ?? message ?? ''));
	return {
		...say(error.message),
		...(error.param == null ? {} : { param: error.param }),
		...(error.type == null ? {} : { type: error.type }),
		...(error.code == null ? {} : { code: error.code }),
		...(error.n_prompt_tokens == null ? {} : { promptTokens: error.n_prompt_tokens }),
		...(error.n_ctx == null ? {} : { contextTokens: error.n_ctx }),
	};
}

function say(words: string): Said {
	const short = shorten(words).replace(/\.$/, '');
	return { words, quoted: short === '' ? '' : `: "${short}"` };
}

function parse(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
