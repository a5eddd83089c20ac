import { expect, it } from 'vitest';
import { askWithRoom } from '../../../nodes/engine/endpoint/askWithRoom';
import { errorOf, openDouble, patience, question } from './openDouble';

const thinker = {
	answer: (body: { readonly max_tokens?: number }) =>
		body.max_tokens === undefined ? 'A is better.' : { text: '', reasoning: 'Both have their points.' },
};

it('asks a model that spent all on thinking once more, without a bound', async () => {
	const { double, endpoint } = await openDouble(thinker);
	const answer = await askWithRoom(endpoint, question({ sampling: { temperature: 0, maxTokens: 32 } }), patience());
	expect(answer.text).toBe('A is better.');
	expect(double.requests.map(({ max_tokens: most }) => most)).toEqual([32, undefined]);
});

it('does not ask again where there was no bound, or where something else went wrong', async () => {
	const silent = await openDouble({ answer: () => ({ text: '', reasoning: 'Hm.' }) });
	expect((await errorOf(askWithRoom(silent.endpoint, question(), patience()))).kind).toBe('emptyAnswer');
	const refusing = await openDouble({ faults: () => ({ kind: 'status', status: 401 }) });
	expect((await errorOf(askWithRoom(refusing.endpoint, question({ sampling: { maxTokens: 32 } }), patience()))).kind).toBe('wrongKey');
	expect([silent.double.counters.received, refusing.double.counters.received]).toEqual([1, 1]);
});
