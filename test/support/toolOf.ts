import type { Tool } from '../../nodes/engine/tool';
import type { ChatBody } from './vllmDouble/index.ts';

/** A tool with one text argument, `q`. */
export function toolOf(name: string, use: Tool['use']): Tool {
	return {
		name,
		description: `The tool ${name}`,
		parameters: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] },
		use,
	};
}

/** A call as a scripted model makes it. */
export const call = (name: string, words: object | string) => ({
	name,
	arguments: typeof words === 'string' ? words : JSON.stringify(words),
});

/** What tools told the model so far, in order. */
export function toolOutputsIn({ messages = [] }: ChatBody): string[] {
	return messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content));
}
