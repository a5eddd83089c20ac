import type { Candidate } from '../candidate';
import { functionCallingOf } from '../fanout/tools/functionCalling';
import type { AskedClones } from './askAllClones';
import type { ChatClonesRequest } from './chatClonesRequest';

/**
 * Says that tools were sent and no clone called one, as some servers drop tools without a word; undefined where that tells nothing.
 *
 * Once a model has called a tool, or its server has refused tools, that is known, and nothing is said. It stays a guess: a clone that needs no tool calls none.
 */
export function noteOnUnusedTools(
	{ tools, messages, model }: Pick<ChatClonesRequest, 'tools' | 'messages' | 'model'>,
	{ answered, failed }: Pick<AskedClones, 'answered' | 'failed'>,
	baseUrl: string,
): string | undefined {
	if (tools.length === 0 || functionCallingOf(baseUrl, model) !== undefined) return undefined;
	const hasCalled = ({ toolCalls = [] }: Pick<Candidate, 'toolCalls'>) => toolCalls.length > 0;
	if (messages.some(hasCalled) || answered.some(({ candidate }) => hasCalled(candidate))) return undefined;
	if (failed.some(({ kind }) => kind === 'brokenToolCall')) return undefined;
	const who =
		answered.length === 1 ? 'The clone that answered called no tool' : `None of the ${answered.length} clones that answered called a tool`;
	const sent = tools.length === 1 ? '1 was sent' : `${tools.length} were sent`;
	return `${who}, although ${sent}. If the task needs none, all is well. Otherwise the server at ${baseUrl} may have dropped the tools without a word: start vLLM with --enable-auto-tool-choice and the --tool-call-parser of the model (llama-server: --jinja), or use a model that is made for function calling.`;
}
