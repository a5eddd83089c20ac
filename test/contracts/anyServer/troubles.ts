import { describe, expect, it } from 'vitest';
import type { EndpointError } from '../../../nodes/engine/endpoint';
import { TooFewAnswersError } from '../../../nodes/engine/fanout/errors';
import type { Receipt } from '../../../nodes/engine/receipt';
import type { ZooServer } from '../../support/servers/startServer.ts';
import { showsItsBeginning } from '../../support/servers/thinkingShapes.ts';
import type { Trouble } from '../../support/servers/trouble.ts';
import { askOn, endpointOn, runOn, type AnyServer } from './anyServer';

const TEXT = 'The answer is 42, because six sevens are 42, as everybody knows who has ever counted seven eggs in each of six baskets.';
const both = [false, true];
const LONG = 'The quick brown fox jumps over the lazy dog. '.repeat(600);

/** What goes wrong is told in the server's words, and costs no more than it must. */
export function describeTroubles(server: AnyServer<ZooServer>): void {
	describe('trouble', () => {
		describeWaiting(server);
		describeRequests(server);
		describeStreams(server);
		describeHalfThoughts(server);
		describeLeaving(server);
	});
}

function describeWaiting({ kind, open }: AnyServer<ZooServer>): void {
	const { overloaded, loading } = kind.errors;

	it.skipIf(!overloaded?.tellsWait)('too much to do: asks again when the server said, and not before', async () => {
		const forMs = overloaded?.tellsWait === 'seconds' ? 1_000 : 300;
		const server = await open({ answer: () => TEXT, trouble: () => ({ kind: 'overloaded', forMs }) });
		const { candidates } = await runOn(server, { clones: 1 });
		expect(candidates[0]?.text).toBe(TEXT);
		expect(server.arrivals[1]! - server.arrivals[0]!).toBeGreaterThan(forMs - 20);
	});

	it.skipIf(overloaded === undefined)('too much to do: asks again', async () => {
		const server = await open({ answer: () => TEXT, trouble: firstOnly({ kind: 'overloaded', forMs: 60 }) });
		const { candidates, receipt } = await runOn(server, { clones: 1 });
		expect(candidates[0]?.text).toBe(TEXT);
		expect(receipt.retries).toBeGreaterThan(0);
	});

	it.skipIf(loading === undefined)('a model that is still loading is waited for, whatever Retries says', async () => {
		const server = await open({ answer: () => TEXT, trouble: () => ({ kind: 'loading', forMs: 800 }) });
		const { candidates } = await runOn(server, { clones: 2, retries: 1 });
		expect(candidates.map(({ text }) => text)).toEqual([TEXT, TEXT]);
	});

	it.skipIf(loading === undefined)('a model that never gets loaded is waited for no longer than Clone Timeout', async () => {
		const server = await open({ trouble: () => ({ kind: 'loading', forMs: 600_000 }) });
		const { missing, wallMs } = await receiptOf(runOn(server, { clones: 1, cloneTimeoutMs: 700 }));
		expect(missing[0]?.reason).toMatch(/load/i);
		expect(wallMs).toBeLessThan(1_500);
	});
}

function describeRequests({ kind, open }: AnyServer<ZooServer>): void {
	const { wrongKey, unknownModel, tooLong } = kind.errors;

	it.skipIf(unknownModel === undefined)('an unknown model: names what there is', async () => {
		const error = await errorOf(askOn(await open(), { model: 'nope' }));
		expect(['unknownModel', 'modelUnavailable']).toContain(error.kind);
		expect(`${error.message} ${error.advice}`).toContain(kind.model);
	});

	it.skipIf(wrongKey === undefined)('a wrong key: says so, and never the key itself', async () => {
		const server = await open({ apiKey: 'the right key' });
		const error = await errorOf(askOn({ ...server, model: kind.model, apiKey: 'a wrong key' }));
		expect(['wrongKey', 'forbidden']).toContain(error.kind);
		expect(`${error.message} ${error.advice}`).not.toContain('a wrong key');
	});

	it.skipIf(tooLong === undefined)('a prompt that is too long: says by how much, and does not ask again', async () => {
		const server = await open();
		const error = await errorOf(askOn(server, { messages: [{ role: 'user', content: LONG }] }));
		const words = JSON.stringify(tooLong?.(6_753, 4_096).body);
		expect(error.kind).toBe('promptTooLong');
		if (words.includes('4096')) expect(error.message).toContain('4096');
		if (words.includes('6753')) expect(error.message).toMatch(/\b675\d\b/);
		if (words.includes('4096') && words.includes('6753')) expect(error.message).toMatch(/\b265\d too many/);
		expect(server.requests.filter(({ messages }) => messages !== undefined)).toHaveLength(server.refused);
	});

	it.skipIf(tooLong !== undefined)('a prompt that is too long and silently cut: a note says that the server read less', async () => {
		const { receipt } = await runOn(await open({ answer: () => TEXT }), { task: LONG.repeat(3) });
		if (kind.usage === 'never') expect(receipt.notes ?? []).toEqual([]);
		else expect((receipt.notes ?? []).filter((note) => /4,?0\d\d tokens/.test(note) && /cut/.test(note))).toHaveLength(1);
	});

	it.skipIf(!(kind.base ?? '').includes('?'))('keeps the query of the address', async () => {
		const server = await open({ answer: () => TEXT });
		await askOn(server);
		expect(server.last.query).toBe(new URL(server.baseUrl).search);
	});
}

