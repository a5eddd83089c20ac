import { readFileSync } from 'node:fs';
import type { Workflow } from '../../scripts/real-n8n/workflow.mts';
import type { ChatBody, ModelReply, ServerKind } from '../support/servers/serverKind.ts';
import { startServer, type ZooServer } from '../support/servers/startServer.ts';
import { memoryTemplateFile, searchTemplateFile, templateFile } from './templates.ts';

/** Stands in every thought, and must stand in no answer. */
export const thoughtMark = 'so think again';

/** Of five answers in a row one can add, whichever clone gets it. */
const bodies = ['return a - b;', 'return a * b;', 'return a + b;', 'return;', 'throw new Error("no");'];

/** A server whose model thinks before everything that it says, and answers what the three templates ask. */
export async function startThinker(kind: ServerKind): Promise<ZooServer> {
	return await startServer({ ...kind, contextTokens: 32_000 }, { answer: (body, index) => think(body, index) });
}

function think(body: ChatBody, index: number): ModelReply {
	const said = say(body, index);
	const thinking = `Perhaps\n\`\`\`javascript\nfunction add() { return ${index}; }\n\`\`\`\nor "Clara, room ${index}." No, ${thoughtMark}.`;
	// The lone call that measures the pace is over before the thought is.
	if (Number(body['max_tokens']) < 64) return { thinking, cutWhileThinking: true };
	return { thinking, ...(typeof said === 'string' ? { text: said } : said) };
}

function say(body: ChatBody, index: number): ModelReply | string {
	const prompt = (body.messages ?? []).map(({ content }) => String(content)).join('\n');
	const told = (body.messages ?? []).filter(({ role }) => role === 'tool').map(({ content }) => String(content));
	if (prompt.includes('function add')) return `\`\`\`javascript\nfunction add(a, b) {\n  ${bodies[index % bodies.length]}\n}\n\`\`\``;
	if (prompt.includes('You look into memory'))
		return told.length === 0 ? { calls: [{ name: 'Recall', arguments: { query: 'towers' } }] } : 'Nothing was known.';
	if (prompt.includes('You search the web')) return 'They are 330 and 158 metres high.';
	if (prompt.includes('You analyse')) {
		if (told.length === 0) return { calls: [{ name: 'Calculator', arguments: { input: '330 - 158' } }] };
		return `The difference is ${/\b(172)\b/.exec(told.at(-1) ?? '')?.[1]} metres.`;
	}
	return 'Bruno, room 12.';
}

/** The three templates at paths of their own, with the lone call that measures the pace. */
export function thinkingVariants(prefix: string, credential: string): Workflow[] {
	return [templateFile, memoryTemplateFile, searchTemplateFile].map((file) => {
		const template = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
		const nodes = template.nodes.map((node) => {
			if (node.type === 'n8n-nodes-base.webhook') {
				const path = `${prefix}-${String(node.parameters['path'])}`;
				return { ...node, webhookId: crypto.randomUUID(), parameters: { ...node.parameters, path } };
			}
			if (node.credentials === undefined) return node;
			const options = node.type.endsWith('.shadowCloneFanOut')
				? { receiptOptions: { ...(node.parameters['receiptOptions'] as object), measurePace: true } }
				: {};
			return { ...node, credentials: { vllmApi: { name: credential } }, parameters: { ...node.parameters, ...options } };
		});
		return { ...template, name: `${template.name} (${prefix})`, nodes };
	});
}
