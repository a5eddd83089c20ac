import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tool } from '../../nodes/engine/tool';
import type { RunningVllm } from '../../scripts/vllm-cpu/startVllm.mts';
import { fanOutOn } from '../support/fanOutOn';
import { startRecorder, type Recorder } from '../support/startRecorder';
import { toolOutputsIn } from '../support/toolOf';

const cities = ['Rome', 'Paris', 'Oslo'];

/** A tool whose every argument a grammar can hold, and what it was asked with. */
function weatherTool(name: string): { readonly tool: Tool; readonly asked: Array<Readonly<Record<string, unknown>>> } {
	const asked: Array<Readonly<Record<string, unknown>>> = [];
	const parameters = {
		type: 'object',
		properties: { city: { type: 'string', enum: cities }, days: { type: 'integer', minimum: 1, maximum: 9 } },
		required: ['city', 'days'],
		additionalProperties: false,
	};
	const use: Tool['use'] = async (words) => {
		asked.push(words);
		return `Snow in ${String(words['city'])}, all day.`;
	};
	return { tool: { name, description: 'The weather of a city', parameters, use }, asked };
}

/** What clones with tools and a real vLLM make of each other, down to the tokens of the prompts. */
export function describeToolConversation(open: () => Promise<RunningVllm>): void {
	describe('a clone with tools on a real vLLM', () => {
		let vllm: RunningVllm;
		let recorder: Recorder;

		beforeAll(async () => {
			vllm = await open();
			recorder = await startRecorder(vllm.baseUrl);
		});
		beforeEach(() => recorder.clear());
		afterAll(async () => {
			await recorder?.close();
		});

		/** The prompt of a request, in vLLM's own tokens. */
		const promptOf = async ({ messages, tools }: (typeof recorder.requests)[number]) => {
			const response = await fetch(new URL('/tokenize', vllm.baseUrl), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ model: vllm.model, messages, tools, return_token_strs: true }),
			});
			const { count, token_strs: tokens } = (await response.json()) as { count: number; token_strs: readonly string[] };
			return { count, text: tokens.join('').replaceAll('Ġ', ' ').replaceAll('Ċ', '\n') };
		};
		const run = async (tools: readonly Tool[], choice: unknown, stream: boolean) =>
			await fanOutOn(
				{ baseUrl: recorder.baseUrl, model: vllm.model },
				{
					task: 'How is the weather in Rome?',
					clones: 1,
					sampling: { temperature: 0, maxTokens: 64 },
					cloneTimeoutMs: 120_000,
					toolLimits: { mostSteps: 1, timeoutMs: 10_000, mostCharacters: 400 },
					extraBody: { tool_choice: choice },
					keepCutAnswers: stream,
				},
				undefined,
				undefined,
				tools,
			);

		const named = { type: 'function', function: { name: 'weather' } };
		it.each([
			['"required"', 'required', false],
			['"required", streamed', 'required', true],
			['a named function', named, false],
			['a named function, streamed', named, true],
		])('calls its tool with arguments that fit, reads the output and answers, where tool_choice is %s', async (_, choice, stream) => {
			const { tool, asked } = weatherTool('weather');
			const { candidates, receipt } = await run([tool], choice, stream);
			const [candidate] = candidates;

			expect(asked.length).toBeGreaterThan(0);
			for (const words of asked)
				expect(words).toEqual({ city: expect.toBeOneOf(cities), days: expect.toBeOneOf([1, 2, 3, 4, 5, 6, 7, 8, 9]) });
			expect(candidate?.toolUses?.every(({ name, outcome }) => name === 'weather' && ['answered', 'repeated'].includes(outcome))).toBe(
				true,
			);

			expect(recorder.requests.map((body) => [body['tools'] !== undefined, body['tool_choice']])).toEqual([
				[true, choice],
				[false, undefined],
			]);
			const [first, second] = recorder.requests;
			const output = `Snow in ${String(asked[0]?.['city'])}, all day.`;
			expect(toolOutputsIn(second ?? {})[0]).toContain(output);
			const prompts = await Promise.all([first ?? {}, second ?? {}].map(promptOf));
			expect(prompts[0]?.text).not.toContain(output);
			expect(prompts[1]?.text).toContain(output);
			expect(candidate?.usage.promptTokens).toBe(prompts.reduce((sum, { count }) => sum + count, 0));

			expect(candidate?.text.trim()).not.toBe('');
			expect(receipt).toMatchObject({ answered: 1, requests: 2, retries: 0 });
		});
	});
}
