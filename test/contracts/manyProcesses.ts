import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Memory } from '../../nodes/engine/memory/memory';
import type { MemoryStore } from '../../nodes/engine/memory/stores';

const signal = new AbortController().signal;

/** As many as a minute allows; a hundred thousand where there is time: `SHADOW_CLONES_QUESTIONS=100000`. */
const QUESTIONS = Number(process.env['SHADOW_CLONES_QUESTIONS'] ?? 10_000);

/** A new database, and how another process writes to it: a script that takes these arguments, then a prefix and a count. */
export interface SharedDatabase {
	open(): MemoryStore;
	readonly writer: { readonly script: string; readonly arguments: readonly string[] };
	remove(): Promise<void>;
}

/** What a store must keep, and keep apart, when processes of their own write to it and are killed. */
export function describeManyProcesses(name: string, createDatabase: () => Promise<SharedDatabase>) {
	describe(`${name}, used by many processes,`, () => {
		let database: SharedDatabase;
		let store: MemoryStore;
		beforeEach(async () => {
			database = await createDatabase();
			store = database.open();
		});
		afterEach(async () => {
			await store.close();
			await database.remove();
		});

		/** What a writer acknowledged until it ended; it is killed after so many where a number is given. */
		async function write(prefix: string, count: number, killAfter?: number): Promise<string[]> {
			const { script, arguments: place } = database.writer;
			const child: ChildProcess = spawn(process.execPath, ['--no-warnings', script, ...place, prefix, String(count)], {
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			const acknowledged: string[] = [];
			createInterface(child.stdout!).on('line', (line) => {
				acknowledged.push(line);
				if (acknowledged.length === killAfter) child.kill('SIGKILL');
			});
			await once(child, 'close');
			return acknowledged;
		}

		async function readAll(): Promise<Memory[]> {
			const memories: Memory[] = [];
			let after: string | undefined;
			do {
				const page = await store.list('written', {}, { limit: 1000, includePast: true, ...(after !== undefined && { after }) }, signal);
				memories.push(...page.memories);
				after = page.next;
			} while (after !== undefined);
			return memories;
		}

		it('keeps a hundred memories of four that start on a new database together', async () => {
			const said = await Promise.all(['Anna', 'Ben', 'Cleo', 'Dora'].map(async (who) => await write(who, 25)));
			expect(said.flat()).toHaveLength(100);
			expect((await readAll()).map(({ text }) => text).sort()).toEqual(said.flat().sort());
		});

		it('counts twenty of the same from four as one', async () => {
			await Promise.all(Array.from({ length: 4 }, async () => await write('', 5)));
			expect(await readAll()).toMatchObject([{ text: 'Everyone says this', count: 20 }]);
		});

		it('has every acknowledged memory after sixty writers were killed', async () => {
			const acknowledged: string[] = [];
			for (let round = 0; round < 20; round++) {
				const names = [0, 1, 2].map((place) => `Writer${round * 3 + place}`);
				acknowledged.push(
					...(await Promise.all(names.map(async (who, place) => await write(who, 100_000, 3 + ((round * 7 + place * 5) % 20))))).flat(),
				);
			}
			const kept = new Set((await readAll()).map(({ text }) => text));
			expect(acknowledged.length).toBeGreaterThan(300);
			expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
			expect(await store.checkIntegrity(signal)).toEqual([]);
		});

		it(`shows no row of another namespace to ${QUESTIONS.toLocaleString('en')} random questions over fifty namespaces`, async () => {
			const words = Array.from({ length: 40 }, (_, index) => `word${index}`);
			let seed = 7;
			const draw = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
			const names = Array.from({ length: 50 }, (_, index) => `${['a', "a'", 'a"', 'a%', 'n1x'][index % 5]}${Math.floor(index / 5)}`);
			for (const each of names)
				await store.remember(
					each,
					Array.from({ length: 10 }, (_, index) => ({
						text: `${words[draw(40)]} ${words[draw(40)]} ${index}`,
						trust: 'user' as const,
						source: each,
					})),
					signal,
				);
			const own = new Map(
				await Promise.all(
					names.map(
						async (each) =>
							[
								each,
								new Set((await store.list(each, {}, { limit: 100, includePast: true }, signal)).memories.map(({ id }) => id)),
							] as const,
					),
				),
			);
			let found = 0;
			for (let asked = 0; asked < QUESTIONS; asked += 500) {
				await Promise.all(
					Array.from({ length: 500 }, async () => {
						const namespace = names[draw(50)]!;
						const { turn, window, session } = await store.searchText(
							`${words[draw(40)]} ${words[draw(40)]} OR "${words[draw(40)]}*`,
							{ namespace, includeUntrusted: true, limit: 20 },
							signal,
						);
						for (const { id } of [...turn, ...window, ...session]) {
							found++;
							if (!own.get(namespace)!.has(id)) throw new Error(`${namespace} was shown ${id}`);
						}
					}),
				);
			}
			expect(found).toBeGreaterThan(QUESTIONS);
		}, 900_000);
	});
}
