import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { followRedirects } from '../../../nodes/engine/endpoint/followRedirects';
import { errorOf, patience, question } from './openDouble';
import { answerWith, startScriptedServer, wholeAnswer } from './startScriptedServer';

describe('a redirect', () => {
	it.each([307, 308])('to the same host is followed, with method, body and key (%d)', async (status) => {
		const { arrived, endpoint } = await startScriptedServer(
			(request, response) => {
				if (request.url?.endsWith('/') === true) answerWith(response, 200, wholeAnswer('Here I am.'));
				else answerWith(response, status, '', { location: `${request.url}/` });
			},
			{ apiKey: 'my own key' },
		);
		expect(await endpoint.chat(question(), patience())).toMatchObject({ text: 'Here I am.', attempts: 1 });
		const [first, second] = arrived;
		expect(second).toMatchObject({ method: 'POST', url: '/v1/chat/completions/', body: first?.body });
		expect(second?.headers.authorization).toBe('Bearer my own key');
	});

	it('goes round in a circle three times and no more', async () => {
		const { arrived, endpoint } = await startScriptedServer((request, response) =>
			answerWith(response, 308, '', { location: request.url ?? '' }),
		);
		expect(await errorOf(endpoint.chat(question(), patience({ retries: 3 })))).toMatchObject({ kind: 'redirected', attempts: 1 });
		expect(arrived).toHaveLength(4);
	});

	it.each([301, 302, 303])('of another kind is not followed (%d)', async (status) => {
		const { arrived, endpoint } = await startScriptedServer((request, response) =>
			answerWith(response, status, '', { location: `${request.url}/` }),
		);
		expect(await errorOf(endpoint.chat(question(), patience()))).toMatchObject({
			kind: 'redirected',
			advice: expect.stringMatching(/into the credential/),
		});
		expect(arrived).toHaveLength(1);
	});

	it('to another host brings it neither question nor key', async () => {
		const other = await startScriptedServer((_, response) => answerWith(response, 200, wholeAnswer('Got you.')));
		const { endpoint } = await startScriptedServer(
			(_, response) => answerWith(response, 307, '', { location: `${other.origin}/v1/chat/completions` }),
			{
				apiKey: 'my own key',
			},
		);
		const error = await errorOf(endpoint.chat(question(), patience()));
		expect(error).toMatchObject({ kind: 'redirected', message: expect.stringContaining(other.origin) });
		expect(error.advice).toMatch(/not encrypted/);
		expect(other.arrived).toHaveLength(0);
	});

	it.each([
		['http://box/v1', 'https://box/v1', 'https://box/v1'],
		['http://box/v1', '/v2', 'http://box/v2'],
		['http://box/v1', '//box/v3', 'http://box/v3'],
		['http://box:8000/v1', 'https://box/v1', undefined],
		['http://box/v1', 'https://box:8443/v1', undefined],
		['https://box/v1', 'http://box/v1', undefined],
		['https://box/v1', 'https://box.evil/v1', undefined],
		['https://box/v1', 'https://bob:pass@box/v1', undefined],
		['https://box/v1', 'https://', undefined],
	])('from %s to %s goes to %s', async (from, location, to) => {
		const sent: string[] = [];
		await followRedirects(from, async (target) => {
			sent.push(target);
			const answer = sent.length === 1 ? { statusCode: 307, headers: { location } } : { statusCode: 200, headers: {} };
			return { ...answer, body: { dump: async () => {} } } as unknown as Dispatcher.ResponseData;
		});
		expect(sent).toEqual(to === undefined ? [from] : [from, to]);
	});
});
