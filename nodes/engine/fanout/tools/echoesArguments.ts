import { describeOutput } from './describeOutput';

/** No longer output is an echo of what a model wrote. */
const LONGEST = 20_000;

/** Whether an output says no more than the arguments it was asked with: n8n hands the item that a node was given back where the node has nothing but a file to give. */
export async function echoesArguments(text: string, parameters: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<boolean> {
	if (text.length > LONGEST) return false;
	const asked = await describeOutput(parameters, signal);
	if (!('text' in asked)) return false;
	const given = new Set(linesOf(asked.text));
	const said = linesOf(text);
	return said.length > 0 && said.every((line) => given.has(line));
}

function linesOf(text: string): readonly string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}
