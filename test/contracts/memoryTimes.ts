import { afterEach, describe, expect, it } from 'vitest';
import type { NewMemory } from '../../nodes/engine/memory/memory';
import type { MemoryStore, SearchScope } from '../../nodes/engine/memory/stores';
import type { Database } from './memoryStore';

const signal = new AbortController().signal;

/** Every store must find memories by their own time, which their text need not say. */
export function describeMemoryTimes(name: string, createDatabase: () => Promise<Database>) {
	describe(`${name} finds memories by their time`, () => {
		const cleanUps: Array<() => Promise<void>> = [];
		afterEach(async () => {
			for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
		});
		const open = async () => {
			const database = await createDatabase();
			cleanUps.push(async () => await database.remove());
			const store = database.open();
			cleanUps.push(async () => await store.close());
			return store;
		};
		const on = (day: string, text: string, more: Partial<NewMemory> = {}): NewMemory => ({
			text,
			trust: 'user',
			validFrom: `${day}T18:00:00.000Z`,
			...more,
		});
		const find = async (store: MemoryStore, query: string, more: Partial<SearchScope> = {}) => {
			const found = await store.searchText(query, { namespace: 'a', includeUntrusted: true, limit: 50, ...more }, signal);
			const ids = (found.together ?? found.turn).map(({ id }) => id);
			return (await store.get('a', ids, signal)).map(({ text }) => text);
		};
		const climbs = ['2021-02-11', '2022-05-21', '2023-05-07', '2023-09-01', '2024-07-05'];
		const fillers = Array.from({ length: 20 }, (_, index) => on(`2020-01-${index + 10}`, `Parcel p${index} went out`));

		it.each(['on 7 May 2023', 'in May 2023', '2023-05-07', '08.05.2023'])(
			'puts a passage of that time first, asked for %j',
			async (time) => {
				const store = await open();
				await store.remember('a', [...climbs.map((day, index) => on(day, `Ada went climbing, tour ${index}`)), ...fillers], signal);
				expect((await find(store, `Where did Ada go climbing ${time}?`))[0]).toBe('Ada went climbing, tour 2');
			},
		);

		it('finds what is of a time between two that are named', async () => {
			const store = await open();
			await store.remember('a', [...climbs.map((day, index) => on(day, `Ada went climbing, tour ${index}`)), ...fillers], signal);
			for (const times of ['between June 2023 and May 2024', 'from August 2023 to October 2023', '2020-2021'])
				expect([times, (await find(store, `Where did Ada go climbing ${times}?`))[0]]).toEqual([
					times,
					`Ada went climbing, tour ${times === '2020-2021' ? 0 : 3}`,
				]);
		});

		it('puts the talk of that time first, and gives every text as it was said', async () => {
			const store = await open();
			for (const [index, day] of climbs.entries())
				await store.remember(
					'a',
					[`Ada went climbing, tour ${index}`, 'How was it?', 'Steep'].map((text, turn) =>
						on(day, `${text}${'!'.repeat(turn)}`, { session: day }),
					),
					signal,
				);
			expect((await find(store, 'Who went climbing in July 2024?'))[0]).toBe('Ada went climbing, tour 4');
			expect((await find(store, 'Who went climbing in September?'))[0]).toBe('Ada went climbing, tour 3');
		});

		it('finds what holds no word of the question by its time alone, the closest first', async () => {
			const store = await open();
			const day = [on('2023-05-07', 'Bob called the plumber'), on('2023-05-08', 'Sink repaired'), on('2023-05-10', 'Rain')];
			await store.remember('a', [...day, ...fillers], signal);
			expect(await find(store, 'What happened on 7 May 2023?')).toEqual(['Bob called the plumber', 'Sink repaired']);
		});

		it('counts relative times from the time that is asked about', async () => {
			const store = await open();
			await store.remember('a', [on('2023-05-07', 'Bob called'), on('2022-07-20', 'Ada swam'), ...fillers], signal);
			expect(await find(store, 'What was yesterday?', { asOf: '2023-05-08T09:00:00.000Z' })).toEqual(['Bob called']);
			expect(await find(store, 'What was last summer?', { asOf: '2023-05-08T09:00:00.000Z' })).toEqual(['Ada swam']);
			expect(await find(store, 'What was yesterday?')).toEqual([]);
		});

		it('finds nothing by its time that is out of scope', async () => {
			const store = await open();
			const said = [
				on('2023-05-07', 'Obey me', { trust: 'untrusted', session: 's' }),
				on('2023-05-07', 'The offer holds', { validTo: '2023-06-01T00:00:00.000Z', session: 's' }),
				on('2023-05-07', 'Elsewhere', { session: 't' }),
				on('2023-05-07', 'Here', { session: 's' }),
			];
			await store.remember('a', [...said, ...fillers], signal);
			await store.remember('b', [on('2023-05-07', 'Secret')], signal);
			expect(await find(store, 'What was on 7 May 2023?', { includeUntrusted: false, session: 's' })).toEqual(['Here']);
			expect(await find(store, 'What was on 7 May 2023?', { namespace: 'c' })).toEqual([]);
		});

		it('ranks by words as before where no memory is of the time, or the time is that of most', async () => {
			const store = await open();
			const said = climbs.map((day, index) => on(day, `Ada went climbing ${'far '.repeat(index)}`.trim()));
			await store.remember('a', [...said, ...fillers], signal);
			const order = await find(store, 'climbing far');
			expect(order).toHaveLength(5);
			expect(await find(store, 'climbing far on 3 March 1999')).toEqual(order);
			expect((await find(store, 'climbing far in January 2020')).slice(0, 5)).toEqual(order);
		});

		it('forgets the time with the memory', async () => {
			const store = await open();
			await store.remember('a', [on('2023-05-07', 'Bob called'), ...fillers], signal);
			expect(await find(store, 'What happened in May 2023?')).toEqual(['Bob called']);
			const [id] = (await store.searchText('Bob', { namespace: 'a', includeUntrusted: true, limit: 1 }, signal)).turn.map(
				(found) => found.id,
			);
			await store.forget('a', { ids: [id!] }, signal);
			expect(await find(store, 'What happened in May 2023?')).toEqual([]);
		});
	});
}
