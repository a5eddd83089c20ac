import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { faultsOfItem } from '../../support/faultsOfItem';
import { runInEngine } from '../../support/runInEngine';

const file = join(mkdtempSync(join(tmpdir(), 'decisions-')), 'memory.sqlite');
let namespace: string;
beforeEach(() => void (namespace = crypto.randomUUID()));

async function run(operation: string, parameters: IDataObject = {}, items: readonly IDataObject[] = [{}], tries = 1) {
	const { options, ...fields } = parameters;
	const all = { resource: 'decision', operation, namespace, decision: 'refund', ...fields, options: { file, ...(options as object) } };
	const ran = await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters: all, tries }], items);
	const json = (ran.outputsOf('memory')[0] ?? []).map((item) => item.json);
	expect(json.flatMap((each) => faultsOfItem(each))).toEqual([]);
	return { json, hints: ran.hintsOf('memory') };
}

const first = async (...call: Parameters<typeof run>): Promise<IDataObject> => (await run(...call)).json[0] ?? {};

/** A candidate of a run, as Shadow Clone Fan-Out gives it. */
const candidate = (model: string, text: string, id = 'run-1'): IDataObject => ({ text, model, clone: 1, details: { run: { id } } });
const byModel = { value: '={{ $json.text }}' };

