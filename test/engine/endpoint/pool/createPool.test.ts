import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEndpoint, createPool, paceOf } from '../../../../nodes/engine/endpoint';
import type { Endpoint, EndpointSettings } from '../../../../nodes/engine/endpoint';
import { PoolMember } from '../../../../nodes/engine/endpoint/pool/poolMember';
import type { Silence } from '../../../../nodes/engine/endpoint/pool/watchSilence';
import { startVllmDouble, type VllmDouble } from '../../../support/vllmDouble/index.ts';
import { fanOutOn } from '../../../support/fanOutOn';
import { startPlainServer, type PlainServer } from '../../../support/startPlainServer';
import { runThroughStop } from '../../../support/runThroughStop';
import type { Fault } from '../../../support/vllmDouble/faults.ts';
import { errorOf, patience, question } from '../openDouble';
import { openPool, receivedBy } from './openPool';

afterEach(() => vi.restoreAllMocks());

const never = new AbortController().signal;
const broken = (status: number, retryAfter?: string): Fault => ({
	kind: 'status',
	status,
	...(retryAfter === undefined ? {} : { retryAfter }),
});
const noRetry = { take: () => false };
const manual = { stepMs: 'manual' } as const;

async function runOn(
	doubles: readonly VllmDouble[],
	pool: ReturnType<typeof createPool>,
	clones: number,
	more: object = {},
	signal = never,
) {
	return await fanOutOn({ ...doubles[0]!, endpoint: () => pool }, { clones, retries: 0, ...more }, signal, undefined, [], {
		retryBudget: noRetry,
	});
}

describe('a pool of two servers', () => {
	it.each([16, 64, 256])('gives each half of %d clones, and names the server in candidates and receipt', async (clones) => {
		const { doubles, pool } = await openPool([{}, {}]);
		const { candidates, receipt } = await runOn(doubles, pool, clones);
		const counted = doubles.map(({ baseUrl }) => candidates.filter(({ server }) => server === baseUrl).length);
		expect(receivedBy(doubles)).toEqual(counted);
		// Some are answered before the last ones start.
		for (const count of counted) expect(Math.abs(count - clones / 2)).toBeLessThanOrEqual(clones * 0.05);
		expect(receipt.servers?.reduce((sum, { answered }) => sum + answered, 0)).toBe(clones);
		expect(new Set(receipt.servers?.map(({ server }) => server))).toEqual(new Set(doubles.map(({ baseUrl }) => baseUrl)));
	});

	it.each([
		[16, false],
		[64, false],
		[256, false],
		[16, true],
		[64, true],
	])('loses none of %d clones when a server dies in the middle, without any retry (streamed: %s)', async (clones, keepCutAnswers) => {
		const { doubles, pool } = await openPool([
			{ ...manual, answer: () => 'From the first.' },
			{ ...manual, answer: () => 'Whole answer.' },
		]);
		const [first, second] = doubles as [VllmDouble, VllmDouble];
		const running = runOn(doubles, pool, clones, { keepCutAnswers });
		await first.until(() => first.counters.inFlight === clones / 2);
		await second.until(() => second.counters.inFlight === clones / 2);
		first.step(1);
		await first.close();
		await second.until(() => second.counters.inFlight === clones);
		const ticking = setInterval(() => second.step(50), 1);
		const { candidates, receipt } = await running.finally(() => clearInterval(ticking));
		expect(receipt).toMatchObject({ asked: clones, answered: clones, missing: [], cut: 0 });
		expect(receivedBy(doubles)).toEqual([clones / 2, clones]);
		expect(new Set(candidates.map(({ text, server }) => `${text} ${server}`))).toEqual(new Set([`Whole answer. ${second.baseUrl}`]));
		expect(receipt.notes?.every((note) => note.includes(first.baseUrl) || note.includes(new URL(first.baseUrl).host))).toBe(true);
	});

	it.each([16, 64, 256])('stops %d clones on all servers', async (clones) => {
		const { doubles, pool } = await openPool([manual, manual]);
		await runThroughStop(doubles[0]!.baseUrl, () => pool, doubles, clones);
	});

	it('gives them work by their weights', async () => {
		const { doubles, pool } = await openPool([manual, manual], { weights: [1, 3] });
		const running = runOn(doubles, pool, 40);
		await doubles[1]!.until(() => receivedBy(doubles)[0]! + receivedBy(doubles)[1]! === 40);
		expect(receivedBy(doubles)).toEqual([10, 30]);
		const ticking = setInterval(() => doubles.forEach((double) => double.step(100)), 1);
		await running.finally(() => clearInterval(ticking));
	});

	it('gives lone questions in turn, by their weights', async () => {
		const { doubles, pool } = await openPool([{}, {}], { weights: [1, 3] });
		for (let asked = 0; asked < 8; asked++) await pool.chat(question(), patience());
		expect(receivedBy(doubles)).toEqual([2, 6]);
	});

	it('asks the one that has less to do, no matter who gave it that', async () => {
		const { doubles, pool } = await openPool([manual, {}]);
		const stop = new AbortController();
		const long = pool.chat(question(), patience({ signal: stop.signal })).catch(() => 'stopped');
		await doubles[0]!.until(() => doubles[0]!.counters.inFlight === 1);
		for (let asked = 0; asked < 5; asked++) await pool.chat(question(), patience());
		expect(receivedBy(doubles)).toEqual([1, 5]);
		stop.abort();
		expect(await long).toBe('stopped');
	});
});

