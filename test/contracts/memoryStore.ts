import { afterEach, describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../nodes/engine/errors';
import type { NewMemory } from '../../nodes/engine/memory/memory';
import type { MemoryStore, SearchScope } from '../../nodes/engine/memory/stores';
import { hostileNames, hostileTexts } from '../fixtures/hostile/texts';

const signal = new AbortController().signal;
const page = { limit: 1000, includePast: true };

/** A database that several handles can be opened on, as several processes would. */
export interface Database {
	open(): MemoryStore;
	remove(): Promise<void>;
}

/** Every store must pass this, so that who uses one never needs to know which one it has. */
export function describeMemoryStore(name: string, createDatabase: () => Promise<Database>) {
	describe(`${name} honours the memory store contract`, () => {
		const cleanUps: Array<() => Promise<void>> = [];
		afterEach(async () => {
			for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
		});
		const openMany = async (count: number) => {
			const database = await createDatabase();
			cleanUps.push(async () => await database.remove());
			const stores = Array.from({ length: count }, () => database.open());
			cleanUps.push(async () => void (await Promise.all(stores.map(async (store) => await store.close()))));
			return stores as [MemoryStore, ...MemoryStore[]];
		};
		const open = async () => (await openMany(1))[0];
		const said = (text: string, more: Partial<NewMemory> = {}): NewMemory => ({ text, trust: 'user', ...more });
		const scope = (namespace: string, more: Partial<SearchScope> = {}): SearchScope => ({
			namespace,
			includeUntrusted: true,
			limit: 50,
			...more,
		});
		const textsOf = async (store: MemoryStore, namespace: string, ids: readonly string[]) =>
			(await store.get(namespace, ids, signal)).map(({ text }) => text);
		const find = async (store: MemoryStore, query: string, asked: SearchScope) =>
			await textsOf(
				store,
				asked.namespace,
				(await store.searchText(query, asked, signal)).turn.map(({ id }) => id),
			);
		const all = async (store: MemoryStore, namespace: string) => (await store.list(namespace, {}, page, signal)).memories;

		it('lists namespaces by a part of their name, with how much they hold, until all of it is forgotten', async () => {
			const store = await open();
			await store.remember('team b', [said('One'), said('Two')], signal);
			await store.remember('Team A', [said('One')], signal);
			await store.remember('customer 100%', [said('One')], signal);
			await store.records.save('answer', 'team b', 'key', 1, signal);
			await store.decisions.claim('team b', 'key', { value: 1, token: 't' }, signal);
			const listed = async (containing: string, limit = 10) => await store.namespaces({ containing, limit }, signal);
			const a = { name: 'Team A', memories: 1, answers: 0, decisions: 0 };
			const b = { name: 'team b', memories: 2, answers: 1, decisions: 1 };
			expect((await listed('TEAM')).toSorted((left, right) => left.answers - right.answers)).toEqual([a, b]);
			expect(await listed('team', 1)).toHaveLength(1);
			expect((await listed('0%')).map(({ name }) => name)).toEqual(['customer 100%']);
			expect(await listed('%team')).toEqual([]);
			await store.forget('Team A', { everything: true }, signal);
			expect((await listed('')).map(({ name }) => name).toSorted()).toEqual(['customer 100%', 'team b']);
		});

		it('lists every namespace under its own name', async () => {
			const store = await open();
			for (const name of hostileNames) await store.remember(name, [said('One')], signal);
			const listed = await store.namespaces({ containing: '', limit: 1000 }, signal);
			expect(listed.map(({ name }) => name).toSorted()).toEqual(hostileNames.toSorted());
		});

		it('keeps everything that was said about a memory', async () => {
			const store = await open();
			const entry = said('Ada wrote the first program', {
				source: 'book:1',
				author: 'Anna',
				session: 'monday',
				subject: 'Ada',
				metadata: { page: 7 },
				validFrom: '1843-01-01T00:00:00.000Z',
			});
			const [remembered] = await store.remember('history', [entry], signal);
			expect(remembered).toMatchObject({ outcome: 'new', count: 1, supersedes: [], nearDuplicates: [] });
			const [memory] = await store.get('history', [remembered!.id], signal);
			expect(memory).toMatchObject({ ...entry, id: remembered!.id, namespace: 'history', turn: 1, count: 1, nearDuplicates: [] });
			expect(memory).not.toHaveProperty('validTo');
		});

		it('counts exact duplicates up, no matter who says them at the same time', async () => {
			const stores = await openMany(4);
			const results = await Promise.all(
				Array.from({ length: 20 }, async (_, index) => (await stores[index % 4]!.remember('a', [said('The sky is blue')], signal))[0]!),
			);
			expect(new Set(results.map(({ id }) => id)).size).toBe(1);
			expect(results.filter(({ outcome }) => outcome === 'new')).toHaveLength(1);
			expect(await all(stores[0], 'a')).toMatchObject([{ text: 'The sky is blue', count: 20 }]);
		});

		it('keeps a hundred memories that are told at the same time', async () => {
			const stores = await openMany(4);
			await Promise.all(
				Array.from(
					{ length: 100 },
					async (_, index) => await stores[index % 4]!.remember('a', [said(`Fact number ${index} of many`)], signal),
				),
			);
			expect((await all(stores[0], 'a')).map(({ text }) => text).sort()).toEqual(
				Array.from({ length: 100 }, (_, index) => `Fact number ${index} of many`).sort(),
			);
		});

		it('does not take the same words from another source, session or subject for a duplicate', async () => {
			const store = await open();
			for (const more of [{}, { source: 's' }, { session: 's' }, { subject: 's' }, { author: 's' }])
				await store.remember('a', [said('Yes', more)], signal);
			expect(await all(store, 'a')).toHaveLength(5);
		});

		it('takes the same words of two runs for one memory, and the same words about two pages for two', async () => {
			const store = await open();
			for (const metadata of [{ run: { id: 'r1', agreement: 1 } }, { run: { id: 'r2', agreement: 0.8 } }, { run: 'r3' }])
				await store.remember('a', [said('Yes', { metadata })], signal);
			for (const [run, page] of [7, 7, 8].entries()) await store.remember('a', [said('No', { metadata: { page, run } })], signal);
			expect(await all(store, 'a')).toMatchObject([
				{ text: 'Yes', count: 3, metadata: { run: { id: 'r1', agreement: 1 } } },
				{ text: 'No', count: 2, metadata: { page: 7, run: 0 } },
				{ text: 'No', count: 1, metadata: { page: 8, run: 2 } },
			]);
		});

		it('links those that say nearly the same, both ways, and drops none', async () => {
			const store = await open();
			const [first] = await store.remember('a', [said('The quick brown fox jumps over the lazy sleeping dog')], signal);
			const [second] = await store.remember('a', [said('The quick brown fox jumped over the lazy sleeping dog!')], signal);
			const [third] = await store.remember('a', [said('Something else entirely about gardens')], signal);
			expect(second!.nearDuplicates).toEqual([first!.id]);
			expect(third!.nearDuplicates).toEqual([]);
			expect((await all(store, 'a')).map(({ nearDuplicates }) => nearDuplicates)).toEqual([[second!.id], [first!.id], []]);
		});

		it('changes nothing when an idempotency key comes again, and says what is stored under it', async () => {
			const store = await open();
			const [first] = await store.remember('a', [said('Paid 5 euros', { idempotencyKey: 'job 1', trust: 'user' })], signal);
			const [again] = await store.remember('a', [said('Paid 6 euros', { idempotencyKey: 'job 1', trust: 'untrusted' })], signal);
			expect(again).toMatchObject({ id: first!.id, outcome: 'repeated', count: 1, stored: { text: 'Paid 5 euros', trust: 'user' } });
			expect(await store.remember('b', [said('Paid 5 euros', { idempotencyKey: 'job 1' })], signal)).toMatchObject([{ outcome: 'new' }]);
			expect(await all(store, 'a')).toMatchObject([{ text: 'Paid 5 euros', count: 1 }]);
		});

		it('lets a newer fact of the same subject supersede the older one, and recalls either as of its time', async () => {
			const store = await open();
			const [paris] = await store.remember(
				'a',
				[said('Lives in Paris', { subject: 'home', validFrom: '2020-01-01T00:00:00.000Z' })],
				signal,
			);
			const [rome] = await store.remember('a', [said('Lives in Rome', { subject: 'home', validFrom: '2024-01-01T00:00:00.000Z' })], signal);
			expect(rome!.supersedes).toEqual([paris!.id]);
			expect(await find(store, 'lives', scope('a'))).toEqual(['Lives in Rome']);
			expect(await find(store, 'lives', scope('a', { asOf: '2022-06-01T00:00:00.000Z' }))).toEqual(['Lives in Paris']);
			expect(await find(store, 'lives', scope('a', { asOf: '2019-06-01T00:00:00.000Z' }))).toEqual([]);
			await store.remember('a', [said('Lived in Oslo for a while', { subject: 'home', validFrom: '2022-01-01T00:00:00.000Z' })], signal);
			expect(await find(store, 'lived', scope('a', { asOf: '2023-06-01T00:00:00.000Z' }))).toEqual(['Lived in Oslo for a while']);
			expect(await find(store, 'lives', scope('a'))).toEqual(['Lives in Rome']);
			expect(await all(store, 'a')).toHaveLength(3);
		});

		it('takes a fact that comes back after another one for news', async () => {
			const store = await open();
			for (const city of ['Paris', 'Rome', 'Paris']) await store.remember('a', [said(`Lives in ${city}`, { subject: 'home' })], signal);
			expect((await all(store, 'a')).map(({ text, count }) => [text, count])).toEqual([
				['Lives in Paris', 1],
				['Lives in Rome', 1],
				['Lives in Paris', 1],
			]);
			expect(await find(store, 'lives', scope('a'))).toEqual(['Lives in Paris']);
		});

		it('finds by words in any form, and a turn by what stands beside it', async () => {
			const store = await open();
			const session = 'talk';
			await store.remember(
				'a',
				['We were speaking of Zürich', 'It was lovely', 'The fondue there', 'Nothing more', 'Good night', 'And the weather'].map((text) =>
					said(text, { session }),
				),
				signal,
			);
			await store.remember('a', [said('Running in the park')], signal);
			expect(await find(store, 'runs', scope('a'))).toEqual(['Running in the park']);
			expect(await find(store, 'ZURICH speaks', scope('a'))).toEqual(['We were speaking of Zürich']);
			const { turn, window } = await store.searchText('fondue zurich', scope('a'), signal);
			expect(turn).toHaveLength(2);
			expect(window[0]!.score).toBeGreaterThan(turn[0]!.score);
			expect(await find(store, 'fondue', scope('a', { session: 'another' }))).toEqual([]);
		});

		it('finds ß by ss and ss by ß, and gives the text as it was said', async () => {
			const store = await open();
			await store.remember('a', [said('Wie heißt sie?'), said('Die MASSE steht fest')], signal);
			for (const query of ['heisst', 'HEISST', 'heißt', 'HEIẞT']) expect(await find(store, query, scope('a'))).toEqual(['Wie heißt sie?']);
			for (const query of ['maße', 'masse']) expect(await find(store, query, scope('a'))).toEqual(['Die MASSE steht fest']);
		});

		it('finds what is nothing but emoji by these, and leaves them out of what has words', async () => {
			const store = await open();
			await store.remember('a', [said('👍🏽'), said('🎉🎉'), said('Well done 🎉')], signal);
			expect(await find(store, '👍🏽', scope('a'))).toEqual(['👍🏽']);
			expect(await find(store, '🎉', scope('a'))).toEqual(['🎉🎉']);
			expect(await find(store, 'Who is done 👍🏽?', scope('a'))).toEqual(['Well done 🎉']);
			expect(await find(store, '🍰', scope('a'))).toEqual([]);
			expect(await store.forget('a', { everything: true }, signal)).toMatchObject({ memories: 3, erased: true });
			expect(await find(store, '👍🏽', scope('a'))).toEqual([]);
		});

		it('searches turns of a session as a talk, where the nearer neighbours count more and an answer without any of the words is found', async () => {
			const store = await open();
			const talk = ['Hello there', 'What did you paint last weekend?', 'A lake at sunrise', 'Lovely', 'Dinner is ready'];
			await store.remember(
				'a',
				talk.map((text) => said(text, { session: 'monday' })),
				signal,
			);
			await store.remember(
				'a',
				['The bus was late', 'Rain again', 'We fixed the fence'].map((text) => said(text, { session: 'tuesday' })),
				signal,
			);
			const { turn, together } = await store.searchText('What was painted on the weekend?', scope('a'), signal);
			expect(
				await textsOf(
					store,
					'a',
					turn.map(({ id }) => id),
				),
			).toEqual([talk[1]]);
			const order = await textsOf(
				store,
				'a',
				together!.map(({ id }) => id),
			);
			expect(order[0]).toBe(talk[1]);
			expect(order.indexOf(talk[2]!)).toBeLessThan(order.indexOf(talk[3]!));
			expect(order.toSorted()).toEqual(talk.slice(0, 4).toSorted());
		});

		it('brings along nothing that is out of scope beside a turn', async () => {
			const store = await open();
			await store.remember(
				'a',
				[said('The lake at noon', { session: 's' }), said('Obey me', { session: 's', trust: 'untrusted' }), said('Yes', { session: 's' })],
				signal,
			);
			const { together } = await store.searchText('lake', scope('a', { includeUntrusted: false }), signal);
			expect(
				await textsOf(
					store,
					'a',
					together!.map(({ id }) => id),
				),
			).toEqual(['The lake at noon', 'Yes']);
		});

		it('searches memories without a session as passages, each for itself, with words that the best ones lend', async () => {
			const store = await open();
			await store.remember(
				'a',
				[
					said('The bridge of Avignon was built by Benezet the shepherd'),
					said('Bridge tolls rose, and the shepherd Benezet became patron of engineers'),
					said('Bridge tolls rose again'),
					said('A garden with roses'),
				],
				signal,
			);
			const { turn, together } = await store.searchText('Avignon bridge', scope('a'), signal);
			expect(together).toBeUndefined();
			expect(
				(
					await textsOf(
						store,
						'a',
						turn.map(({ id }) => id),
					)
				).slice(0, 2),
			).toEqual([
				'The bridge of Avignon was built by Benezet the shepherd',
				'Bridge tolls rose, and the shepherd Benezet became patron of engineers',
			]);
		});

		it('leaves untrusted memories out unless they are asked for', async () => {
			const store = await open();
			await store.remember('a', [said('The moon is cheese', { trust: 'untrusted' }), said('The moon is rock')], signal);
			expect(await find(store, 'moon', scope('a', { includeUntrusted: false }))).toEqual(['The moon is rock']);
			expect(await find(store, 'moon', scope('a'))).toHaveLength(2);
		});

		it('finds by vectors of the same model and length only', async () => {
			const store = await open();
			const embedding = (vector: number[], model = 'm') => ({ embedding: { model, vector } });
			await store.remember(
				'a',
				[
					said('east', embedding([1, 0])),
					said('north', embedding([0, 1])),
					said('other', embedding([1, 0], 'n')),
					said('longer', embedding([1, 0, 0])),
				],
				signal,
			);
			await store.remember('b', [said('elsewhere', embedding([1, 0]))], signal);
			const found = await store.searchVector([0.9, 0.1], 'm', scope('a'), signal);
			expect(
				await textsOf(
					store,
					'a',
					found.map(({ id }) => id),
				),
			).toEqual(['east', 'north']);
			const [late] = await store.remember('a', [said('late')], signal);
			expect(
				await store.embed(
					'a',
					'm',
					[
						{ id: late!.id, vector: [0.9, 0.1] },
						{ id: 'nobody', vector: [1, 1] },
					],
					signal,
				),
			).toBe(1);
			expect((await store.searchVector([0.9, 0.1], 'm', scope('a'), signal))[0]!.id).toBe(late!.id);
		});

		it('lists page by page in the order of remembering', async () => {
			const store = await open();
			await store.remember(
				'a',
				Array.from({ length: 7 }, (_, index) => said(`Entry ${index}`)),
				signal,
			);
			const texts: string[] = [];
			let after: string | undefined;
			do {
				const { memories, next } = await store.list(
					'a',
					{},
					{ limit: 3, includePast: false, ...(after !== undefined && { after }) },
					signal,
				);
				texts.push(...memories.map(({ text }) => text));
				after = next;
			} while (after !== undefined);
			expect(texts).toEqual(Array.from({ length: 7 }, (_, index) => `Entry ${index}`));
		});

		it('keeps all entries of one call or none', async () => {
			const store = await open();
			await expect(store.remember('a', [said('First'), { ...said('Second'), metadata: { big: 1n } }], signal)).rejects.toThrow();
			expect(await all(store, 'a')).toEqual([]);
		});

		it('forgets what is selected and nothing else, and says how much', async () => {
			const store = await open();
			const [one] = await store.remember(
				'a',
				[said('One', { source: 'x' }), said('Two', { source: 'x' }), said('Three', { source: 'y', idempotencyKey: 'k' })],
				signal,
			);
			await store.remember('b', [said('One', { source: 'x' })], signal);
			expect(await store.forget('a', { ids: [one!.id, 'nobody'] }, signal)).toMatchObject({ memories: 1, erased: true });
			expect(await store.forget('a', { source: 'x' }, signal)).toMatchObject({ memories: 1 });
			expect(await find(store, 'one two three', scope('a'))).toEqual(['Three']);
			expect(await store.forget('a', { everything: true }, signal)).toMatchObject({ memories: 1, traces: 2 });
			expect(await store.forget('a', { everything: true }, signal)).toMatchObject({ memories: 0 });
			expect(await all(store, 'b')).toHaveLength(1);
			await expect(store.forget('b', {}, signal)).rejects.toThrow(InvalidInputError);
		});

		it('puts an export back as it was, once', async () => {
			const store = await open();
			await store.remember(
				'a',
				[
					said('Old', { subject: 's', session: 't' }),
					said('New', { subject: 's', session: 't' }),
					said('New', { subject: 's', session: 't' }),
				],
				signal,
			);
			const exported = await all(store, 'a');
			expect(await store.restore('a', exported, signal)).toBe(0);
			await store.forget('a', { everything: true }, signal);
			expect(await store.restore('a', exported, signal)).toBe(2);
			expect(await all(store, 'a')).toEqual(exported);
			expect(await find(store, 'new old', scope('a'))).toEqual(['New']);
			expect(await store.remember('a', [said('New', { subject: 's', session: 't' })], signal)).toMatchObject([
				{ outcome: 'counted', count: 3 },
			]);
		});

		it('refuses an empty namespace', async () => {
			const store = await open();
			for (const empty of ['', '  ']) {
				await expect(store.remember(empty, [said('x')], signal)).rejects.toThrow('The namespace is empty');
				await expect(store.searchText('x', scope(empty), signal)).rejects.toThrow('The namespace is empty');
				await expect(store.list(empty, {}, page, signal)).rejects.toThrow('The namespace is empty');
				await expect(store.forget(empty, { everything: true }, signal)).rejects.toThrow('The namespace is empty');
				await expect(store.records.find('answer', empty, 'k', undefined, signal)).rejects.toThrow('The namespace is empty');
			}
		});

		it('never shows a namespace another one’s memories, whatever the names', async () => {
			const store = await open();
			for (const [index, namespace] of hostileNames.entries())
				await store.remember(
					namespace,
					[said(`Secret number${index} of everyone`, { session: 'same', subject: 'same', source: 'same' })],
					signal,
				);
			for (const [index, namespace] of hostileNames.entries()) {
				expect(await find(store, hostileNames.map((_, other) => `number${other} secret`).join(' '), scope(namespace))).toEqual([
					`Secret number${index} of everyone`,
				]);
				expect(await all(store, namespace)).toMatchObject([{ namespace, turn: 1 }]);
			}
			const ids = (await all(store, hostileNames[0]!)).map(({ id }) => id);
			expect(await store.get(hostileNames[1]!, ids, signal)).toEqual([]);
			expect(await store.forget(hostileNames[1]!, { ids }, signal)).toMatchObject({ memories: 0 });
		});

		it.each(hostileTexts)('gives back word for word, and finds, a text with $name', async ({ text, query }) => {
			const store = await open();
			await store.remember('a', [said('An ordinary neighbour')], signal);
			const who = text.slice(0, 99);
			const [remembered] = await store.remember('a', [said(text, { source: who, author: who, session: who, subject: who })], signal);
			const { id } = remembered!;
			const [memory] = await store.get('a', [id], signal);
			expect(memory!.text === text).toBe(true);
			expect(memory).toMatchObject({ source: who, author: who, session: who, subject: who });
			if (query !== undefined) expect((await store.searchText(query, scope('a'), signal)).turn.map((found) => found.id)).toContain(id);
			expect(await store.searchText(text.slice(0, 2000), scope('a'), signal)).toBeDefined();
			expect(await store.checkIntegrity(signal)).toEqual([]);
		});

		it('asks nothing of the database once its caller has gone', async () => {
			const store = await open();
			const gone = new Error('gone');
			await expect(store.remember('a', [said('x')], AbortSignal.abort(gone))).rejects.toBe(gone);
			expect(await all(store, 'a')).toEqual([]);
		});
	});
}
