import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionStore, NewBallot, PollRules, Voted } from '../../nodes/engine/memory/decision';
import { standOf } from '../../nodes/engine/memory/standOf';
import { hostileNames } from '../fixtures/hostile/texts';
import type { Database } from './memoryStore';

const signal = new AbortController().signal;
const two: PollRules = { quorum: { votes: 2 } };
const wait = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Every place for decisions must pass this. */
export function describeDecisionStore(name: string, createDatabase: () => Promise<Database>) {
	describe(`${name} honours the decision store contract`, () => {
		let stores: readonly [DecisionStore, ...DecisionStore[]];
		let close: () => Promise<void>;
		beforeAll(async () => {
			const database = await createDatabase();
			const opened = Array.from({ length: 5 }, () => database.open());
			stores = opened.map(({ decisions }) => decisions) as unknown as typeof stores;
			close = async () => {
				await Promise.all(opened.map(async (store) => await store.close()));
				await database.remove();
			};
		});
		afterAll(async () => await close?.());
		/** One for each test: all use the same database. */
		let a = '';
		beforeEach(() => void (a = crypto.randomUUID()));
		const open = () => stores[0];
		const vote = async (store: DecisionStore, voter: string, value: unknown, rules = two, more: Partial<NewBallot> = {}): Promise<Voted> =>
			await store.vote(a, 'k', { voter, value, token: `${voter} votes`, ...more }, rules, signal);
		const find = async (store: DecisionStore) => await store.find(a, 'k', signal);

		describe('when a decision is claimed,', () => {
			it('gives everyone the decision of the first one', async () => {
				const claims = await Promise.all(
					Array.from(
						{ length: 50 },
						async (_, index) => await stores[index % 5]!.claim(a, 'who', { value: { winner: index }, token: `${index}` }, signal),
					),
				);
				const winners = claims.map(({ claimed }, index) => (claimed ? index : -1)).filter((index) => index !== -1);
				expect(winners).toHaveLength(1);
				for (const { decision } of claims) expect(decision.value).toEqual({ winner: winners[0] });
			});

			it('gives the same job the same answer when it claims again', async () => {
				const store = open();
				const claim = async (token: string) => (await store.claim(a, 'k', { value: 'yes', token }, signal)).claimed;
				expect([await claim('1'), await claim('1'), await claim('2'), await claim('1')]).toEqual([true, true, false, true]);
			});

			it('holds it for one of many until that one has decided', async () => {
				const claims = await Promise.all(
					Array.from(
						{ length: 40 },
						async (_, index) => await stores[index % 4]!.claim(a, 'k', { leaseMs: 60_000, holder: `h${index}`, token: `${index}` }, signal),
					),
				);
				const holder = claims.findIndex(({ claimed }) => claimed);
				expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
				for (const { decision } of claims) expect(decision).toMatchObject({ holder: `h${holder}`, leaseEndsAt: expect.any(String) });
				expect(standOf(claims[0]!.decision)).toBe('held');
				expect(await stores[0].done(a, 'k', 'another', 'no', signal)).toMatchObject({ done: false, decision: { holder: `h${holder}` } });
				const done = async (value: string) => (await stores[1]!.done(a, 'k', `${holder}`, value, signal)).done;
				expect([await done('yes'), await done('yes'), await done('no')]).toEqual([true, true, false]);
				expect(await stores[2]!.claim(a, 'k', { leaseMs: 1, token: 'late' }, signal)).toMatchObject({
					claimed: false,
					decision: { value: 'yes', decidedAt: expect.any(String) },
				});
			});

			it('gives it to the next one after the lease, and no longer heeds the one before', async () => {
				const store = open();
				const claim = async (token: string, leaseMs: number) => await store.claim(a, 'k', { leaseMs, token }, signal);
				expect((await claim('1', 1)).claimed).toBe(true);
				await wait(10);
				expect(standOf((await find(store))!)).toBe('lapsed');
				expect((await claim('2', 60_000)).claimed).toBe(true);
				expect((await claim('1', 60_000)).claimed).toBe(false);
				expect((await store.done(a, 'k', '1', 'late', signal)).done).toBe(false);
				expect((await store.done(a, 'k', '2', 'in time', signal)).done).toBe(true);
			});

			it('lets a claim be renewed, and a lease that ended without an heir still be done', async () => {
				const store = open();
				const claim = async (leaseMs: number) => await store.claim(a, 'k', { leaseMs, token: '1' }, signal);
				const { decision: first } = await claim(1000);
				const { claimed, decision } = await claim(60_000);
				expect(claimed).toBe(true);
				expect(Date.parse(decision.leaseEndsAt!)).toBeGreaterThan(Date.parse(first.leaseEndsAt!));
				await claim(1);
				await wait(10);
				expect((await store.done(a, 'k', '1', 'yes', signal)).done).toBe(true);
			});

			it('has nothing to be done where nothing was claimed', async () => {
				expect(await open().done(a, 'k', '1', 'yes', signal)).toEqual({ done: false, decision: undefined });
			});
		});

		describe('when a decision is voted on,', () => {
			it('decides with the vote that makes the quorum, and keeps every vote with its voter, time and run', async () => {
				const store = open();
				expect(await vote(store, 'm', 'yes', two, { run: 'r1' })).toMatchObject({ outcome: 'counted', decisive: false });
				expect(await vote(store, 'b', 'no', two, { run: 'r2' })).toMatchObject({
					decisive: false,
					decision: { counts: [{ value: 'yes', votes: 1 }, { value: 'no' }] },
				});
				const { decisive, decision } = await vote(store, 'l', 'Yes.', two, { run: 'r3' });
				expect(decisive).toBe(true);
				expect(decision).toMatchObject({ value: 'yes', counts: [{ value: 'yes', votes: 2, weight: 2 }, { value: 'no' }] });
				expect((await find(store))?.ballots).toMatchObject([
					{ voter: 'm', value: 'yes', run: 'r1', late: false, weight: 1, votedAt: expect.stringMatching(/^\d{4}-/) },
					{ voter: 'b', value: 'no', run: 'r2', late: false },
					{ voter: 'l', value: 'Yes.', run: 'r3', late: false },
				]);
			});

			it('keeps late votes, which change nothing', async () => {
				const store = open();
				for (const voter of ['1', '2']) await vote(store, voter, 'yes');
				const before = await find(store);
				for (const voter of ['3', '4', '5'])
					expect(await vote(store, voter, 'no')).toMatchObject({ outcome: 'late', decisive: false, decision: { value: 'yes' } });
				const after = await find(store);
				expect(after).toMatchObject({ value: 'yes', decidedAt: before?.decidedAt, counts: [{ value: 'yes', votes: 2 }] });
				expect(after?.ballots.map(({ late }) => late)).toEqual([false, false, true, true, true]);
			});

			it('hears each voter once: the first vote stands', async () => {
				const store = open();
				await vote(store, '1', 'yes');
				expect(await vote(store, '1', 'no')).toMatchObject({ outcome: 'repeated', standing: 'yes', decision: { counts: [{ votes: 1 }] } });
				expect(await vote(store, '1', 'yes')).toMatchObject({ outcome: 'repeated', decisive: false });
				expect((await find(store))?.ballots).toHaveLength(1);
			});

			it('tells the vote that decided so again when the same job repeats it, and no other vote', async () => {
				const store = open();
				const decisive = async (voter: string, token: string) => (await vote(store, voter, 'yes', two, { token })).decisive;
				expect([await decisive('1', 'a'), await decisive('2', 'b')]).toEqual([false, true]);
				expect([await decisive('2', 'b'), await decisive('2', 'c'), await decisive('1', 'a')]).toEqual([true, false, false]);
			});

			it('hears only the voters who are named, by their weights', async () => {
				const store = open();
				const rules = { quorum: { moreThanShare: 0.5 }, voters: ['large', 'small', 'tiny'], weights: { large: 2, tiny: 0.5 } };
				expect(await vote(store, 'large', 'yes', rules)).toMatchObject({
					decisive: true,
					decision: { value: 'yes', counts: [{ votes: 1, weight: 2 }] },
				});
				await store.vote(a, 'other', { voter: 'small', value: 1, token: 't' }, rules, signal);
				const stranger = { voter: 'nobody', value: 1, token: 't' };
				expect(await store.vote(a, 'other', stranger, { quorum: { votes: 1 } }, signal)).toMatchObject({
					outcome: 'stranger',
					decisive: false,
				});
				expect((await store.find(a, 'other', signal))?.ballots).toHaveLength(1);
			});

			it('keeps to the rules of the first vote', async () => {
				const store = open();
				await vote(store, '1', 'yes', { quorum: { votes: 3 } });
				expect(await vote(store, '2', 'yes', two)).toMatchObject({ decisive: false, decision: { rules: { quorum: { votes: 3 } } } });
			});

			it.each<[PollRules['quorum'], number]>([
				[{ votes: 3 }, 3],
				[{ moreThanShare: 0.5 }, 4],
				[{ share: 0.5 }, 3],
				[{ share: 2 / 3 }, 4],
				[{ share: 1 }, 6],
			])('of six voters decides %j with %i votes', async (quorum, needed) => {
				const store = open();
				const voters = ['1', '2', '3', '4', '5', '6'];
				const decided: boolean[] = [];
				for (const voter of voters) decided.push((await vote(store, voter, 'yes', { quorum, voters })).decisive);
				expect(decided.indexOf(true) + 1).toBe(needed);
			});

			it('sums up weights as on paper', async () => {
				const store = open();
				const voters = ['1', '2', '3'];
				const rules = { quorum: { votes: 0.3 }, voters, weights: { 1: 0.1, 2: 0.1, 3: 0.1 } };
				for (const voter of voters.slice(0, 2)) expect((await vote(store, voter, 'yes', rules)).decisive).toBe(false);
				expect((await vote(store, '3', 'yes', rules)).decisive).toBe(true);
			});

			it('is undecided for good where no value can reach the quorum any more', async () => {
				const store = open();
				const rules = { quorum: { moreThanShare: 0.5 }, voters: ['1', '2', '3', '4'] };
				for (const [voter, value] of [['1', 'a'] as const, ['2', 'b'] as const])
					expect(standOf((await vote(store, voter, value, rules)).decision)).toBe('open');
				expect(standOf((await vote(store, '3', 'c', rules)).decision)).toBe('unreachable');
				expect(standOf((await vote(store, '4', 'c', rules)).decision)).toBe('unreachable');
			});

			it('expires undecided, and what comes then is late', async () => {
				const store = open();
				const rules = { ...two, expiresAfterMs: 30 };
				expect(standOf((await vote(store, '1', 'yes', rules)).decision)).toBe('open');
				await wait(40);
				expect(await vote(store, '2', 'yes', rules)).toMatchObject({ outcome: 'late', decisive: false });
				const found = await find(store);
				expect(standOf(found!)).toBe('expired');
				expect(found).not.toHaveProperty('value');
			});

			it('takes values as the same whatever their case, spaces, and the order of their fields', async () => {
				const store = open();
				await vote(store, '1', { b: 'X', a: 1 }, { quorum: { votes: 3 } });
				await vote(store, '2', { a: 1, b: 'x ' });
				expect(await vote(store, '3', { a: 1, b: 'x' })).toMatchObject({ decisive: true, decision: { value: { b: 'X', a: 1 } } });
			});

			it.each(['!!', '', '\0\ud800', '?'])('takes %j for a value of its own', async (value) => {
				const store = open();
				await vote(store, '1', value);
				await vote(store, '2', `${value}#`);
				expect(await vote(store, '3', value)).toMatchObject({ decisive: true, decision: { value } });
			});

			it('tells voters with odd names apart', async () => {
				const store = open();
				const rules = { quorum: { votes: hostileNames.length }, voters: hostileNames };
				const voted: Voted[] = [];
				for (const voter of hostileNames) voted.push(await vote(store, voter, 'yes', rules));
				expect(voted.map(({ outcome }) => outcome)).toEqual(hostileNames.map(() => 'counted'));
				expect(voted.map(({ decisive }) => decisive).indexOf(true)).toBe(hostileNames.length - 1);
				expect((await find(store))?.ballots.map(({ voter }) => voter).toSorted()).toEqual(hostileNames.toSorted());
			});

			it('decides once, with exactly the quorum, however many vote at once', async () => {
				const rules = { quorum: { votes: 20 } };
				const voted = await Promise.all(
					Array.from(
						{ length: 60 },
						async (_, index) => await vote(stores[index % 5]!, `v${index}`, index % 3 === 0 ? 'no' : 'yes', rules),
					),
				);
				expect(voted.filter(({ decisive }) => decisive)).toHaveLength(1);
				const found = await find(stores[0]);
				expect(found?.counts[0]).toMatchObject({ value: found?.value, votes: 20 });
				expect(found?.ballots).toHaveLength(60);
			});

			it.each<[string, PollRules, string]>([
				['a share of nobody', { quorum: { moreThanShare: 0.5 } }, 'Voters is empty'],
				['more votes than voters', { quorum: { votes: 2 }, voters: ['1'] }, 'all 1 voters together have 1'],
				['a voter who is not named', { quorum: { votes: 1 }, voters: ['2'] }, '"1" is not among the 1 voters: 2'],
				['a voter named twice', { quorum: { votes: 1 }, voters: ['1', '1'] }, 'in Voters twice'],
				['a weight for nobody', { quorum: { votes: 1 }, voters: ['1'], weights: { 2: 1 } }, 'Weights names "2"'],
				['a weight that is none', { quorum: { votes: 1 }, voters: ['1'], weights: { 1: Number.NaN } }, 'a weight is 0 or more'],
				['no votes', { quorum: { votes: 0 } }, '0 votes cannot decide'],
				['voters without weight', { quorum: { share: 1 }, voters: ['1'], weights: { 1: 0 } }, 'No voter has a weight above 0'],
			])('refuses %s', async (_, rules, sentence) => {
				await expect(vote(open(), '1', 'yes', rules)).rejects.toThrow(sentence);
			});
		});

		it('does not mix claims and votes', async () => {
			const store = open();
			await vote(store, '1', 'yes');
			expect(await store.claim(a, 'k', { value: 'no', token: 't' }, signal)).toMatchObject({ claimed: false });
			expect(await store.claim(a, 'k', { leaseMs: 1, token: 't' }, signal)).toMatchObject({ claimed: false });
			await store.claim(a, 'claimed', { leaseMs: 60_000, token: 't' }, signal);
			const ballot = { voter: '1', value: 'yes', token: 'v' };
			expect(await store.vote(a, 'claimed', ballot, { quorum: { votes: 1 } }, signal)).toMatchObject({
				outcome: 'late',
				decisive: false,
				decision: { counts: [] },
			});
			expect(standOf((await store.find(a, 'claimed', signal))!)).toBe('held');
		});

		it('keeps namespaces and keys apart, lists what is searched for, the newest first, and removes one or all with their votes', async () => {
			const store = open();
			for (const key of ['order 1: refund', 'order 2: REFUND', 'order 3: 50% off', 'odd\0\ud800'])
				await store.vote(a, key, { voter: '1', value: key, token: 't' }, { quorum: { votes: 1 } }, signal);
			await store.claim(`${a} b`, 'refund', { value: 1, token: 't' }, signal);
			const listed = async (containing: string, limit = 10) => (await store.list(a, { containing, limit }, signal)).map(({ key }) => key);
			expect(await listed('Refund')).toEqual(['order 2: REFUND', 'order 1: refund']);
			expect(await listed('%')).toEqual(['order 3: 50% off']);
			expect(await listed('', 1)).toEqual(['odd\0\ud800']);
			expect((await store.list(a, { containing: '', limit: 10 }, signal)).map(({ ballots }) => ballots.length)).toEqual([1, 1, 1, 1]);
			expect(await store.remove(a, 'order 1: refund', signal)).toEqual({ removed: 1, erased: true });
			expect(await store.find(a, 'order 1: refund', signal)).toBeUndefined();
			expect(await store.remove(a, undefined, signal)).toEqual({ removed: 3, erased: true });
			expect(await store.remove(a, undefined, signal)).toEqual({ removed: 0, erased: true });
			expect(await store.find(`${a} b`, 'refund', signal)).toMatchObject({ value: 1 });
		});

		it('refuses an empty namespace', async () => {
			await expect(open().find(' ', 'k', signal)).rejects.toThrow('The namespace is empty');
		});
	});
}
