import { parseJson } from '../../parseJson';

const tags = /<tool_call>|<\|tool_call\|>|\[TOOL_CALLS\]|<\|python_tag\|>|<function[=_]|<invoke\b|functools\[/i;

/**
 * Says whether a text is a tool call that the server did not recognise as one, as models write it whose server has another parser or none.
 *
 * JSON counts only where it names a tool that there is, and has arguments: an answer may be JSON too.
 */
export function isWrittenCall(text: string, toolNames: readonly string[]): boolean {
	if (tags.test(text)) return true;
	const parsed = parseJson(text);
	const calls = Array.isArray(parsed?.value) ? parsed.value : [parsed?.value];
	return calls.some((call) => {
		if (typeof call !== 'object' || call === null) return false;
		const { name, function: inner, arguments: words, parameters } = call as Record<string, unknown>;
		const called = typeof inner === 'object' && inner !== null ? (inner as { name?: unknown }).name : (inner ?? name);
		return toolNames.includes(String(called)) && (words !== undefined || parameters !== undefined || typeof inner === 'object');
	});
}
