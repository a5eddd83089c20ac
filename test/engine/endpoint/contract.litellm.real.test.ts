import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedModel, type RunningModelServer } from '../../../scripts/embedded-model/startEmbeddedModel.mts';
import { startLitellm, type RunningLitellm } from '../../../scripts/litellm/startLitellm.mts';
import type { EndpointError } from '../../../nodes/engine/endpoint';
import { describeAnswers } from '../../contracts/anyServer/answers';
import { askOn, endpointOn, runOn, type AnyServer } from '../../contracts/anyServer/anyServer';
import { describeThinking } from '../../contracts/anyServer/thinking';
import { describeTools } from '../../contracts/anyServer/tools';
import { litellm } from '../../support/servers/kinds/litellm.ts';
import { vllmThinking } from '../../support/servers/kinds/vllmThinking.ts';
import type { ServerKind } from '../../support/servers/serverKind.ts';
import { startServer, type ServerScript, type ZooServer } from '../../support/servers/startServer.ts';

/** One proxy before two servers: the embedded model, and a double of vLLM that says what a test has it say. */
let embedded: RunningModelServer;
let double: ZooServer;
let proxy: RunningLitellm;
let script: ServerScript = {};
let askedBefore = 0;

beforeAll(async () => {
	embedded = await startEmbeddedModel({ model: 'tiny' });
	double = await startServer(vllmThinking, {
		answer: (body, index) => script.answer?.(body, index - askedBefore) ?? 'Here is an answer.',
		trouble: (body, index) => script.trouble?.(body, index - askedBefore),
	});
	proxy = await startLitellm({
		upstreams: [
			{ baseUrl: embedded.baseUrl, models: [embedded.model] },
			{ baseUrl: double.baseUrl, models: [double.model] },
		],
	});
});
afterAll(async () => {
	await proxy?.stop();
	await double?.close();
	await embedded?.stop();
});

const kind: ServerKind = { ...litellm, name: 'a real LiteLLM', model: vllmThinking.model, refuses: [] };

describe('a real LiteLLM before vLLM with a reasoning parser', () => {
	const server: AnyServer = {
		kind,
		open: async (next = {}) => {
			script = next;
			askedBefore = double.requests.length;
			const { requests } = double;
			return { baseUrl: proxy.baseUrl, apiKey: proxy.masterKey, model: kind.model, requests, close: async () => {} };
		},
	};
	describeAnswers(server);
	describeThinking(server);
	describeTools(server);
});

describe('a real LiteLLM before the embedded model', () => {
	const opened = () => ({ baseUrl: proxy.baseUrl, apiKey: proxy.masterKey, model: embedded.model, requests: [], close: async () => {} });
	const short = { sampling: { temperature: 0, maxTokens: 12 } };

	it('answers whole and streamed alike', async () => {
		const whole = await askOn(opened(), short);
		const streamed = await askOn(opened(), short, { stream: true });
		expect(whole).toMatchObject({ model: embedded.model, usage: { promptTokens: expect.any(Number), completionTokens: 12 } });
		expect([streamed.text, streamed.finishReason]).toEqual([whole.text, whole.finishReason]);
	});

	it('answers five clones at once', async () => {
		const { candidates, receipt } = await runOn(opened(), { clones: 5, ...short });
		expect(candidates).toHaveLength(5);
		expect(receipt).toMatchObject({ missing: [], requests: 5, tokens: { unknown: 0 } });
	});

	it('lists its models with the length of their context', async () => {
		const models = await endpointOn(opened()).listModels(new AbortController().signal);
		expect(models.map(({ id }) => id).sort()).toEqual([embedded.model, double.model].sort());
	});

	it('names its models when asked for another', async () => {
		const error = await errorOf(askOn({ ...opened(), model: 'nope' }));
		expect(error.kind).toBe('unknownModel');
		expect(error.message).toContain(embedded.model);
	});

	it('does not know a wrong key, and the sentence does not tell it', async () => {
		const error = await errorOf(askOn({ ...opened(), apiKey: 'sk-a-wrong-key' }));
		expect(error.kind).toBe('wrongKey');
		expect(`${error.message} ${error.advice}`).not.toContain('sk-a-wrong-key');
	});

	it('says by how much a prompt is too long', async () => {
		const error = await errorOf(askOn(opened(), { messages: [{ role: 'user', content: 'word '.repeat(20_000) }] }));
		expect(error.kind).toBe('promptTooLong');
		expect(error.message).toMatch(/\d+ too many/);
	});
});

async function errorOf(asking: Promise<unknown>): Promise<EndpointError> {
	return (await asking.then(
		() => ({ kind: 'no error at all' }),
		(error: unknown) => error,
	)) as EndpointError;
}
