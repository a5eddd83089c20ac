import { afterEach, describe, expect, it } from 'vitest';
import type { FanOutRequest } from '../../../nodes/engine/fanout/fanOutRequest';
import { fanOutOn } from '../../support/fanOutOn';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
afterEach(async () => await double?.close());

/** The tokens of the receipt, and those of the candidates alone. */
async function run(settings: VllmDoubleSettings, changes: Partial<FanOutRequest> = {}) {
	double = await startVllmDouble(settings);
	const { candidates, receipt } = await fanOutOn(double, { clones: 3, retries: 0, ...changes });
	const ofCandidates = candidates.reduce((sum, { usage }) => sum + (usage.completionTokens ?? 0), 0);
	return { receipt, tokens: receipt.tokens, ofCandidates };
}
const ofLast =
	<Part>(part: Part) =>
	({ body }: { readonly body: Readonly<Record<string, unknown>> }) =>
		Number(body['seed']) === 3 ? part : undefined;

describe('the tokens in the receipt', () => {
	it('have those of answers that were not in the asked form', async () => {
		const schema = { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] };
		const settings = { answer: () => '{"a": 1}', faults: ofLast({ kind: 'wrongSchema' } as const) };
		const { receipt, tokens, ofCandidates } = await run(settings, { answerFormat: { kind: 'json', schema } });
		expect(receipt).toMatchObject({ answered: 2, requests: 4 });
		expect(tokens.completion).toBeGreaterThan(ofCandidates);
		expect(tokens.unknown).toBe(0);
	});

	it('have those of an answer without text', async () => {
		const { receipt, tokens, ofCandidates } = await run({ answer: ({ seed }) => (Number(seed) === 3 ? ' ' : 'yes') });
		expect(receipt.answered).toBe(2);
		expect(tokens.completion).toBeGreaterThan(ofCandidates);
		expect(tokens.unknown).toBe(0);
	});

	it('have those of the call that measures the pace', async () => {
		const { receipt, tokens, ofCandidates } = await run({ stepMs: 1 }, { measurePace: true });
		expect(receipt.requests).toBe(4);
		expect(tokens.completion).toBeGreaterThan(ofCandidates);
		expect(tokens.unknown).toBe(0);
	});

	it('are unknown of a clone that was stopped, as it may have cost any number', async () => {
		const faults = ofLast({ kind: 'hang' } as const);
		const { receipt, tokens } = await run({ faults }, { stopWhen: { kind: 'enough', answers: 2 } });
		expect(receipt.cancelled).toBe(1);
		expect(tokens.unknown).toBe(1);
	});

	it.each(['hang', 'cutJson', 'resetBeforeBytes', 'otherJson'] as const)(
		'are unknown of a clone whose server did this: %s',
		async (kind) => {
			const fault = kind === 'otherJson' ? ({ kind, body: { ok: true } } as const) : ({ kind } as const);
			const { receipt, tokens } = await run({ faults: ofLast(fault) }, kind === 'hang' ? { cloneTimeoutMs: 500 } : {});
			expect(receipt.answered).toBe(2);
			expect(tokens.unknown).toBe(1);
		},
	);

	it('are none of a clone that the server refused', async () => {
		const { receipt, tokens, ofCandidates } = await run({ faults: ofLast({ kind: 'status', status: 503 } as const) }, { retries: 1 });
		expect(receipt).toMatchObject({ answered: 2, requests: 4 });
		expect(tokens).toMatchObject({ completion: ofCandidates, unknown: 0 });
	});
});