function describeStreams({ kind, open }: AnyServer<ZooServer>): void {
	/** Behind the longest head that a model writes before its text. */
	const begun = (kind.stream?.first ?? [{}]).length + 16;

	it("an error in a stream before any text: the clone is missing, and the reason is the server's", async () => {
		const server = await open({ answer: () => TEXT, trouble: () => ({ kind: 'streamError', afterPieces: 0 }) });
		const { missing } = await receiptOf(runOn(server, { clones: 1, stream: true }));
		expect(missing[0]?.reason).toContain(kind.errors.inStreamWords);
	});

	it('an error in a stream after some text: what came is a cut answer', async () => {
		const server = await open({ answer: () => TEXT, trouble: () => ({ kind: 'streamError', afterPieces: begun }) });
		const { candidates } = await runOn(server, { clones: 1, stream: true });
		expect(candidates[0]?.finishReason).toBe('cut');
		expect(TEXT.startsWith(candidates[0]?.text ?? '?')).toBe(true);
	});

	it.each(['reset', 'endEarly'] as const)('a stream that breaks off (%s): what came is a cut answer', async (how) => {
		const server = await open({ answer: () => TEXT, trouble: () => ({ kind: how, afterPieces: begun }) });
		const { candidates } = await runOn(server, { clones: 1, stream: true });
		expect(candidates[0]?.finishReason).toBe('cut');
	});
}

function describeHalfThoughts({ kind, open }: AnyServer<ZooServer>): void {
	const first = (kind.stream?.first ?? [{}]).length;

	it.skipIf(kind.thinking === undefined || !showsItsBeginning(kind)).each([1, 2, 4])(
		'a stream that breaks off %d pieces into the thinking: nothing of it is an answer, and it is asked for again',
		async (pieces) => {
			const trouble = firstOnly({ kind: 'endEarly', afterPieces: first + pieces });
			const server = await open({ answer: () => ({ thinking: 'I wonder whether it is 36, or 42.', text: TEXT }), trouble });
			const { candidates } = await runOn(server, { clones: 1, stream: true, sampling: { temperature: 1 } });
			expect(candidates.map(({ text, finishReason }) => [text.trim(), finishReason])).toEqual([[TEXT, 'stop']]);
		},
	);
}

function describeLeaving({ open }: AnyServer<ZooServer>): void {
	it.each(['stall', 'silent'] as const)('a clone that is stopped: the server sees the connection close (%s)', async (how) => {
		for (const stream of both) {
			const server = await open({ answer: () => TEXT, trouble: () => ({ kind: how }) });
			const stop = new AbortController();
			const gone = expect(askOn(server, {}, { stream, signal: stop.signal })).rejects.toThrow('Enough');
			await server.until(() => server.begun === 1);
			stop.abort(new Error('Enough'));
			await gone;
			await server.until(() => server.inFlight === 0);
			expect(server.aborted).toBe(1);
		}
	});

	it('leaves no connection behind when the endpoint is closed', async () => {
		const server = await open({ answer: () => TEXT });
		const endpoint = endpointOn(server);
		await endpoint.listModels(new AbortController().signal);
		await endpoint.close();
		await server.until(() => server.connectionsOpen === 0);
		expect(server.inFlight).toBe(0);
	});
}

function firstOnly(trouble: Trouble): (_: unknown, index: number) => Trouble | undefined {
	return (_, index) => (index === 0 ? trouble : undefined);
}

/** The receipt of a run that had too few answers. */
async function receiptOf(running: Promise<unknown>): Promise<Receipt> {
	const error = await running.then(
		() => new Error('This run was to have no answer, and had one'),
		(reason: unknown) => reason,
	);
	if (error instanceof TooFewAnswersError) return error.receipt;
	throw error;
}

async function errorOf(asking: Promise<unknown>): Promise<EndpointError> {
	const error = await asking.then(
		() => new Error('This request was to fail, and did not'),
		(reason: unknown) => reason,
	);
	if ((error as Error).name === 'EndpointError') return error as EndpointError;
	throw error;
}