describe('a server that fails', () => {
	it.each<readonly [string, Fault]>([
		...[429, 500, 502, 503, 504, 529].map((status) => [`status ${status}`, broken(status)] as const),
		['an overload that tells for how long', broken(429, '600')],
		['a wrong key', broken(401)],
		['a reset before any byte', { kind: 'resetBeforeBytes' }],
		['a reset in mid-body', { kind: 'resetMidway' }],
		['a web page', { kind: 'html' }],
		['half a JSON', { kind: 'cutJson' }],
	])('by %s is left at once, at no cost, and set aside', async (_, fault) => {
		const { doubles, pool } = await openPool([{ faults: () => fault }, { answer: () => 'Well.' }]);
		// However slow the machine is, no second goes by.
		vi.spyOn(performance, 'now').mockReturnValue(performance.now());
		const options = patience({ retries: 0, retryBudget: noRetry });
		expect(await pool.chat(question(), options)).toMatchObject({ text: 'Well.', attempts: 2, server: doubles[1]!.baseUrl });
		for (let asked = 0; asked < 4; asked++) expect(await pool.chat(question(), options)).toMatchObject({ attempts: 1 });
		expect(receivedBy(doubles)).toEqual([1, 5]);
	});

	it('is looked at again by one clone, after one second, then two, and takes its share once it answers', async () => {
		let isWell = false;
		const { doubles, pool } = await openPool([{ faults: () => (isWell ? undefined : broken(500)) }, {}]);
		const at = vi.spyOn(performance, 'now');
		const ask = async () => await Promise.all(Array.from({ length: 4 }, async () => await pool.chat(question(), patience())));
		const start = performance.now();
		at.mockReturnValue(start);
		await ask();
		expect(receivedBy(doubles)[0]).toBe(2);
		for (const [ms, received] of [
			[999, 2],
			[1_000, 3],
			[2_999, 3],
			[3_000, 4],
		] as const) {
			at.mockReturnValue(start + ms);
			await ask();
			expect([ms, receivedBy(doubles)[0]]).toEqual([ms, received]);
		}
		isWell = true;
		at.mockReturnValue(start + 20_000);
		await ask();
		expect(receivedBy(doubles)[0]).toBe(5);
		await ask();
		expect(receivedBy(doubles)[0]).toBe(7);
	});

	it('is left alone for as long as it asks, though others of its requests are answered', async () => {
		const { doubles, pool } = await openPool([{ faults: [broken(429, '20')] }, {}]);
		const at = vi.spyOn(performance, 'now');
		const start = performance.now();
		await Promise.all(Array.from({ length: 4 }, async () => await pool.chat(question(), patience())));
		const before = receivedBy(doubles)[0]!;
		at.mockReturnValue(start + 15_000);
		for (let asked = 0; asked < 4; asked++) await pool.chat(question(), patience());
		expect(receivedBy(doubles)[0]).toBe(before);
		at.mockReturnValue(start + 25_000);
		for (let asked = 0; asked < 4; asked++) await pool.chat(question(), patience());
		expect(receivedBy(doubles)[0]).toBeGreaterThan(before);
	});

	it('is named in a note, once for all its clones, and an overload is not', async () => {
		const dead = await openPool([{ faults: () => broken(500) }, {}]);
		const { receipt } = await runOn(dead.doubles, dead.pool, 8);
		expect(receipt.notes).toEqual([expect.stringMatching(/127\.0\.0\.1:\d+\/v1 .*Another server took its clones\.$/)]);
		const busy = await openPool([{ faults: () => broken(429) }, {}]);
		expect((await runOn(busy.doubles, busy.pool, 8)).receipt).not.toHaveProperty('notes');
	});

	it('is named in a note, too, where it did not even list its models, so that no clone was sent there', async () => {
		const { doubles } = await openPool([{}]);
		const { baseUrl } = doubles[0]!;
		const pool = createPool([
			createEndpoint({ baseUrl, apiKey: '' }),
			createEndpoint({ baseUrl: 'http://127.0.0.1:9/v1?key=planted', apiKey: '' }),
		]);
		const { receipt } = await runOn(doubles, pool, 4);
		expect(receipt.notes).toEqual([
			expect.stringMatching(/^Nothing listens at http:\/\/127\.0\.0\.1:9\/v1.*Other servers take its clones\.$/),
		]);
		expect(JSON.stringify(receipt)).not.toContain('planted');
		await pool.close();
	});

	it('is named in a note, too, where it says nothing at all when asked for its models', async () => {
		const { doubles } = await openPool([{}]);
		const { origin } = await startPlainServer({ models: 'hang' });
		const pool = createPool([createEndpoint({ baseUrl: origin }), createEndpoint({ baseUrl: doubles[0]!.baseUrl })]);
		const { receipt } = await runOn(doubles, pool, 4);
		expect(receipt).toMatchObject({
			answered: 4,
			notes: [`${origin}/v1 did not list its models within 2 s. Other servers take its clones.`],
		});
		await pool.close();
	});

	it('is asked again like a lone one where all are set aside: by the retries of clone and run', async () => {
		const faults = [broken(500), undefined];
		const { doubles, pool } = await openPool([{ faults }, { faults: [broken(503), undefined] }]);
		expect(await pool.chat(question(), patience({ retries: 1 }))).toMatchObject({ attempts: 3 });
		const gone = await openPool([{ faults: () => broken(503) }, { faults: () => broken(503) }]);
		const error = await errorOf(gone.pool.chat(question(), patience({ retries: 2 })));
		expect(error).toMatchObject({ kind: 'overloaded', attempts: 4 });
		expect(receivedBy(doubles)).not.toContain(0);
	});

	it('does not pass on what is wrong with the question', async () => {
		const { doubles, pool } = await openPool([{ maxModelLen: 20 }, { maxModelLen: 20 }]);
		const error = await errorOf(pool.chat(question({ messages: [{ role: 'user', content: 'word '.repeat(100) }] }), patience()));
		expect(error).toMatchObject({ kind: 'promptTooLong', attempts: 1 });
		expect(receivedBy(doubles)).toEqual([1, 0]);
	});

	it('gives a prompt that is too long for it to one with a longer context, is not set aside, and a note says so', async () => {
		const long = question({ messages: [{ role: 'user', content: 'word '.repeat(100) }] });
		const { doubles, pool } = await openPool([{ maxModelLen: 60 }, { maxModelLen: 90 }, { maxModelLen: 4096, answer: () => 'Well.' }]);
		const answer = await pool.chat(long, patience({ retries: 0, retryBudget: noRetry }));
		expect(answer).toMatchObject({ text: 'Well.', server: doubles[2]!.baseUrl });
		expect(answer.notes).toContainEqual(
			`At ${doubles[0]!.baseUrl}, the model "double-1b" has less context than asked for. Another server took its clones.`,
		);
		const short = question({ messages: [{ role: 'user', content: 'word' }], sampling: { temperature: 0, maxTokens: 4 } });
		const before = receivedBy(doubles);
		for (let asked = 0; asked < 3; asked++) expect(await pool.chat(short, patience())).toMatchObject({ attempts: 1 });
		expect(receivedBy(doubles).map((count, index) => count - before[index]!)).toEqual([1, 1, 1]);
	});

	it.each<readonly [string, Fault]>([
		['a body that its proxy finds too large', broken(413)],
		[
			'a tool that it was not started for',
			{
				...{ kind: 'status', status: 400 },
				body: {
					error: {
						message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
						type: 'BadRequestError',
						code: 400,
					},
				},
			},
		],
	])('gives %s to another one, and is not set aside', async (_, fault) => {
		const { doubles, pool } = await openPool([{ faults: [fault] }, { answer: () => 'Well.' }]);
		const tools = [{ name: 'look', description: 'Looks.', parameters: { type: 'object', properties: {} } }];
		expect(await pool.chat(question({ tools }), patience({ retries: 0 }))).toMatchObject({ text: 'Well.', attempts: 2 });
		for (let asked = 0; asked < 4; asked++) await pool.chat(question(), patience());
		expect(receivedBy(doubles)).toEqual([3, 3]);
	});

	it('that breaks off a stream which somebody reads gives half an answer', async () => {
		const { pool } = await openPool([
			{ faults: () => ({ kind: 'resetMidway', afterTokens: 4 }), answer: () => 'One two three four five six.' },
			{ answer: () => 'Other.' },
		]);
		let read = '';
		const answer = await pool.chat(question(), patience({ stream: true, onText: (piece) => (read += piece) }));
		expect(answer.finishReason).toBe('cut');
		expect(read).not.toContain('Other');
	});

	it('that dies in the middle of its answers is told of once for all clones, and not as thinking', async () => {
		const dies = ({ index }: { readonly index: number }) => ({ kind: 'resetMidway', afterTokens: 2 + index }) as const;
		const answer = () => 'One two three four five six seven eight.';
		const { pool } = await openPool([{ faults: dies, answer }, { answer }]);
		const ask = async () => await pool.chat(question(), patience({ stream: true }));
		const answers = await Promise.all([ask(), ask(), ask(), ask(), ask(), ask()]);
		const notes = new Set(answers.flatMap((each) => each.notes ?? []));
		expect([...notes]).toEqual([expect.stringMatching(/broke off in the middle of its text\. Another server took its clones\.$/)]);
	});

	it('that breaks off a stream leaves half an answer where nobody gives a whole one', async () => {
		const faults = () => ({ kind: 'resetMidway', afterTokens: 4 }) as const;
		const answer = () => 'One two three four five six.';
		const { doubles, pool } = await openPool([
			{ faults, answer },
			{ faults, answer },
		]);
		expect(await pool.chat(question(), patience({ stream: true, retries: 0 }))).toMatchObject({ finishReason: 'cut' });
		expect(receivedBy(doubles)).toEqual([1, 1]);
	});

	it('by silence for the whole time of a clone is set aside', async () => {
		const hangs = ({ index }: { readonly index: number }): Fault | undefined => (index === 0 ? undefined : { kind: 'hang' });
		const { doubles, pool } = await openPool([{ faults: hangs, answer: () => 'Well.' }, { answer: () => 'Well.' }]);
		for (let asked = 0; asked < 2; asked++) await pool.chat(question(), patience());
		expect(await errorOf(pool.chat(question(), patience({ timeoutMs: 60 })))).toMatchObject({ kind: 'cloneTimeout' });
		for (let asked = 0; asked < 3; asked++) await pool.chat(question(), patience());
		expect(receivedBy(doubles)[1]).toBe(4);
	});
});

