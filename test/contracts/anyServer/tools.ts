import { describe, expect, it } from 'vitest';
import { playGuided, wholePrompt } from '../../support/guidedModel';
import type { ChatBody, ModelReply } from '../../support/servers/serverKind.ts';
import { toolOf } from '../../support/toolOf';
import { runOn, type AnyServer } from './anyServer';

const tools = [toolOf('weather', async ({ q }) => `Sun in ${String(q)}.`), toolOf('clock', async ({ q }) => `Noon in ${String(q)}.`)];
const limits = { sampling: { temperature: 1, maxTokens: 400 } };
const both = [false, true];

/** Calls of tools reach the tools and are answered, whatever shape they come in. */
export function describeTools({ kind, open }: AnyServer): void {
	const calling = (said: ModelReply) => (body: ChatBody) => (hasOutputs(body) ? { thinking: 'Good.', text: 'Both are fine.' } : said);

	describe('calls of tools', () => {
		it.each(both)('two at once are both made and answered, and what belongs to them goes back (streamed: %s)', async (stream) => {
			const calls = [
				{ name: 'weather', arguments: { q: 'Paris' } },
				{ name: 'clock', arguments: { q: 'Rome' } },
			];
			const server = await open({ answer: calling({ thinking: 'I need both.', calls }) });
			const { candidates, receipt } = await runOn(server, { ...limits, stream, tools });
			expect(receipt.missing).toEqual([]);
			for (const { text, toolUses } of candidates) {
				expect(text.trim()).toBe('Both are fine.');
				expect(toolUses?.map(({ name, asked, outcome }) => [name, JSON.parse(asked), outcome])).toEqual([
					['weather', { q: 'Paris' }, 'answered'],
					['clock', { q: 'Rome' }, 'answered'],
				]);
			}
			expect(JSON.stringify(server.requests.at(-1)?.messages)).toContain('Noon in Rome.');
		});

		it.each(both)('of the same tool with other words are two calls (streamed: %s)', async (stream) => {
			const calls = ['Paris', 'Rome'].map((q) => ({ name: 'weather', arguments: { q } }));
			const server = await open({ answer: calling({ calls, thinking: 'Twice.' }) });
			const { candidates } = await runOn(server, { ...limits, stream, tools, clones: 1 });
			expect(candidates[0]?.toolUses?.map(({ asked, outcome }) => [JSON.parse(asked), outcome])).toEqual([
				[{ q: 'Paris' }, 'answered'],
				[{ q: 'Rome' }, 'answered'],
			]);
		});

		it.each(both)('are made for a guided clone, which needs no more than text of the server (streamed: %s)', async (stream) => {
			const play = playGuided({
				next: (body) => ({ next: wholePrompt(body).includes('Looked up so far') ? 'done' : 'weather', ask: 'Paris' }),
			});
			const server = await open({
				answer: (body) => {
					const said = play(body);
					return { thinking: 'Well.', text: typeof said === 'string' ? said : (said.text ?? '') };
				},
			});
			const { candidates } = await runOn(server, { ...limits, stream, tools, clones: 1, toolMode: 'guided' });
			expect(candidates[0]?.text.trim()).toBe('Found 1.');
			expect(candidates[0]?.toolUses?.map(({ name, asked, outcome }) => [name, JSON.parse(asked), outcome])).toEqual([
				['weather', { q: 'Paris' }, 'answered'],
			]);
		});

		it.skipIf(kind.thinking === undefined).each(both)('written into thinking or code are none (streamed: %s)', async (stream) => {
			const markup = '<tool_call>\n{"name": "weather", "arguments": {"q": "Paris"}}\n</tool_call>';
			const text = `No tool is needed. One would write:\n\n\`\`\`\n${markup}\n\`\`\``;
			const server = await open({ answer: () => ({ thinking: `I could write ${markup} here.`, text }) });
			const { candidates } = await runOn(server, { ...limits, stream, tools, clones: 1 });
			expect(candidates[0]?.text.trim()).toBe(text);
			expect(candidates[0]?.toolUses ?? []).toEqual([]);
		});
	});
}

function hasOutputs({ messages = [] }: ChatBody): boolean {
	return messages.some(({ role }) => role === 'tool');
}
