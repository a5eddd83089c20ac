import { describe, expect, it } from 'vitest';
import { createFence } from '../../../nodes/engine/prompts/fence';
import { guidedAnswerMessages } from '../../../nodes/engine/prompts/guidedToolUse';
import { answerWithoutToolsPrompt, stepsUsedPrompt, toolRulePrompt, writtenCallPrompt } from '../../../nodes/engine/prompts/toolUse';

const fence = createFence('marker00');
const task = 'Give the heights of both towers as a Markdown table.';
const guided = (found: readonly string[], formPrompt?: string) =>
	String(
		guidedAnswerMessages({ task, instruction: '', digest: '', lookedUp: [], leads: [], found, fence }, formPrompt, []).map(
			({ content }) => content,
		),
	);

describe('a clone that may use tools', () => {
	it.each([
		['with the rule about tools', toolRulePrompt(fence)],
		['where it wrote a call as text', writtenCallPrompt],
		['where its tools are taken away', answerWithoutToolsPrompt],
		['where its steps are used up', stepsUsedPrompt(8)],
		['where it is guided and found something', guided(['- It is 158 metres tall.'])],
		['where it is guided and found nothing', guided([])],
	])('is asked for the form that the task asks for, and for plain text only else: %s', (_, prompt) => {
		expect(prompt).toContain('in the form that the task asks for');
		expect(prompt.match(/in plain text(?! only if it asks for none)/g)).toBeNull();
	});

	it('is asked for JSON and for nothing else where the answer has a schema', () => {
		const prompt = guided(['- It is 158 metres tall.'], 'Answer with one JSON object and nothing else.');
		expect(prompt).toMatch(/Answer with one JSON object and nothing else\.$/);
		expect(prompt).not.toContain('plain text');
	});
});
