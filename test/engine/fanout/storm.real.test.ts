import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { FanOutResult } from '../../../nodes/engine/fanout/fanOut';
import { fanOutOn } from '../../support/fanOutOn';
import { ZOO } from '../../support/servers/zoo.ts';
import { toolOf } from '../../support/toolOf';
import { openFaultyDouble, openFaultyServer, type Faults, type FaultyServer } from './storm';

const CALLS = 10_000;
/** All the time that a slow machine needs, too: what ends at once does not wait for it. */
const QUICK_TIMEOUT_MS = 60_000;
const DEADLINE_MS = 120_000;
const ways = [false, true].flatMap((stream) => [false, true].map((withTools) => ({ stream, withTools })));
const runs = (ZOO.length + 1) * ways.length;
/** Most clones meet faults that end at once, and have all the time they need; a few meet those that never end. */
const waitingClones = 14;
const quickClones = Math.ceil(CALLS / runs) - waitingClones;
const tools = [toolOf('weather', async ({ q }) => `Sun in ${String(q)}.`)];

interface Ran {
	readonly result: FanOutResult;
	readonly clones: number;
	readonly stream: boolean;
	readonly tookMs: number;
}

/** One run of many clones, each known to the server by its number. */
async function runOn(
	server: FaultyServer,
	{ stream, withTools }: (typeof ways)[number],
	clones: number,
	cloneTimeoutMs: number,
): Promise<Ran> {
	const approaches = Array.from({ length: clones }, (_, index) => ({ label: `${index + 1}`, instruction: `You are number ${index + 1}.` }));
	const changes = {
		clones,
		difference: { by: 'approach' as const, approaches },
		sampling: { temperature: 1, maxTokens: 400 },
		keepCutAnswers: stream,
		cloneTimeoutMs,
		deadlineMs: DEADLINE_MS,
	};
	server.beginRun();
	const startedAt = performance.now();
	const result = await fanOutOn(server, changes, undefined, undefined, withTools ? tools : []);
	return { result, clones, stream, tookMs: performance.now() - startedAt };
}

/** Opens the servers one after another, `atOnce` of them at a time, and says what was not as it has to be. */
async function storm(which: Faults, clones: number, cloneTimeoutMs: number, atOnce: number): Promise<string[]> {
	const openers = [...ZOO.map((kind) => async () => await openFaultyServer(kind, which)), async () => await openFaultyDouble(which)];
	const problems: string[] = [];
	const inTurn = async () => {
		for (let open = openers.pop(); open !== undefined; open = openers.pop()) {
			const server = await open();
			for (const way of ways) problems.push(...findProblems(server, await runOn(server, way, clones, cloneTimeoutMs)));
			await server.untilIdle();
			await server.close();
		}
	};
	await Promise.all(Array.from({ length: atOnce }, inTurn));
	return problems;
}

it('ends each of 10,000 clones over all kinds of servers answered or with a true reason, in time, and leaves nothing behind', async () => {
	const before = countResources();
	const problems = [...(await storm('quick', quickClones, QUICK_TIMEOUT_MS, 3)), ...(await storm('waiting', waitingClones, 2_500, 6))];
	expect(problems).toEqual([]);
	expect((quickClones + waitingClones) * runs).toBeGreaterThanOrEqual(CALLS);
	await expectNothingLeft(before);
}, 600_000);

/** In a line each. */
function findProblems(server: FaultyServer, { result: { candidates, receipt }, clones, stream, tookMs }: Ran): string[] {
	const ends = [...candidates.map(({ run }) => run.clone), ...receipt.missing.map(({ clone }) => clone)].sort((one, other) => one - other);
	const isWrong = ({ run, text, finishReason }: FanOutResult['candidates'][number]) => {
		const whole = server.textOf(run.clone);
		return finishReason === 'cut' ? !stream || !server.mayBeCutTo(run.clone, text.trim()) : text.trim() !== whole;
	};
	return [
		...(ends.length === clones && ends.every((clone, index) => clone === index + 1) ? [] : [`not each clone once: ${ends.join(' ')}`]),
		...(tookMs < DEADLINE_MS + 1_000 ? [] : [`late: ${tookMs} ms`]),
		...candidates.filter(isWrong).map(({ finishReason, text }) => `wrong answer (${finishReason}): ${text}`),
		...receipt.missing
			.filter(({ clone, reason }) => !server.isTrue(clone, reason))
			.map(({ clone, reason }) => `untrue reason after ${server.faultOf(clone)}: ${reason}`),
	].map((problem) => `${server.name}${stream ? ', streamed' : ''}: ${problem}`);
}

/** What holds a process open, by kind. */
function countResources(): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
}

/** Waits a moment for what is closing, then fails on sockets, timers and requests that were not there before. */
async function expectNothingLeft(before: Readonly<Record<string, number>>): Promise<void> {
	const left = () =>
		Object.entries(countResources()).filter(([kind, count]) => /TCP|Timeout|HTTP|AddrInfo/i.test(kind) && count > (before[kind] ?? 0));
	for (let look = 0; look < 40 && left().length > 0; look++) await sleep(50);
	expect(left()).toEqual([]);
}
