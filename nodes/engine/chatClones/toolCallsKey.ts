import type { ToolCall } from '../candidate';
import type { ToolDescription } from '../tool';
import { canonicalJson } from './canonicalJson';

/** Models that have nothing to say leave the arguments empty. */
const argumentsOf = ({ arguments: words }: ToolCall) => (words.trim() === '' ? '{}' : words);

/**
 * Gives the calls of one answer a key: equal keys are the same tools called with the same arguments.
 *
 * The order of the calls does not count, as agents make the calls of one answer side by side.
 */
export function toolCallsKey(calls: readonly ToolCall[]): string {
	return calls
		.map((call) => `${call.name} ${canonicalJson(argumentsOf(call)) ?? call.arguments}`)
		.sort()
		.join('\n');
}

/** Says why calls cannot be made, undefined where they can: an agent would make broken ones without their arguments. */
export function describeBrokenCalls(calls: readonly ToolCall[], tools: readonly ToolDescription[]): string | undefined {
	for (const call of calls) {
		if (!tools.some(({ name }) => name === call.name)) return `It called ${JSON.stringify(call.name)}, a tool that it was not offered.`;
		if (canonicalJson(argumentsOf(call))?.startsWith('{') !== true)
			return `It called ${JSON.stringify(call.name)} with arguments that are no JSON object.`;
	}
	return undefined;
}

/** The calls with arguments that can be read, and ids that tell them apart. */
export function usableCalls(calls: readonly ToolCall[], idOf: (index: number) => string): readonly ToolCall[] {
	const taken = new Set<string>();
	return calls.map((call, index) => {
		const id = call.id === '' || taken.has(call.id) ? idOf(index) : call.id;
		taken.add(id);
		return { ...call, id, arguments: argumentsOf(call) };
	});
}
