import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEndpoint } from '../../../nodes/engine/endpoint';
import { exportMemories, importMemories } from '../../../nodes/engine/memory/exportMemories';
import type { NewMemory } from '../../../nodes/engine/memory/memory';
import { fuse } from '../../../nodes/engine/memory/fuse';
import { recall } from '../../../nodes/engine/memory/recall';
import type { MemoryStore } from '../../../nodes/engine/memory/stores';
import { hostileTexts } from '../../fixtures/hostile/texts';
import { startVllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';
import { createSqliteDatabase } from './stores/sqlite/database';

const signal = new AbortController().signal;
let store: MemoryStore;
const cleanUps: Array<() => Promise<void>> = [];
beforeEach(async () => {
	const database = await createSqliteDatabase();
	store = database.open();
	cleanUps.push(async () => await store.close(), database.remove);
});
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});
const remember = async (...texts: Array<string | NewMemory>) =>
	await store.remember(
		'a',
		texts.map((text) => (typeof text === 'string' ? { text, trust: 'user' as const } : text)),
		signal,
	);
const ask = async (query: string, more = {}) =>
	await recall(store, { namespace: 'a', query, limit: 10, includeUntrusted: false, ...more }, signal);

describe('recall', () => {
	it('fuses rankings by reciprocal rank and keeps the first list’s order among ties', () => {
		const list = (...ids: string[]) => ids.map((id) => ({ id, score: 0 }));
		expect(fuse([list('a', 'b', 'c'), list('b', 'a'), list('c')])).toEqual(['a', 'b', 'c']);
	});

	it('gives memories that say nearly the same once, and names the others', async () => {
		const [first, second] = await remember(
			'The green tea was served at nine in the garden room',
			'The green tea was served at nine in the garden rooms!',
			'Coffee in the garden',
		);
		const { memories } = await ask('green tea');
		expect(memories).toHaveLength(1);
		expect([first!.id, second!.id]).toContain(memories[0]!.id);
		expect(memories[0]!.alsoFound).toEqual([memories[0]!.id === first!.id ? second!.id : first!.id]);
	});

	it('keeps to the limit and to the token budget, and counts what it left out', async () => {
		await remember('tea one', 'tea two', `tea ${'long '.repeat(200)}`, 'tea four');
		expect(await ask('tea', { limit: 2 })).toMatchObject({
			memories: [{ rank: 1 }, { rank: 2 }],
			skipped: { overLimit: 2, overBudget: 0 },
		});
		const { memories, skipped, estimatedTokens } = await ask('tea', { tokenBudget: 20 });
		expect(memories.map(({ text }) => text).sort()).toEqual(['tea four', 'tea one', 'tea two']);
		expect(skipped).toEqual({ overLimit: 0, overBudget: 1 });
		expect(estimatedTokens).toBeLessThanOrEqual(20);
	});

	it('refuses an empty query, and finds nothing where nothing is', async () => {
		await expect(ask('  ')).rejects.toThrow('The query is empty');
		expect(await ask('anything')).toEqual({
			memories: [],
			mode: 'lexical',
			reranked: false,
			notes: [],
			skipped: { overLimit: 0, overBudget: 0 },
			estimatedTokens: 0,
		});
	});
});

