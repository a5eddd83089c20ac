import { describe, expect, it } from 'vitest';
import { findModel } from '../../../nodes/engine/endpoint/findModel';
import { askOn, endpointOn, runOn, type AnyServer } from './anyServer';

const TEXT = 'The answer is 42, because six sevens are 42.';

/** What every server must give: whole answers, whole or in pieces, and a list of models to begin with. */
export function describeAnswers({ kind, open }: AnyServer): void {
	describe('answers', () => {
		it.each([false, true])('come with text, finish reason and the usage that is told (streamed: %s)', async (stream) => {
			const server = await open({ answer: () => TEXT });
			const answer = await askOn(server, {}, { stream });
			expect(answer).toMatchObject({ text: TEXT, finishReason: 'stop' });
			if (kind.usage === 'never') expect(answer.usage).toEqual({});
			else expect(answer.usage).toMatchObject({ promptTokens: expect.any(Number), completionTokens: expect.any(Number) });
		});

		it('are streamed as they are given whole', async () => {
			const server = await open({ answer: () => ({ thinking: 'Six sevens.', text: TEXT }) });
			const whole = await askOn(server);
			const streamed = await askOn(server, {}, { stream: true });
			expect([streamed.text, streamed.reasoning, streamed.finishReason, streamed.usage]).toEqual([
				whole.text,
				whole.reasoning,
				whole.finishReason,
				whole.usage,
			]);
		});

		it('stop at their limit and say length', async () => {
			const server = await open({ answer: () => ({ text: 'Half of it', finishReason: 'length' }) });
			const expected = kind.stream?.withoutFinishReason ? 'stop' : 'length';
			for (const stream of [false, true]) expect((await askOn(server, {}, { stream })).finishReason).toBe(expected);
		});

		it.each([false, true])('may be JSON, and are checked (streamed: %s)', async (stream) => {
			const server = await open({ answer: () => '{"answer": 42}' });
			const schema = { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'] };
			const { candidates, receipt } = await runOn(server, { stream, answerFormat: { kind: 'json', schema } });
			expect(receipt.missing).toEqual([]);
			expect(candidates.map(({ data }) => data)).toEqual([{ answer: 42 }, { answer: 42 }]);
		});
	});
}

/** Counts that a server does not tell are unknown. */
export function describeUsage({ open }: AnyServer): void {
	it('a usage that is not told is unknown, not zero', async () => {
		const server = await open({ answer: () => TEXT, trouble: () => ({ kind: 'withoutUsage' }) });
		for (const stream of [false, true]) {
			const { candidates, receipt } = await runOn(server, { stream });
			expect(candidates.map(({ usage }) => usage)).toEqual([{}, {}]);
			expect(receipt.tokens).toEqual({ prompt: 0, completion: 0, unknown: 2 });
		}
	});
}

/** What the list of models must give. */
export function describeModels({ kind, open }: AnyServer): void {
	it('chooses the model that chats where none is named, whatever else is listed', async () => {
		const endpoint = endpointOn(await open());
		const { signal } = new AbortController();
		expect((await findModel(endpoint, 'Model', { signal, timeoutMs: 5_000 })).id).toBe(kind.model);
		const chatting = (await endpoint.listModels(signal)).filter(({ otherUse }) => otherUse === undefined);
		expect(chatting.map(({ id }) => id)).toContain(kind.model);
	});
}
