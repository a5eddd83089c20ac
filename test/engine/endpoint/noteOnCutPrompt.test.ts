import { expect, it } from 'vitest';
import { noteOnCutPrompt } from '../../../nodes/engine/endpoint/noteOnCutPrompt';

const asked = (content: string) => ({ model: 'm', messages: [{ role: 'user' as const, content }], sampling: {} });
const english = 'The quick brown fox jumps over the lazy dog. '.repeat(500);

it('says that a server read fewer tokens than the prompt has words, and where to give the model more context', () => {
	expect(noteOnCutPrompt(asked(english), { promptTokens: 2051 })).toMatch(
		/about 2,000 tokens of a prompt with at least 4,000 words.*num_ctx/,
	);
});

it.each([
	['all was read', english, { promptTokens: 5200 }],
	['the count is missing', english, {}],
	['the count is zero', english, { promptTokens: 0 }],
	['most came from a cache that is counted apart', english, { promptTokens: 200, cachedTokens: 5000 }],
	['the prompt is short', 'Hello', { promptTokens: 1 }],
	['the prompt is made of spaces', `${' '.repeat(50_000)}Hello`, { promptTokens: 20 }],
	['the prompt is code with deep indents', `${'\t'.repeat(40)}x = 1\n`.repeat(300), { promptTokens: 1500 }],
	['the prompt is Chinese', '影分身术把一个任务变成许多同时进行的尝试'.repeat(200), { promptTokens: 2600 }],
])('says nothing where %s', (_, content, usage) => {
	expect(noteOnCutPrompt(asked(content), usage)).toBeUndefined();
});
