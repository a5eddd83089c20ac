import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../nodes/engine/endpoint';
import type { MemoryStore } from '../../nodes/engine/memory/stores';
import { lookUpAnswer } from '../../nodes/MemoryGateway/operations/lookUpAnswer';
import type { OperationInput } from '../../nodes/MemoryGateway/operations/operation';
import { saveAnswer } from '../../nodes/MemoryGateway/operations/saveAnswer';
import type { Database } from './memoryStore';

const question = 'How tall is the tower?';

/** Every store must keep which models gave an answer, so that it is given again only to who takes answers of these. */
export function describeAnswersByModel(name: string, createDatabase: () => Promise<Database>) {
	describe(`${name} keeps answers by the models that gave them`, () => {
		const cleanUps: Array<() => Promise<void>> = [];
		afterEach(async () => {
			for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
		});
		const openTwo = async () => {
			const database = await createDatabase();
			cleanUps.push(async () => await database.remove());
			const stores = [database.open(), database.open()] as const;
			cleanUps.push(async () => void (await Promise.all(stores.map(async (store) => await store.close()))));
			return stores;
		};
		const inputOf = (store: MemoryStore, fields: Readonly<Record<string, unknown>>, server: readonly string[], told: string[]) =>
			({
				store,
				namespace: 'a',
				json: {},
				read: (field: string) => ({ question, ...fields })[field],
				openServer: async () => ({ listModels: async () => server.map((id) => ({ id })) }) as unknown as Endpoint,
				keepReceipt: () => {},
				warn: (message: string) => told.push(message),
				tell: (message: string) => told.push(message),
				signal: new AbortController().signal,
			}) as unknown as OperationInput;
		const save = async (store: MemoryStore, answer: string, givenBy: readonly string[]) =>
			await saveAnswer(inputOf(store, { answer, options: { givenBy } }, [], []));
		const lookUp = async (store: MemoryStore, fields: Readonly<Record<string, unknown>> = {}, server: readonly string[] = []) => {
			const told: string[] = [];
			const [found] = await lookUpAnswer(inputOf(store, fields, server, told));
			return { ...found, told: told.join(' ') };
		};
		const named = (...modelNames: string[]) => ({ models: 'named', modelNames });

		it('gives an answer to any, to those that name all of its models, and to a server that has them', async () => {
			const [writer, reader] = await openTwo();
			await save(writer, '330 m', ['small', 'large']);
			const hit = { found: true, answer: '330 m', models: ['small', 'large'] };
			expect(await lookUp(reader)).toMatchObject(hit);
			expect(await lookUp(reader, { models: 'any' })).toMatchObject(hit);
			expect(await lookUp(reader, named('large', 'small', 'another'))).toMatchObject(hit);
			expect(await lookUp(reader, { models: 'server' }, ['another', 'small', 'large'])).toMatchObject(hit);
		});

		it('gives it to nobody who lacks one of them, and says whose it is', async () => {
			const [writer, reader] = await openTwo();
			await save(writer, '330 m', ['small', 'large']);
			const told = expect.stringContaining('given by small and large') as string;
			expect(await lookUp(reader, named('large'))).toEqual({ found: false, question, told });
			expect(await lookUp(reader, named('SMALLER', 'large'))).toEqual({ found: false, question, told });
			expect(await lookUp(reader, { models: 'server' }, ['large'])).toEqual({ found: false, question, told });
			expect(await lookUp(reader, { models: 'server' }, [])).toMatchObject({
				found: false,
				told: expect.stringContaining('its list is empty'),
			});
		});

		it('gives an answer of which no model is known to any only', async () => {
			const [writer, reader] = await openTwo();
			await save(writer, '330 m', []);
			const told = expect.stringContaining('does not say which model') as string;
			expect(await lookUp(reader, named('small'))).toEqual({ found: false, question, told });
			const any = await lookUp(reader);
			expect(any).toMatchObject({ found: true, answer: '330 m' });
			expect(any).not.toHaveProperty('models');
		});

		it('belongs to the models of the answer saved last, and keeps their names as they are', async () => {
			const [writer, reader] = await openTwo();
			const odd = `org/"50%_mod\\el"'é`;
			await save(writer, '324 m', ['small']);
			await save(reader, '330 m', [odd]);
			expect(await lookUp(writer, named('small'))).toMatchObject({ found: false });
			expect(await lookUp(writer, named(odd))).toMatchObject({ found: true, answer: '330 m', models: [odd] });
		});

		it('keeps one answer to one question, whichever models gave it', async () => {
			const [writer, reader] = await openTwo();
			await Promise.all(
				Array.from({ length: 20 }, async (_, index) => await save(index % 2 ? writer : reader, `${index} m`, [`model-${index}`])),
			);
			const { answer, models } = (await lookUp(reader)) as { answer?: string; models?: string[] };
			expect(models).toEqual([`model-${Number.parseInt(answer!, 10)}`]);
			expect(await lookUp(writer, named(models![0]!))).toMatchObject({ found: true, answer });
		});
	});
}
