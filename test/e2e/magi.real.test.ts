import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type PostgresPlace, type PostgresServer } from '../../scripts/postgres/startPostgres.mts';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../support/vllmDouble/index.ts';
import { askMagi, magiOf, type MagiAnswer } from './magi.ts';

const small = 'double-0.5b';
const large = 'double-7b';

/** What the five clones of the small model say to a question, and what the large one says. */
const said: ReadonlyArray<readonly [asks: string, small: readonly string[], large: string]> = [
	['Is ice cold?', ['yes', 'yes', 'yes', 'yes', 'no'], 'no'],
	['Is water wet?', ['yes', 'yes', 'yes', 'yes', 'yes'], 'no'],
	['Is a tomato a fruit?', ['yes', 'no', 'yes', 'no', 'yes'], 'yes'],
	['Is a bean a nut?', ['yes', 'no', 'yes', 'no', 'yes'], 'no'],
	['Which is best?', ['red', 'blue', 'red', 'blue', 'green'], 'red'],
	['Which is first?', ['red', 'blue', 'green', 'black', 'white'], 'red'],
];

/** Every five answers of the small model to a question are those of its clones, in the order in which they ask. */
function createAnswers(): (body: ChatBody) => string {
	const turns = new Map<string, number>();
	return ({ model, messages = [] }) => {
		const prompt = JSON.stringify(messages);
		const [asks = '', bySmall = [], byLarge = ''] = said.find(([each]) => prompt.includes(each)) ?? [];
		const turn = turns.get(asks) ?? 0;
		if (model === small) turns.set(asks, turn + 1);
		return JSON.stringify({ reason: 'So it is.', decision: model === large ? byLarge : bySmall[turn % bySmall.length] });
	};
}

