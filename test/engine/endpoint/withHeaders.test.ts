import { expect, it } from 'vitest';
import { withHeaders } from '../../../nodes/engine/endpoint';
import { patience, question } from './openDouble';
import { answerWith, startScriptedServer, wholeAnswer } from './startScriptedServer';

it('sends its headers with every question, vector and rank, behind those of the endpoint', async () => {
	const { arrived, endpoint } = await startScriptedServer(
		({ url }, response) => {
			if (url?.endsWith('/embeddings') === true) return answerWith(response, 200, { data: [{ index: 0, embedding: [1] }] });
			if (url?.endsWith('/rerank') === true) return answerWith(response, 200, { results: [{ index: 0, relevance_score: 1 }] });
			answerWith(response, 200, wholeAnswer('Well.'));
		},
		{ headers: { 'X-Team': 'red' } },
	);
	const along = withHeaders(endpoint, { 'x-session-id': 'run-1', 'x-team': 'blue' });
	const { signal } = new AbortController();
	await along.chat(question(), patience());
	await along.embed('double-1b', ['a'], signal);
	await along.rank('double-1b', 'q', ['a'], signal);
	expect(arrived.map(({ headers }) => [headers['x-session-id'], headers['x-team']])).toEqual(Array(3).fill(['run-1', 'red']));
	await endpoint.chat(question(), patience());
	expect(arrived.at(-1)?.headers).not.toHaveProperty('x-session-id');
});
