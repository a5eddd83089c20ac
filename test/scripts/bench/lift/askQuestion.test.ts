import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../../nodes/engine/endpoint/endpoint';
import { askQuestion } from '../../../../scripts/bench/lift/askQuestion.mts';
import type { LiftEngine } from '../../../../scripts/bench/lift/engine.mts';

const server = { baseUrl: 'http://x/v1', apiKey: '', model: 'm', stop: async () => await Promise.resolve() };
const question = { id: 'q', task: 'the task', golds: [] };

/** An endpoint that numbers its answers, and writes down what it was asked. */
function scripted(): { readonly engine: LiftEngine; readonly asked: ChatRequest[] } {
	const asked: ChatRequest[] = [];
	const chat = async (request: ChatRequest) => {
		asked.push({ ...request, messages: [...request.messages] });
		return await Promise.resolve({
			text: `answer ${asked.length}`,
			finishReason: 'stop',
			usage: { promptTokens: 9, completionTokens: 4 },
			timing: { startedAt: '', durationMs: 1.6 },
		});
	};
	const endpoints = { createEndpoint: () => ({ chat, close: async () => await Promise.resolve() }), createRetryBudget: () => ({}) };
	return { engine: { endpoints } as unknown as LiftEngine, asked };
}

describe('askQuestion', () => {
	it('has one clone improve its own answer, the one before only, each with a seed of its own', async () => {
		const { engine, asked } = scripted();
		const { answers } = await askQuestion(engine, server, { name: 'js-improve', set: 'js', way: 'improve', clones: 3 }, question);
		expect(answers.map(({ text }) => text)).toEqual(['answer 1', 'answer 2', 'answer 3']);
		expect(answers[2]).toMatchObject({ approach: 'improved 2 times', promptTokens: 9, completionTokens: 4, ms: 2 });
		expect(asked.map(({ messages }) => messages.map(({ content }) => content))).toEqual([
			['the task'],
			[expect.stringMatching(/^the task\n.*\n\nanswer 1\n\nCheck it against the task/s)],
			[expect.stringMatching(/^the task\n.*\n\nanswer 2\n\nCheck it against the task/s)],
		]);
		expect(asked.map(({ sampling }) => sampling.seed)).toEqual([1, 2, 3]);
	});
});
