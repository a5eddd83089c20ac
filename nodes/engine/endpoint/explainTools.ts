import type { Explanation } from './endpointError';
import type { AskedWhat } from './explainFailure';
import type { Said } from './readSaid';

/** vLLM without its option, Ollama, llama-server, and what others say. */
const WORDS = [
	/tool choice requires/i,
	/tool-call-parser/i,
	/does not support (tools|function)/i,
	/tools param requires/i,
	/(tools?|function calling|tool_choice|tool calls?) (is|are) not (supported|available|implemented)/i,
	/not support (tool|function)/i,
];
/** The server takes tools, and not what Extra Body says of them. */
const WRONG_CHOICE = /does not match any of the specified|invalid value for `tool_choice`|in `tool_choice`!/i;

/** Says that a server or model takes no function calling; undefined where it said something else. */
export function explainTools({ words, quoted, param }: Said, { model, baseUrl }: AskedWhat): Explanation | undefined {
	if (WRONG_CHOICE.test(words)) return undefined;
	if (param !== 'tools' && param !== 'tool_choice' && !WORDS.some((pattern) => pattern.test(words))) return undefined;
	return {
		kind: 'noFunctionCalling',
		message: `The model "${model}" at ${baseUrl} takes no tools${quoted}.`,
		advice:
			'Start vLLM with --enable-auto-tool-choice and the --tool-call-parser of the model (llama-server: --jinja), use a model that is made for function calling, or disconnect the tools and set Rounds to 1.',
	};
}