describe('a server that says nothing', () => {
	const ask = async (pool: Endpoint, more = {}) => await pool.chat(question({ model: 'm' }), patience({ retries: 0, ...more }));
	const sent = (server: PlainServer, method: string) => server.seen.filter((each) => each.method === method).length;

	/** A pool whose servers have listed their models; the first one says nothing from when on it is told to. */
	async function openHanging(silence: Silence, wellServers: number) {
		let isSilent = false;
		const hanging = await startPlainServer({ isSilent: () => isSilent });
		const well = await Promise.all(Array.from({ length: wellServers }, async () => await startPlainServer()));
		const servers = [hanging, ...well].map(({ origin }) => createEndpoint({ baseUrl: origin }));
		const pool = createPool(servers, { silence });
		onTestFinished(async () => await pool.close());
		await ask(pool);
		isSilent = true;
		return { hanging, well, pool };
	}

	it('is left for another one when it does not answer looks either, and told of once', async () => {
		const { hanging, well, pool } = await openHanging({ everyMs: 20, mostLooks: 3 }, 1);
		const answers = await Promise.all(Array.from({ length: 4 }, async () => await ask(pool)));
		expect(answers.map(({ text, server }) => [text, server])).toEqual(Array(4).fill(['Found.', `${well[0]!.origin}/v1`]));
		expect(new Set(answers.flatMap(({ notes = [] }) => notes))).toEqual(
			new Set([expect.stringMatching(`^${new URL(hanging.origin).host} does not answer when .* Another server took its clones\\.$`)]),
		);
		// One before it hung, and two of the four; its first list, and at least three looks.
		expect(sent(hanging, 'POST')).toBe(3);
		expect(sent(hanging, 'GET')).toBeGreaterThanOrEqual(4);
	});

	it('keeps its clones where there is no other server', async () => {
		const { hanging, pool } = await openHanging({ everyMs: 5, mostLooks: 1 }, 0);
		expect(await errorOf(ask(pool, { timeoutMs: 200 }))).toMatchObject({ kind: 'cloneTimeout' });
		expect(sent(hanging, 'POST')).toBe(2);
	});

	it('keeps its clones for as long as it answers looks', async () => {
		const { doubles, pool } = await openPool([manual, manual], { silence: { everyMs: 100, mostLooks: 3 } });
		const asking = pool.chat(question(), patience());
		const asked = doubles.find(({ counters }) => counters.received === 1) ?? doubles[0]!;
		await asked.until(() => asked.counters.inFlight === 1);
		const looks = vi.spyOn(PoolMember.prototype, 'isHeard');
		await vi.waitUntil(() => looks.mock.settledResults.length >= 4, { timeout: 10_000 });
		const ticking = setInterval(() => doubles.forEach((double) => double.step(100)), 1);
		await asking.finally(() => clearInterval(ticking));
		expect(receivedBy(doubles)).toEqual([1, 0]);
	});
});

