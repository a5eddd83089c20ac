import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thinkingTags } from '../../../scripts/vllm-cpu/ensureThinkingModel.mts';
import { startVllm, type RunningVllm } from '../../../scripts/vllm-cpu/startVllm.mts';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import { askOn, endpointOn, runOn } from '../../contracts/anyServer/anyServer';

let vllm: RunningVllm;
beforeAll(async () => (vllm = await startVllm({ reasoningParser: 'deepseek_r1' })));
afterAll(async () => await vllm?.stop());

const opened = () => ({ baseUrl: vllm.baseUrl, model: vllm.model, requests: [], close: async () => {} });

/** A small model does not think by itself: a grammar has it write the tags, and a bias has it take the tokens that stand for them. */
const written = (regex: string) => ({
	extraBody: { structured_outputs: { regex }, logit_bias: Object.fromEntries(thinkingTags.map(({ id }) => [id, 100])) },
	sampling: { temperature: 1, maxTokens: 80 },
});
const thought = written('<think>[a-z ]{12,40}</think>(42|36) marbles');
const both = [false, true];

describe('a real vLLM with a reasoning parser', () => {
	it.each(both)('keeps its thinking apart from its answer (streamed: %s)', async (stream) => {
		const pieces: string[] = [];
		const answer = await askOn(opened(), thought, { stream, ...(stream ? { onText: (piece) => void pieces.push(piece) } : {}) });
		expect(answer.text).toMatch(/^(42|36) marbles$/);
		expect(answer.reasoning).toMatch(/^[a-z ]{12,40}$/);
		expect(answer.finishReason).toBe('stop');
		expect(answer.usage.completionTokens).toBeGreaterThan(8);
		if (stream) expect(pieces.join('')).toBe(answer.text);
	});

	it.each(both)('gives five clones whose answers are voted on without their thinking (streamed: %s)', async (stream) => {
		const { candidates, receipt } = await runOn(opened(), { clones: 5, stream, ...thought });
		expect(receipt.missing).toEqual([]);
		for (const form of createFormsOf({ kind: 'number' })(candidates)) expect(['36', '42']).toContain(form);
		for (const { reasoning } of candidates) expect(reasoning).toMatch(/^[a-z ]+$/);
	});

	it.each(both)(
		'that is cut while it thinks leaves a clone without answer, and the advice is Max Tokens (streamed: %s)',
		async (stream) => {
			const asking = askOn(opened(), { ...thought, sampling: { temperature: 1, maxTokens: 4 } }, { stream });
			await expect(asking).rejects.toMatchObject({ kind: 'emptyAnswer', advice: expect.stringContaining('Max Tokens') });
		},
	);

	it.each(both)('that takes a whole answer for thinking, for want of its tags, has advice of its own (streamed: %s)', async (stream) => {
		const asking = askOn(opened(), written('plain answer without thinking'), { stream });
		await expect(asking).rejects.toMatchObject({ advice: expect.stringMatching(/parser|Thinking/) });
	});

	it('is measured by its pace though it thinks first, and the run is not the worse for it', async () => {
		const { candidates, receipt } = await runOn(opened(), { clones: 3, measurePace: true, ...thought });
		expect(candidates).toHaveLength(3);
		expect(receipt.missing).toEqual([]);
	});

	it('lists its model with the length of its context', async () => {
		const models = await endpointOn(opened()).listModels(new AbortController().signal);
		expect(models).toEqual([{ id: vllm.model, contextTokens: 4096 }]);
	});
});
