import type { IDataObject } from 'n8n-workflow';
import type { Memory } from '../../engine/memory/memory';
import { fenceMemories } from '../../engine/prompts/fenceMemories';
import { readAgentOutput, readSelectedFields } from '../../shared/agentOutputFields';
import { toMemoryItem } from './toMemoryItem';

/**
 * Memories for an agent that uses the node as a tool, in one item: their texts fenced as data, and the other fields that Output asks for.
 *
 * A text never stands outside the fence, whichever fields are chosen. Where there is none, `found` is 0.
 */
export function toToolItem(memories: readonly Memory[], read: (name: string) => unknown): IDataObject {
	const output = readAgentOutput(read('toolOutput'));
	const text = fenceMemories(memories);
	// Clones that are guided go by this, and not by the words.
	if (memories.length === 0) return { text, found: 0 };
	if (output === 'simplified') return { text };
	const chosen = output === 'raw' ? undefined : readSelectedFields(read('fields'));
	const others = memories.map((memory) => pick(toMemoryItem(memory), chosen)).filter((fields) => Object.keys(fields).length > 0);
	return { ...((chosen === undefined || chosen.includes('text')) && { text }), ...(others.length > 0 && { memories: others }) };
}

function pick({ text: _, ...others }: IDataObject, chosen: readonly string[] | undefined): IDataObject {
	return Object.fromEntries(Object.entries(others).filter(([name]) => chosen?.includes(name) !== false));
}
