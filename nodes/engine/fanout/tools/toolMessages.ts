import type { ToolCall } from '../../candidate';
import type { Fence } from '../../prompts/fence';
import { toolFailureMessage, toolOutputMessage } from '../../prompts/toolUse';
import type { CallOutcome } from './toolbox';

/** What came of a call, as the model is told: the output of a tool and its failure are fenced. */
export function writeOutput(told: CallOutcome, fence: Fence): string {
	if (told.kind === 'sentence') return told.text;
	if (told.kind === 'failure') return toolFailureMessage(fence, told.tool, told.words);
	const { source, leftOut } = told;
	return toolOutputMessage(fence, { source: source.id, tool: source.tool, text: source.text, leftOut });
}

/** Broken arguments in the history make some servers refuse everything that follows. */
export function withWholeArguments(call: ToolCall): ToolCall {
	return { ...call, arguments: isJsonObject(call.arguments) ? call.arguments : '{}' };
}

function isJsonObject(words: string): boolean {
	try {
		const value = JSON.parse(words) as unknown;
		return typeof value === 'object' && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}
