import { describe, expect, it, onTestFinished } from 'vitest';
import { fanOutOn } from '../../support/fanOutOn';
import { complains, forbids, startPickyServer, type PickyBody } from '../../support/startPickyServer';
import { call, toolOf } from '../../support/toolOf';

async function start(...given: Parameters<typeof startPickyServer>) {
	const server = await startPickyServer(...given);
	onTestFinished(server.close);
	return server;
}

const formatOf = (body: PickyBody) => (body['response_format'] as { type?: string } | undefined)?.type;
const promptOf = (body: PickyBody) => (body['messages'] as Array<{ content: string }>).map(({ content }) => content).join('\n');
/** As DeepSeek does. */
const onlyJsonObjects = (body: PickyBody) =>
	formatOf(body) === 'json_schema' ? complains('This response_format type is unavailable now') : undefined;
/** As a server does that knows no grammar at all. */
const onlyText = (body: PickyBody) =>
	formatOf(body) === undefined ? undefined : complains("Unknown parameter: 'response_format'.", 'response_format');
/** As OpenAI does. */
const onlyClosed = (body: PickyBody) => {
	const { json_schema: format } = (body['response_format'] ?? {}) as { json_schema?: { strict?: boolean; schema: object } };
	return format?.strict === true && !('additionalProperties' in format.schema)
		? complains(
				"Invalid schema for response_format 'answer': In context=(), 'additionalProperties' is required to be supplied and to be false.",
			)
		: undefined;
};
const schema = { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'] };
const write = (body: PickyBody) => ({
	content: promptOf(body).includes('"plans"') ? '{"plans":["count the cats","ask the dogs"],"why":"so"}' : '{"answer":42}',
});

describe('a run on a server that refuses a field', () => {
	it('has an answer of each of 64 clones and tells the refusal once', async () => {
		const server = await start(forbids('seed'));
		for (const _ of ['the first time', 'again']) {
			const { candidates, receipt } = await fanOutOn(server, { clones: 64, retries: 0 });
			expect(candidates).toHaveLength(64);
			expect(receipt.notes).toEqual([
				`The model "picky" at ${server.baseUrl} refuses "seed", so it was left out: "Extra inputs are not permitted".`,
			]);
		}
		expect(server.requests.slice(-64).every((body) => !('seed' in body))).toBe(true);
	});

	it.each([
		['only any JSON object', onlyJsonObjects],
		['no form of JSON', onlyText],
		['only closed schemas', onlyClosed],
	])('checks JSON here where the server takes %s', async (_, refuse) => {
		const server = await start(refuse, write);
		for (const answerFormat of [{ kind: 'json', schema }, { kind: 'json' }] as const) {
			const { candidates } = await fanOutOn(server, { clones: 3, answerFormat });
			expect(candidates.map(({ data }) => data)).toEqual([{ answer: 42 }, { answer: 42 }, { answer: 42 }]);
		}
		expect(promptOf(server.requests.at(-1) ?? {})).toContain('Answer with one JSON object');
	});

	it.each([
		['only any JSON object', onlyJsonObjects, 1],
		['no form of JSON', onlyText, 2],
		['only closed schemas', onlyClosed, 0],
	])('has plans drafted all the same, and tells it: %s', async (_, refuse, notes) => {
		const server = await start(refuse, write);
		const { candidates, receipt } = await fanOutOn(server, { clones: 2, difference: { by: 'plan' } });
		expect(candidates.map(({ approach }) => approach)).toEqual(['Plan 1: count the cats', 'Plan 2: ask the dogs']);
		expect(receipt.notes ?? []).toHaveLength(notes);
	});

	it('works with tools where these are taken neither in a stream nor with "strict"', async () => {
		const closed = { type: 'object', properties: { q: { type: 'string' } }, required: ['q'], additionalProperties: false };
		const server = await start(
			(body) => {
				if (!('tools' in body)) return undefined;
				if (body['stream'] === true) return complains("This model doesn't support tool use in streaming mode.");
				const strict = JSON.stringify(body['tools']).includes('"strict"');
				return strict ? complains("Tools with mixed values for 'strict' are not allowed.", 'tools') : undefined;
			},
			(body) => {
				const { name, arguments: words } = call('look_up', { q: 'cats' });
				const hasOutput = (body['messages'] as Array<{ role: string }>).some(({ role }) => role === 'tool');
				return hasOutput
					? { content: 'Done.' }
					: { content: null, tool_calls: [{ id: 'c1', type: 'function', function: { name, arguments: words } }] };
			},
		);
		const tools = [{ ...toolOf('look_up', async () => 'of cats'), parameters: closed }];
		const { candidates, receipt } = await fanOutOn(server, { clones: 4, retries: 0, keepCutAnswers: true }, undefined, undefined, tools);
		expect(candidates.map(({ text, toolUses }) => [text, toolUses?.length])).toEqual(Array.from({ length: 4 }, () => ['Done.', 1]));
		expect(receipt.notes).toHaveLength(2);
	});

	it('never sends what is to be left out, to whatever model and for whatever it asks', async () => {
		const server = await start(() => undefined, write);
		await fanOutOn(server, {
			clones: 2,
			difference: { by: 'plan' },
			measurePace: true,
			larger: { model: 'large', minimumLead: 1, weights: {}, formsOf: (candidates) => candidates.map(() => undefined) },
			leaveOut: ['seed', 'stream_options'],
		});
		expect(server.requests.map(({ model }) => model)).toEqual(['picky', 'picky', 'picky', 'picky', 'large']);
		expect(server.requests.filter((body) => 'seed' in body || 'stream_options' in body)).toEqual([]);
	});
});