describe('Vote', () => {
	it('decides by the models of a run, with one vote each, and says so in a sentence', async () => {
		const { json } = await run('vote', byModel, [
			candidate('small', 'Approve.'),
			candidate('small', 'reject'),
			candidate('large', 'approve'),
			candidate('tiny', 'reject'),
		]);
		expect(json.map(({ text }) => text)).toEqual([
			'The vote of "small" for "Approve." counts. "refund" is not decided yet: "Approve." leads with 1 vote. Needed: 2 votes.',
			'"small" has voted before, for "Approve.", and that vote stands. "refund" is not decided yet: "Approve." leads with 1 vote. Needed: 2 votes.',
			'The vote of "large" for "approve" counts. "refund" is decided: "Approve." with 2 of 2 votes.',
			'The vote of "tiny" for "reject" comes too late: it is kept and changes nothing. "refund" is decided: "Approve." with 2 of 2 votes.',
		]);
		expect(json.map(({ decided, decisive, counted, state }) => [decided, decisive, counted, state])).toEqual([
			[false, false, true, 'open'],
			[false, false, false, 'open'],
			[true, true, true, 'decided'],
			[true, false, false, 'decided'],
		]);
		expect(json[2]).toMatchObject({
			value: 'Approve.',
			votes: [{ value: 'Approve.', votes: 2 }],
			details: { voter: 'large', quorum: '2 votes' },
		});
		expect(Object.keys(json[2] ?? {})[0]).toBe('text');
	});

	it('tells who voted what, when and in which run', async () => {
		await run('vote', byModel, [candidate('small', 'yes', 'run-7')]);
		await run('vote', { voter: 'Anna', value: 'no' });
		expect(await first('get')).toMatchObject({
			found: true,
			decided: false,
			state: 'open',
			details: {
				ballots: [
					{ voter: 'small', value: 'yes', run: 'run-7', votedAt: expect.any(String) as string },
					{ voter: 'Anna', value: 'no', run: expect.stringMatching(/^execution /) as string },
				],
			},
		});
	});

	it.each([
		['majority', {}, 'decided', 'more than half of 3 voters'],
		['all', {}, 'open', 'all 3 voters'],
		['twoThirds', {}, 'decided', 'at least two thirds of 3 voters'],
		['share', { shareNeeded: 0.9 }, 'open', 'at least 90 % of 3 voters'],
		['votes', { votesNeeded: 3 }, 'open', '3 votes of 3 voters'],
	])('takes %s of the voters', async (quorum, more, state, needed) => {
		const fields = { ...byModel, quorum, voters: 'a, b\nc', ...more };
		const { json } = await run('vote', fields, [candidate('a', 'yes'), candidate('b', 'yes')]);
		expect(json[1]).toMatchObject({ state, details: { quorum: needed, voters: ['a', 'b', 'c'] } });
	});

	it('weighs voters, takes them as a list too, and says what they weigh', async () => {
		const fields = { ...byModel, quorum: 'majority', voters: '={{ ["large", "small"] }}', options: { voterWeights: '{ "large": 2 }' } };
		expect(await first('vote', fields, [candidate('large', 'yes')])).toMatchObject({
			text: expect.stringContaining('is decided: "yes" with 1 of 1 vote, which counts 2.') as string,
			votes: [{ value: 'yes', votes: 1, weight: 2 }],
			details: { quorum: 'more than half of 2 voters, by weight' },
		});
	});

	it.each(['__proto__', 'constructor', 'prototype'])('weighs a voter named %s, as any other', async (name) => {
		const fields = { value: 'yes', quorum: 'majority', voters: `${name}, a, b`, options: { voterWeights: `{ "${name}": 5 }` } };
		expect(await first('vote', { ...fields, voter: 'a' })).toMatchObject({ decided: false });
		const decided = await first('vote', {
			...fields,
			voter: name,
			options: { voterWeights: JSON.parse(`{ "${name}": 5 }`) as IDataObject },
		});
		expect(decided).toMatchObject({ decided: true, votes: [{ value: 'yes', votes: 2, weight: 6 }] });
		expect(Object.entries((decided['details'] as { readonly weights: object }).weights)).toEqual([[name, 5]]);
	});

	it('says where no value can be reached any more, and where the time ran out', async () => {
		const fields = { ...byModel, quorum: 'all', voters: 'a, b' };
		const { json } = await run('vote', fields, [candidate('a', 'yes'), candidate('b', 'no')]);
		expect(json[1]).toMatchObject({
			state: 'unreachable',
			decided: false,
			text: expect.stringContaining('"refund" stays undecided: "yes" is in a tie for the lead, with 1 vote') as string,
		});
		const short = { ...byModel, decision: 'short', options: { expiresAfterMinutes: 0.0005 } };
		await run('vote', short, [candidate('a', 'yes')]);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(await first('vote', short, [candidate('b', 'yes')])).toMatchObject({
			state: 'expired',
			counted: false,
			text: expect.stringContaining('expired undecided at ') as string,
		});
	});

	it('keeps the quorum of the first vote, and says so to one who votes by another', async () => {
		await run('vote', { voter: 'a', value: 'yes', votesNeeded: 3 });
		const { json, hints } = await run('vote', { voter: 'b', value: 'yes', votesNeeded: 2 });
		expect(json[0]).toMatchObject({ decided: false, details: { quorum: '3 votes' } });
		expect(hints).toEqual([expect.stringContaining('began with another quorum')]);
		expect((await run('vote', { voter: 'c', value: 'yes', votesNeeded: 3 })).hints).toEqual([]);
	});

	it('compares values that are no text by what is in them', async () => {
		const { json } = await run('vote', { value: '={{ $json.data }}' }, [
			{ model: 'a', data: { name: 'Ada', age: 36 } },
			{ model: 'b', data: { age: 36, name: 'ada' } },
		]);
		expect(json[1]).toMatchObject({ decided: true, value: { name: 'Ada', age: 36 } });
	});

	it.each([42, 0, false, { a: 1 }, [1, 2]])('keeps the value %j as what it is, by Vote, Claim and Done', async (value) => {
		const given = { value: '={{ $json.value }}' };
		expect(await first('vote', { ...given, voter: 'a', votesNeeded: 1 }, [{ value }])).toMatchObject({ decided: true, value });
		expect(await first('claim', { ...given, decision: 'other' }, [{ value }])).toMatchObject({ claimed: true, value });
		const { token } = await first('claim', { decision: 'third', decide: 'later' });
		expect(await first('done', { ...given, decision: 'third', token }, [{ value }])).toMatchObject({ done: true, value });
	});

	it('takes a number for its text, as models write one', async () => {
		const { json } = await run('vote', { ...byModel, voter: '={{ $json.voter }}' }, [
			{ voter: 'a', text: 42 },
			{ voter: 'b', text: '42' },
		]);
		expect(json[1]).toMatchObject({ decided: true, value: 42 });
	});

	it('gives a voter one vote however an accented letter is encoded', async () => {
		const { json } = await run('vote', { voter: '={{ $json.voter }}', value: 'yes', quorum: 'all', voters: 'Rene\u0301, Ana' }, [
			{ voter: 'Ren\u00e9' },
			{ voter: 'Rene\u0301' },
		]);
		expect(json.map(({ details }) => (details as IDataObject)['outcome'])).toEqual(['counted', 'repeated']);
	});

	it('tells again that a vote decided, where n8n has the node vote again because another item failed', async () => {
		const voting = run('vote', { ...byModel, votesNeeded: 1 }, [candidate('a', 'yes'), candidate('b', '')], 2);
		await expect(voting).rejects.toThrow('Value is empty');
		expect((await first('get'))['details']).toMatchObject({ ballots: [{ voter: 'a' }] });
	});

	it.each([
		[{ voter: 'x', value: 'yes', quorum: 'majority', voters: 'a, b' }, '"x" is not among the voters: a, b'],
		[{ voter: '={{ "" }}', value: 'yes' }, 'Voter is empty'],
		[
			{ voter: 'a', value: 'yes', quorum: 'votes', votesNeeded: 3, voters: 'a, b' },
			'Votes Needed is 3, and the votes in Voters come to 2 together',
		],
		[{ voter: 'a', value: 'yes', options: { voterWeights: '{ "a": 2 }' } }, 'Voter Weights is set, and Voters is empty'],
		[{ voter: 'a', value: 'yes', voters: 'a', options: { voterWeights: '{ "a": "two" }' } }, 'Voter Weights › a cannot be used'],
		[{ voter: 'a', value: 'yes', voters: 'a', options: { voterWeights: '{ "__proto__": 2 }' } }, 'Voter Weights names "__proto__"'],
		[{ voter: 'a', value: 'yes', voters: 'a', options: { voterWeights: '{ "a": 1e308 }' } }, 'The weight of "a" is 1e+308'],
		[{ voter: 'a', value: 'yes', options: { voterWeights: '[1]' } }, 'Voter Weights is not a JSON object'],
		[{ voter: 'a', value: 'yes', options: { expiresAfterMinutes: 1e12 } }, 'Expires After (Minutes) cannot be used: it must be at most'],
		[{ voter: '={{ "\\u200b" }}', value: 'yes' }, 'Voter is empty'],
		[{ voter: 'a', value: '={{ Number("much") }}' }, 'Value is empty'],
		[{ voter: 'a', value: 'yes', quorum: 'share', shareNeeded: '={{ "" }}', voters: 'a' }, 'Share Needed is empty'],
		[{ voter: 'a', value: 'yes', votesNeeded: '={{ null }}' }, 'Votes Needed is empty'],
		[{ voter: 'a', value: 'yes', quorum: 'share', shareNeeded: 2, voters: 'a' }, 'Share Needed cannot be used: it must be at most 1'],
	])('refuses %j in a sentence', async (fields, sentence) => {
		await expect(run('vote', fields)).rejects.toThrow(sentence);
	});

	it('refuses a voter whom the first vote did not name', async () => {
		await run('vote', { voter: 'a', value: 'yes', voters: 'a, b' });
		await expect(run('vote', { voter: 'c', value: 'yes', voters: 'a, b, c' })).rejects.toThrow('"c" is not among the voters: a, b');
	});
});