describe('recall with a model server', () => {
	const embed = (text: string) => (/fruit|apple|pear/i.test(text) ? [1, 0.1] : [0.1, 1]);
	const embeddingOf = (text: string): NewMemory => ({ text, trust: 'user', embedding: { model: 'vectors', vector: embed(text) } });
	const withHelp = async (settings: VllmDoubleSettings, query: string, reranks = false) => {
		const double = await startVllmDouble(settings);
		const endpoint = createEndpoint({ baseUrl: double.baseUrl });
		cleanUps.push(async () => await endpoint.close(), double.close.bind(double));
		const help = {
			embedding: { model: 'vectors', embed: async (texts: readonly string[]) => await endpoint.embed('vectors', texts, signal) },
			...(reranks && {
				reranking: { rank: async (asked: string, texts: readonly string[]) => await endpoint.rank('ranks', asked, texts, signal) },
			}),
		};
		return await recall(store, { namespace: 'a', query, limit: 10, includeUntrusted: false }, signal, help);
	};

	it('finds by meaning what holds none of the words', async () => {
		await remember(...['An apple fell', 'A pear stayed', 'The car stopped'].map(embeddingOf));
		expect(await ask('fruit')).toMatchObject({ memories: [], mode: 'lexical' });
		const { memories, mode, notes } = await withHelp({ embed }, 'fruit');
		expect({
			mode,
			notes,
			first: memories
				.slice(0, 2)
				.map(({ text }) => text)
				.sort(),
		}).toEqual({ mode: 'hybrid', notes: [], first: ['A pear stayed', 'An apple fell'] });
	});

	it.each(['rerank', 'score'] as const)('lets a model put them in order, on the path /%s', async (path) => {
		await remember('tea for one', 'tea for two', 'tea for three');
		const { memories, reranked } = await withHelp(
			{ embed, rank: { path, score: (query, text) => (text.endsWith('two') && query === 'tea' ? 9 : -text.length) } },
			'tea',
			true,
		);
		expect(reranked).toBe(true);
		expect(memories.map(({ text }) => text)).toEqual(['tea for two', 'tea for one', 'tea for three']);
	});

	it('searches by words alone where the model only writes, and says so', async () => {
		await remember('tea for one', 'tea for two');
		const { memories, mode, reranked, notes } = await withHelp({}, 'tea', true);
		expect({ count: memories.length, mode, reranked }).toEqual({ count: 2, mode: 'lexical', reranked: false });
		expect(notes).toEqual([
			expect.stringMatching(
				/^Searched by words alone: .*gives no vectors of texts with the model "vectors".*Name a model that is made for it/,
			),
			expect.stringMatching(/^Not reranked: .*no ranking of texts/),
		]);
	});

	it('takes no answer that lacks a vector', async () => {
		await remember('tea for one');
		const { mode, notes } = await withHelp({ embed: () => [] }, 'tea');
		expect(mode).toBe('lexical');
		expect(notes[0]).toMatch(/no vectors of texts that can be used/);
	});
});

describe('export and import', () => {
	it('brings hostile memories into another namespace word for word, and changes nothing the second time', async () => {
		await remember(
			...hostileTexts.map(({ text }): NewMemory => ({
				text,
				trust: 'untrusted',
				source: 'somewhere',
				subject: 'one',
				metadata: { text: text.slice(0, 50) },
			})),
		);
		const { lines, memories } = await exportMemories(store, 'a', signal);
		expect(memories).toBe(hostileTexts.length);
		expect(await importMemories(store, 'b', lines, signal)).toEqual({ read: memories, added: memories });
		expect(await importMemories(store, 'b', lines, signal)).toEqual({ read: memories, added: 0 });
		const again = await exportMemories(store, 'b', signal);
		expect(again.lines.split('\n').slice(1)).toEqual(lines.split('\n').slice(1));
	});

	it('keeps metadata with any key', async () => {
		const words = '{"__proto__":1,"constructor":{"__proto__":[2]},"prototype":null}';
		await remember({ text: 'Tea is at four.', trust: 'user', metadata: JSON.parse(words) as Record<string, unknown> });
		const { lines } = await exportMemories(store, 'a', signal);
		await importMemories(store, 'b', lines, signal);
		const { memories } = await store.list('b', {}, { limit: 5, includePast: true }, signal);
		expect(memories.map(({ metadata }) => JSON.stringify(metadata))).toEqual([words]);
	});

	it.each([
		['', 'Line 1 is not the first line'],
		['{"format":"shadow-clones-memory","version":2}', 'has version 2'],
		['{"format":"shadow-clones-memory","version":1}\n\n{"id":"x"', 'Line 3 cannot be read as JSON'],
		['{"format":"shadow-clones-memory","version":1}\n{"id":"x","text":5}', 'Line 2 is not a memory: text: it is not a text'],
		[
			'{"format":"shadow-clones-memory","version":1}\n{"id":"x","text":"a","trust":"user","metadata":[1]}',
			'Line 2 is not a memory: metadata: it is not an object',
		],
	])('refuses %j with its line, and keeps nothing', async (lines, sentence) => {
		await expect(importMemories(store, 'a', lines, signal)).rejects.toThrow(sentence);
		expect(await exportMemories(store, 'a', signal)).toMatchObject({ memories: 0 });
	});
});