describe('the MAGI template in a real n8n, on a small and a large server behind one credential', () => {
	let folder: string;
	let n8n: RunningN8n;
	let postgres: PostgresServer;
	let place: PostgresPlace;
	let balthazar: VllmDouble;
	let melchior: VllmDouble;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-magi-'));
		balthazar = await startVllmDouble({ models: [small], answer: createAnswers() });
		melchior = await startVllmDouble({ models: [large], answer: createAnswers() });
		postgres = await startPostgres();
		place = await postgres.createDatabase();
		const { host, port, database, user, password } = place;
		const servers = { url: balthazar.baseUrl, apiKey: '', moreServers: { values: [{ url: melchior.baseUrl, apiKey: '', weight: 1 }] } };
		const models = { Balthazar: small, Melchior: large };
		n8n = await startN8n({
			folder,
			workflows: [
				magiOf({ models }),
				magiOf({ models, path: 'magi-postgres', postgres: 'Lilith' }),
				magiOf({ models: { Balthazar: small, Melchior: small }, path: 'magi-same', postgres: 'Lilith' }),
				magiOf({ models, path: 'magi-two', credentials: { Balthazar: 'Small server', Melchior: 'Large server' } }),
			],
			credentials: [
				{ name: 'vLLM account', type: 'vllmApi', data: servers },
				{ name: 'Small server', type: 'vllmApi', data: { url: balthazar.baseUrl, apiKey: '' } },
				{ name: 'Large server', type: 'vllmApi', data: { url: melchior.baseUrl, apiKey: '' } },
				{ name: 'Lilith', type: 'postgres', data: { host, port, database, user, password, maxConnections: 5 } },
			],
		});
	});

	afterAll(async () => {
		await n8n?.stop();
		await postgres?.remove();
		await balthazar?.close();
		await melchior?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	/** An answer, and how often each model was asked for it. */
	async function ask(
		body: Readonly<Record<string, unknown>>,
		path = 'magi',
	): Promise<MagiAnswer & { readonly calls: readonly [small: number, large: number] }> {
		const before = [balthazar.counters.received, melchior.counters.received] as const;
		const answer = await askMagi(`${n8n.address}/webhook/${path}`, body);
		return { ...answer, calls: [balthazar.counters.received - before[0], melchior.counters.received - before[1]] };
	}

	it('decides by the small model alone where its clones agree', async () => {
		const answer = await ask({ question: 'Is ice cold?', choices: ['yes', 'no'] });
		expect(answer).toMatchObject({
			...{ decision: 'yes', decided: true, state: 'decided', learned: false, calls: [5, 0] },
			votes: [{ voter: 'Balthazar', value: 'yes', weight: 2 }],
			asked: [{ name: 'Balthazar', models: [small] }],
			receipt: { Balthazar: { asked: 5, answered: 5, requests: 5, missing: [] }, Melchior: { asked: 0, requests: 0 } },
		});
		expect(answer.asked[0]?.clones).toHaveLength(5);
	});

	it('asks the large model where they do not agree, and decides if both are for the same', async () => {
		const answer = await ask({ question: 'Is a tomato a fruit?', choices: 'yes, no' });
		expect(answer).toMatchObject({
			...{ decision: 'yes', decided: true, calls: [5, 1] },
			votes: [
				{ voter: 'Balthazar', value: 'yes', weight: 1 },
				{ voter: 'Melchior', value: 'yes', weight: 1 },
			],
			asked: [{ name: 'Balthazar' }, { name: 'Melchior', models: [large], clones: [{ decision: 'yes', reason: 'So it is.' }] }],
			receipt: { Balthazar: { asked: 5 }, Melchior: { asked: 1, answered: 1, requests: 1 } },
		});
	});

	it('tells the same question what was decided, and asks nobody', async () => {
		expect(await ask({ question: ' Is a tomato a fruit? ', choices: ['no', 'yes'] })).toMatchObject({
			...{ decision: 'yes', decided: true, learned: true, calls: [0, 0], asked: [] },
			votes: [{ voter: 'Balthazar' }, { voter: 'Melchior' }],
			receipt: { Balthazar: { requests: 0 }, Melchior: { requests: 0 } },
		});
	});

	it('decides another question where other choices are given', async () => {
		expect(await ask({ question: 'Is ice cold?' })).toMatchObject({ decided: true, learned: false, calls: [5, 0] });
	});

	it('makes no decision where the two are for different things, keeps both votes, and says so again without asking', async () => {
		const undecided = {
			...{ decision: null, decided: false, state: 'unreachable', decidedAt: null },
			votes: [
				{ voter: 'Balthazar', value: 'yes' },
				{ voter: 'Melchior', value: 'no' },
			],
			text: expect.stringContaining('stays undecided') as string,
		};
		expect(await ask({ question: 'Is a bean a nut?' })).toMatchObject({ ...undecided, calls: [5, 1] });
		expect(await ask({ question: 'Is a bean a nut?' })).toMatchObject({ ...undecided, learned: true, calls: [0, 0] });
	});

	it.each([
		['Which is best?', 'its clones are tied'],
		['Which is first?', 'no two of its clones agree'],
	])('makes no decision where the small model has no lead, and says why: %s', async (question, why) => {
		expect(await ask({ question })).toMatchObject({
			...{ decision: null, decided: false, state: 'open', calls: [5, 1] },
			votes: [{ voter: 'Melchior', value: 'red', weight: 1 }],
			text: expect.stringContaining(`Balthazar has no vote: ${why}`) as string,
		});
	});

	it('asks each model by its own credential where there are two, and decides in the same way', async () => {
		const ofTomato = { question: 'Is a tomato a fruit?', choices: ['yes', 'no'], test: 'two credentials' };
		expect(await ask(ofTomato, 'magi-two')).toMatchObject({
			...{ decision: 'yes', decided: true, learned: false, calls: [5, 1] },
			asked: [
				{ name: 'Balthazar', models: [small] },
				{ name: 'Melchior', models: [large] },
			],
		});
		expect(await ask(ofTomato, 'magi-two')).toMatchObject({ decision: 'yes', learned: true, calls: [0, 0] });
		expect(await ask({ ...ofTomato, question: 'Is ice cold?' }, 'magi-two')).toMatchObject({ decision: 'yes', calls: [5, 0] });
	});

	it('keeps decisions in Postgres where its Store says so', async () => {
		expect(await ask({ question: 'Is ice cold?', choices: ['yes', 'no'] }, 'magi-postgres')).toMatchObject({
			...{ decision: 'yes', learned: false, calls: [5, 0] },
		});
		expect(await ask({ question: 'Is ice cold?', choices: ['yes', 'no'] }, 'magi-postgres')).toMatchObject({
			...{ decision: 'yes', learned: true, calls: [0, 0] },
		});
		expect(await postgres.query(place, 'SELECT voter FROM shadow_clones.ballot WHERE value IS NOT NULL')).toEqual([{ voter: 'Balthazar' }]);
	});

	it('makes one decision of ten callers at once', async () => {
		const question = { question: 'Is water wet?', test: 'ten at once' };
		const answers = await Promise.all(Array.from({ length: 10 }, async () => await ask(question, 'magi-postgres')));
		for (const { decision, votes } of answers) {
			expect(decision).toBe('yes');
			expect(votes).toHaveLength(1);
		}
	});

	it('says what is missing where no question comes', async () => {
		await expect(ask({ choices: ['yes', 'no'] })).rejects.toThrow(/The question is empty/);
	});

	it('keeps apart questions that are no text, and choices with commas in them, and takes choices from an object', async () => {
		const asked = async (question: unknown, choices?: unknown) => (await ask({ question, choices, test: 'odd' })).learned;
		expect(await asked({ text: 'Is ice cold?' })).toBe(false);
		expect(await asked({ text: 'Is ice cold?', again: true })).toBe(false);
		expect(await asked({ text: 'Is ice cold?' })).toBe(true);
		expect(await asked('Is ice cold?', ['yes', 'no, never', 'no'])).toBe(false);
		expect(await asked('Is ice cold?', ['yes, no', 'never', 'no', 'yes'])).toBe(false);
		expect(await asked('Is ice cold?', { a: 'no', b: 'yes' })).toBe(false);
		expect(await asked('Is ice cold?', ['yes', 'no'])).toBe(true);
	});

	it('says what is wrong with a number that a caller sends', async () => {
		await expect(ask({ question: 'Is ice cold?', maxTokens: 'many', test: 'odd' })).rejects.toThrow(/Max Tokens.*not a number/);
	});

	it('says so where both votes are of one model', async () => {
		const { text, decision } = await ask({ question: 'Is a tomato a fruit?' }, 'magi-same');
		expect(text).toContain(`Both votes are of one model, ${small}: pick another one in Melchior.`);
		expect(decision).toBe('yes');
	});

	it('keeps the vote of the small model while the large one is down, and decides once that is back', async () => {
		await melchior.close();
		const question = { question: 'Is a tomato a fruit?', test: 'down' };
		await expect(ask(question)).rejects.toThrow(/double-7b|Nothing listens/);
		melchior = await startVllmDouble({ models: [large], answer: createAnswers(), port: Number(new URL(melchior.baseUrl).port) });
		expect(await ask(question)).toMatchObject({ decision: 'yes', votes: [{ voter: 'Balthazar' }, { voter: 'Melchior' }] });
	});
});