describe('Claim, Done and Get Many', () => {
	const later = { decide: 'later', leaseSeconds: 60, options: { holder: 'Anna' } };

	it('gives the work to one of many, and its decision to all', async () => {
		const { json } = await run('claim', later, [{}, {}, {}]);
		const winners = json.filter(({ claimed }) => claimed === true);
		expect(winners).toHaveLength(1);
		expect(json.filter(({ token }) => token !== undefined)).toEqual(winners);
		expect(json.find(({ claimed }) => claimed === false)).toMatchObject({ decided: false, state: 'held', details: { holder: 'Anna' } });
		expect(await first('done', { value: 'no', token: 'guessed' })).toMatchObject({ done: false, decided: false });
		const done = await first('done', { value: 'yes' }, [winners[0] as IDataObject]);
		expect(done).toMatchObject({ text: '"refund" is decided: "yes" by Anna.', value: 'yes', done: true, decided: true });
		expect(await first('done', { value: 'yes' }, [winners[0] as IDataObject])).toMatchObject({ done: true });
		expect(await first('done', { value: 'no', token: winners[0]?.['token'] })).toMatchObject({
			text: 'Not done: it was decided before. "refund" is decided: "yes" by Anna.',
			done: false,
		});
		expect(await first('claim', { value: 'no' })).toMatchObject({ claimed: false, value: 'yes', decided: true });
	});

	it('keeps a claim for another lease by its token', async () => {
		const claimed = await first('claim', later);
		const renewed = await first('claim', { ...later, leaseSeconds: 600, options: { token: '={{ $json.token }}' } }, [claimed]);
		expect(renewed).toMatchObject({ claimed: true, token: claimed['token'], details: { holder: 'Anna' } });
		const endOf = (item: IDataObject) => Date.parse(String((item['details'] as IDataObject)['leaseEndsAt']));
		expect(endOf(renewed) - endOf(claimed)).toBeGreaterThan(500_000);
	});

	it('claims again what n8n has it claim again because another item failed', async () => {
		const failing = run('claim', { decision: '={{ $json.key }}', value: 'yes' }, [{ key: 'one' }, { key: '' }], 2);
		await expect(failing).rejects.toThrow('Decision is empty');
		expect(await first('get', { decision: 'one' })).toMatchObject({ value: 'yes', decided: true });
	});

	it('says that nothing was claimed', async () => {
		expect(await first('done', { value: 'yes', token: 't' })).toMatchObject({
			text: expect.stringContaining('There is no decision "refund"') as string,
			done: false,
		});
	});

	it('does not let a claim pass by a vote', async () => {
		await run('vote', { voter: 'a', value: 'yes' });
		expect(await first('claim', { value: 'no' })).toMatchObject({ claimed: false, decided: false, state: 'open' });
	});

	it('lists decisions, made or not, the newest first', async () => {
		await run('claim', { decision: 'one', value: 'yes' });
		await run('vote', { decision: 'two', voter: 'a', value: 'no' });
		await run('claim', { decision: 'three', ...later });
		const { json } = await run('getMany', { returnAll: false, limit: 2 });
		expect(json.map(({ decision, state }) => [decision, state])).toEqual([
			['three', 'held'],
			['two', 'open'],
		]);
		expect((await run('getMany', { returnAll: true })).json.map(({ decision }) => decision)).toEqual(['three', 'two', 'one']);
		expect(json[1]).toMatchObject({ details: { ballots: [{ voter: 'a', value: 'no' }] } });
		namespace = 'nobody';
		expect(await run('getMany')).toMatchObject({ json: [], hints: [expect.stringContaining('has no decisions')] });
	});
});
