import { expect, it } from 'vitest';
import { createAsk } from '../../../nodes/shared/scorerQuestions';
import { openDouble } from '../../engine/endpoint/openDouble';

it('advises nothing of a judge that only clones can set where the server is overloaded', async () => {
	const { endpoint } = await openDouble({ faults: () => ({ kind: 'status', status: 503, retryAfter: '0' }) });
	const ask = createAsk(
		async () => await Promise.resolve(endpoint),
		async () => await Promise.resolve('m'),
	);
	const question = { messages: [{ role: 'user' as const, content: 'Which is better?' }], maxTokens: 8, model: 'm', field: 'Judge Model' };
	await expect(ask(question as never, new AbortController().signal)).rejects.toMatchObject({
		kind: 'overloaded',
		advice: 'Run it again when the server has less to do, or give the server more room (vLLM: --max-num-seqs, --max-num-queued-reqs).',
	});
});