describe('the models of a pool', () => {
	it('are listed once each, with the shortest context', async () => {
		const { pool } = await openPool([
			{ models: ['a', 'both'], maxModelLen: 4096 },
			{ models: ['both', 'b'], maxModelLen: 2048 },
		]);
		expect(await pool.listModels(never)).toEqual([
			{ id: 'a', contextTokens: 4096 },
			{ id: 'both', contextTokens: 2048 },
			{ id: 'b', contextTokens: 2048 },
		]);
	});

	it('are each asked where they are, without a request to the other server', async () => {
		const { doubles, pool } = await openPool([{ models: ['a', 'both'] }, { models: ['both', 'b'] }]);
		const ask = async (model: string) =>
			await Promise.all(Array.from({ length: 4 }, async () => await pool.chat(question({ model }), patience())));
		await ask('b');
		expect(receivedBy(doubles)).toEqual([0, 4]);
		await ask('a');
		expect(receivedBy(doubles)).toEqual([4, 4]);
		await ask('both');
		expect(receivedBy(doubles)).toEqual([6, 6]);
	});

	it('are found on a server that loads them later, once the lists are older than half a minute', async () => {
		const { doubles, pool } = await openPool([{ models: ['a'] }, { models: ['b'] }]);
		const at = vi.spyOn(performance, 'now');
		const start = performance.now();
		at.mockReturnValue(start);
		const ask = async () => await Promise.all(Array.from({ length: 4 }, async () => await pool.chat(question({ model: 'a' }), patience())));
		await ask();
		await doubles[1]!.close();
		const later = await startVllmDouble({ models: ['a', 'b'], port: Number(new URL(doubles[1]!.baseUrl).port) });
		onTestFinished(async () => await later.close());
		at.mockReturnValue(start + 29_000);
		await ask();
		expect([receivedBy(doubles), later.counters.received]).toEqual([[8, 0], 0]);
		at.mockReturnValue(start + 31_000);
		for (let asked = 0; asked < 20 && later.counters.received === 0; asked++) await ask();
		expect(later.counters.received).toBeGreaterThan(0);
	});

	it('that nobody lists are asked of every server once, and the error names all that there are', async () => {
		const { doubles, pool } = await openPool([{ models: ['a'] }, { models: ['b'] }]);
		const error = await errorOf(pool.chat(question({ model: 'c' }), patience()));
		expect(error).toMatchObject({ kind: 'unknownModel', attempts: 2 });
		expect(`${error.message} ${error.advice}`).toMatch(/"a".*"b"|a, b/);
		expect(receivedBy(doubles)).toEqual([1, 1]);
	});

	it('are not asked of a server that serves others, even when theirs is gone', async () => {
		const { doubles, pool } = await openPool([{ models: ['a'] }, { models: ['b'] }]);
		await pool.chat(question({ model: 'a' }), patience());
		await doubles[0]!.close();
		const error = await errorOf(pool.chat(question({ model: 'a' }), patience({ retries: 0 })));
		expect(error.message).toContain(new URL(doubles[0]!.baseUrl).host);
		expect(receivedBy(doubles)).toEqual([1, 0]);
	});

	it('are those of the servers that can be asked; without any it is said of the first why not', async () => {
		const { doubles, pool } = await openPool([{ models: ['a'] }, { models: ['b'] }]);
		await doubles[0]!.close();
		expect(await pool.listModels(never)).toMatchObject([{ id: 'b' }]);
		await doubles[1]!.close();
		await expect(pool.listModels(never)).rejects.toThrow(`Nothing listens at ${doubles[0]!.baseUrl}`);
	});

	it('are waited for where no server has listed any yet, and the silent ones are left out once there is a list', async () => {
		const slow = await startPlainServer({ models: { data: [{ id: 'slow' }] }, modelsAfterMs: 2_200 });
		const silent = await startPlainServer({ models: 'hang' });
		const pool = createPool([slow, silent].map(({ origin }) => createEndpoint({ baseUrl: origin })));
		expect(await pool.listModels(AbortSignal.timeout(20_000))).toEqual([{ id: 'slow' }]);
		await pool.close();
	});

	it('are given up where nobody lists any before the caller does', async () => {
		const silent = await startPlainServer({ models: 'hang' });
		const pool = createPool([createEndpoint({ baseUrl: silent.origin })]);
		const given = new AbortController();
		const listing = pool.listModels(given.signal);
		given.abort(new Error('Enough.'));
		await expect(listing).rejects.toThrow('Enough.');
		await pool.close();
	});

	it('for vectors and ranks are found in the same way', async () => {
		const embed = () => [1, 0];
		const rank = { path: 'rerank', score: () => 0.5 } as const;
		const { pool } = await openPool([{ models: ['chat'] }, { models: ['other'], embed, rank }]);
		expect(await pool.embed('other', ['a'], never)).toEqual([[1, 0]]);
		expect(await pool.rank('other', 'q', ['a'], never)).toEqual([0.5]);
	});
});

it('keeps one pace for all its servers, under its name', async () => {
	const name = crypto.randomUUID();
	const { doubles, pool } = await openPool([{}, {}], { name });
	const long = question({ sampling: { temperature: 0, maxTokens: 20 }, extraBody: { ignore_eos: true } });
	await pool.chat(long, patience({ stream: true }));
	expect(paceOf(name, 'double-1b')).toBeDefined();
	for (const { baseUrl } of doubles) expect(paceOf(baseUrl, 'double-1b')).toBeUndefined();
});

it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the weight %s', (weight) => {
	const servers = [createEndpoint({ baseUrl: 'a' } satisfies EndpointSettings), createEndpoint({ baseUrl: 'b' })];
	expect(() => createPool(servers, { weights: [1, weight] })).toThrow(/weight of http:\/\/b/);
});
