import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueEnvironment } from '../../scripts/cluster/clusterKey.mts';
import { startCluster, type RunningCluster } from '../../scripts/cluster/startCluster.mts';
import { startWorker } from '../../scripts/cluster/startWorker.mts';
import type { RunningService } from '../../scripts/shared/startService.mts';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../support/vllmDouble/index.ts';
import { call, callAll, countFinished, readKeptThings, runningOf, type Told } from './openCallers.ts';
import { queueWorkflows } from './queueWorkflows.ts';

const askFor = (lake: number) => `What is the name of lake ${lake}?`;
/** The call that measures the pace is a short one. */
const isOfClone = ({ max_tokens: most = 0 }: ChatBody) => most > 32;
const textOf = ({ messages = [] }: ChatBody) => messages.map(({ content }) => String(content)).join('\n');
/** The question comes after what was recalled. */
const lakeIn = (text: string) => Number([...text.matchAll(/name of lake (\d+)/g)].at(-1)?.[1]);

describe('n8n in queue mode with three workers', () => {
	let folder: string;
	let cluster: RunningCluster;
	let double: VllmDouble;
	const workers: Array<RunningService & { readonly log: string }> = [];
	const table: string[][] = [];
	/** How often the clones were asked for a lake: who asks again is told another name. */
	const asked = new Map<number, number>();

	function answer(body: ChatBody): string {
		const text = textOf(body);
		if (text.includes('Decide for one of these')) return JSON.stringify({ reason: 'So it is.', decision: 'yes' });
		const lake = lakeIn(text);
		const before = asked.get(lake) ?? 0;
		if (isOfClone(body)) asked.set(lake, before + 1);
		return `Lake ${lake} is called Anna ${Math.floor(before / 5) + 1}.`;
	}

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-queue-'));
		double = await startVllmDouble({ answer, stepMs: 10 });
		cluster = await startCluster({ folder, servers: [double.baseUrl], workers: 3, workflows: queueWorkflows });
		for (const [index, worker] of cluster.workers.entries())
			workers.push({ ...worker, log: join(folder, `worker-${index + 1}`, 'n8n.log') });
	});

	afterAll(async () => {
		console.log(table.map((row) => `| ${row.join(' | ')} |`).join('\n'));
		for (const worker of workers) await worker.stop();
		await cluster?.stop();
		await double?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const at = (path: string) => `${cluster.n8n.address}/webhook/${path}`;
	const cloneRequests = (lake: number) => double.requests.filter((body) => isOfClone(body) && lakeIn(textOf(body)) === lake).length;
	const isRight = ({ status, body }: Told, lake: number) => status === 200 && body['answer'] === `Lake ${lake} is called Anna 1.`;
	const seconds = (sinceMs: number) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

	it('refuses the embedded store on a worker, and says what to set', async () => {
		const { status, body } = await call(at('embedded'), { question: askFor(9999) });
		expect({ status, error: body['error'], advice: body['advice'] }).toEqual({
			status: 422,
			error: expect.stringContaining('Store is Embedded, and n8n runs in queue mode'),
			advice: expect.stringContaining('Set Store to Postgres'),
		});
		expect(cloneRequests(9999)).toBe(0);
	});

	it('answers 300 of 300 callers, 24 at once, 75 of them from the cache', async () => {
		const startedAt = performance.now();
		const lakes = Array.from({ length: 300 }, (_, index) => index % 225);
		const told = await callAll(
			at('memory-gateway'),
			lakes.map((lake) => ({ question: askFor(lake) })),
			24,
		);
		const took = seconds(startedAt);
		expect(told.filter((each, index) => !isRight(each, lakes[index]!))).toEqual([]);
		const fromCache = told.filter(({ body }) => body['fromCache'] === true).length;
		const kept = await readKeptThings(cluster.lilith);
		expect({ fromCache, memories: kept.memories.length, requests: double.requests.filter(isOfClone).length }).toEqual({
			...{ fromCache: 75, memories: 225, requests: 225 * 5 },
		});
		const shares = workers.map(({ log }) => countFinished(log));
		for (const share of shares) expect(share).toBeGreaterThan(50);
		table.push(['300 calls of *Memory gateway*, 24 at once', '300', '0', `75 from the cache; workers ran ${shares.join(', ')}; ${took}`]);
	});

	it('asks five clones once for thirty callers of one new question, and keeps one memory', async () => {
		const startedAt = performance.now();
		const before = double.counters.received;
		const told = await callAll(
			at('memory-gateway'),
			Array.from({ length: 30 }, () => ({ question: askFor(1000) })),
			30,
		);
		expect(told.filter((each) => !isRight(each, 1000))).toEqual([]);
		expect(cloneRequests(1000)).toBe(5);
		// A worker that has not measured the pace yet does so first.
		const besides = double.counters.received - before - 5;
		expect(besides).toBeLessThanOrEqual(1);
		const { memories } = await readKeptThings(cluster.lilith);
		expect(memories.filter(({ text }) => text.includes(askFor(1000)))).toMatchObject([{ count: 1 }]);
		const claims = told.filter(({ body }) => (body['receipt'] as { readonly savedMs?: number }).savedMs !== undefined);
		expect(claims.length).toBeLessThanOrEqual(1);
		expect(told.filter(({ body }) => body['fromCache'] === true)).toHaveLength(29);
		table.push([
			'30 callers of one new question at once',
			'30',
			'0',
			`5 requests, ${besides} to measure the pace, 1 memory; ${seconds(startedAt)}`,
		]);
	});

	it('makes one decision of fifty claims, and tells forty-nine of it', async () => {
		const startedAt = performance.now();
		const bodies = Array.from({ length: 50 }, (_, index) => ({ decision: 'who pays', by: `caller ${index}` }));
		const told = await callAll(at('claim'), bodies, 50);
		expect(told.filter(({ status }) => status !== 200)).toEqual([]);
		const [first, ...others] = told.filter(({ body }) => body['claimed'] === true);
		expect(others).toEqual([]);
		expect(new Set(told.map(({ body }) => body['value']))).toEqual(new Set([first?.body['value']]));
		const { decisions } = await readKeptThings(cluster.lilith);
		expect(decisions.filter(({ key }) => key === 'who pays')).toMatchObject([{ decided: true }]);
		table.push(['50 callers claim one decision at once', '50', '0', `1 decided, 49 learned it; ${seconds(startedAt)}`]);
	});

	it('makes one decision of fifty callers of MAGI, and tells forty-nine of it', async () => {
		const startedAt = performance.now();
		const before = double.counters.received;
		const body = { question: 'Is a tomato a fruit?', choices: ['yes', 'no'] };
		const told = await callAll(
			at('magi'),
			Array.from({ length: 50 }, () => body),
			50,
		);
		expect(told.filter(({ status, body: { decision } }) => status !== 200 || decision !== 'yes')).toEqual([]);
		expect(told.filter(({ body: { learned } }) => learned === false)).toHaveLength(1);
		expect(new Set(told.map(({ body: { decidedAt } }) => decidedAt)).size).toBe(1);
		const { decisions } = await readKeptThings(cluster.lilith);
		expect(decisions.filter(({ key }) => key.startsWith(body.question))).toMatchObject([{ decided: true, ballots: 1 }]);
		const requests = double.counters.received - before;
		table.push([
			'50 callers of *MAGI* with one question at once',
			'50',
			'0',
			`1 decided, 49 learned it; ${requests} requests; ${seconds(startedAt)}`,
		]);
	});

	it('loses nobody when a worker is asked to end (SIGTERM) in the middle', async () => {
		const startedAt = performance.now();
		const lakes = Array.from({ length: 100 }, (_, index) => 2000 + index);
		const first = workers[0]!;
		const finished = countFinished(first.log);
		const calling = callAll(
			at('memory-gateway'),
			lakes.map((lake) => ({ question: askFor(lake) })),
			24,
		);
		while (countFinished(first.log) < finished + 5 || runningOf(first.log).size < 3) await sleep(20);
		const running = runningOf(first.log).size;
		process.kill(first.pid, 'SIGTERM');
		const told = await calling;
		await first.ended;
		expect(told.filter((each, index) => !isRight(each, lakes[index]!))).toEqual([]);
		table.push(['100 calls, SIGTERM to a worker', '100', '0', `it ended the ${running} that it ran; ${seconds(startedAt)}`]);
	});

	it('loses only what a killed worker (SIGKILL) ran, tells its callers within 45 s, and doubles nothing when they ask again', async () => {
		const log = join(folder, 'worker-4', 'n8n.log');
		workers[0] = { ...(await startWorker({ folder: join(folder, 'worker-4'), queue: queueEnvironment(cluster.key, '127.0.0.1') })), log };
		const victim = workers[1]!;
		const startedAt = performance.now();
		const calls = Array.from({ length: 24 }, (_, index) => ({
			path: index % 4 === 3 ? 'slow-magi' : 'slow-memory',
			body:
				index % 4 === 3
					? { question: `Is ${index} a number?`, choices: ['yes', 'no'] }
					: { question: askFor(3000 + index), requestId: `request ${index}` },
		}));
		const questions = calls.filter(({ path }) => path === 'slow-memory').map(({ body }) => body.question);
		const polls = calls.filter(({ path }) => path === 'slow-magi').map(({ body }) => body.question);
		const keptOf = async () => {
			const { memories, answers, decisions } = await readKeptThings(cluster.lilith);
			return {
				memories: memories.filter(({ text }) => questions.some((question) => text.includes(question))),
				answers: answers.filter(({ question }) => questions.includes(question)),
				decisions: decisions.filter(({ key }) => polls.some((question) => key.startsWith(question))),
			};
		};
		const calling = Promise.all(
			calls.map(async ({ path, body }, index) => {
				await sleep(index * 300);
				return await call(at(path), body);
			}),
		);
		// By then some have been remembered, and of these some have been saved.
		while ((await keptOf()).answers.length < 8 || runningOf(victim.log).size < 4) await sleep(50);
		process.kill(-victim.pid, 'SIGKILL');
		const killedAt = performance.now();
		await victim.ended;
		const running = runningOf(victim.log).size;
		const before = await keptOf();
		const told = await calling;

		const lost = calls.flatMap((each, index) => (told[index]!.status === 200 ? [] : [{ ...each, told: told[index]! }]));
		expect(lost.length).toBeGreaterThan(0);
		expect(lost.length).toBeLessThanOrEqual(running);
		expect(lost.map(({ told: { status } }) => status)).toEqual(lost.map(() => 500));
		const longestMs = Math.max(...lost.map(({ told: { atMs } }) => atMs)) - killedAt;
		expect(longestMs).toBeLessThan(45_000);

		const again = await Promise.all(calls.map(async ({ path, body }) => await call(at(path), body)));
		const thirdTime = await Promise.all(calls.map(async ({ path, body }) => await call(at(path), body)));
		const answerOf = ({ body }: Told) => body['answer'] ?? body['decision'];
		for (const [index, { path, body }] of calls.entries()) {
			const saved = before.answers.find(({ question }) => question === body.question)?.answer;
			const first = told[index]!.status === 200 ? answerOf(told[index]!) : saved;
			expect([again[index]!.status, thirdTime[index]!.status]).toEqual([200, 200]);
			if (first !== undefined) expect(answerOf(again[index]!)).toBe(first);
			expect(answerOf(thirdTime[index]!)).toBe(answerOf(again[index]!));
			if (path === 'slow-magi') expect(again[index]!.body['decision']).toBe('yes');
		}
		const after = await keptOf();
		expect(after.memories.map(({ count }) => count)).toEqual(questions.map(() => 1));
		// One for everybody, and one for the request.
		expect(after.answers).toHaveLength(2 * questions.length);
		expect(after.decisions.map(({ decided, ballots }) => [decided, ballots])).toEqual(polls.map(() => [true, 1]));
		const inBetween = before.memories.length - new Set(before.answers.map(({ question }) => question)).size;
		table.push([
			`${calls.length} calls, SIGKILL to a worker`,
			String(calls.length - lost.length),
			String(lost.length),
			`it ran ${running}; told after at most ${(longestMs / 1000).toFixed(1)} s; ${inBetween} were remembered and not saved; asked again, nothing is doubled; ${seconds(startedAt)}`,
		]);
	});

	it('leaves no word of a fault of ours in the logs of the workers', () => {
		const faults = workers.flatMap(
			({ log }) => readFileSync(log, 'utf8').match(/.*(TypeError|ReferenceError|Unrecognized node type).*/g) ?? [],
		);
		expect(faults).toEqual([]);
	});
});
