import { describe, expect, it } from 'vitest';
import type { FanOutRequest } from '../../../nodes/engine/fanout/fanOutRequest';
import type { ZooServer } from '../../support/servers/startServer.ts';
import { runOn, type AnyServer } from './anyServer';

const schema = { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'] };

/** Runs in which a request has the field. */
const USES: Readonly<Record<string, Partial<FanOutRequest> & { readonly stream?: boolean }>> = {
	seed: { sampling: { temperature: 1, maxTokens: 400 } },
	logprobs: { logProbabilities: true },
	stream_options: { stream: true },
	max_tokens: { sampling: { temperature: 1, maxTokens: 400 } },
	temperature: { sampling: { temperature: 0.7 } },
	response_format: { answerFormat: { kind: 'json', schema } },
};

/** Fields that a server refuses cost no clone its answer; they are left out, remembered and told. */
export function describeRefusals({ kind, open }: AnyServer<ZooServer>): void {
	const fields = (kind.refuses ?? []).map(({ field }) => field).filter((field) => field in USES);

	describe.skipIf(fields.length === 0)('a field that is refused', () => {
		it.each(fields)('%s is left out and told once, and the next run does without it at once', async (field) => {
			const server = await open({ answer: () => '{"answer": 42}' });
			const first = await runOn(server, { clones: 3, ...USES[field] });
			expect(first.receipt.missing).toEqual([]);
			expect(first.candidates).toHaveLength(3);
			const notes = first.receipt.notes ?? [];
			// A schema that is closed, or asked for as the kind takes it, is not refused at all.
			if (field !== 'response_format') expect(server.refusedFields).toContain(field);
			if (server.refusedFields.includes(field)) expect(notes.filter((note) => note.includes(field)).length).toBeGreaterThan(0);
			expect(new Set(notes).size).toBe(notes.length);

			const refusedAtFirst = server.refused;
			const asked = server.requests.length;
			const second = await runOn(server, { clones: 3, ...USES[field] });
			expect(second.receipt).toMatchObject({ answered: 3, retries: 0 });
			expect(server.refused).toBe(refusedAtFirst);
			expect(server.requests).toHaveLength(asked + 3);
		});
	});
}
