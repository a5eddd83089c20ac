import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatHistory, lastInteractions, type KeptMessage } from '../../../nodes/engine/memory/chatHistory';
import { openSqliteStore, type MemoryStore } from '../../../nodes/engine/memory/stores';

const { signal } = new AbortController();
let folder: string;
let store: MemoryStore;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'chat-history-'));
	store = openSqliteStore(join(folder, 'memory.sqlite'));
});
afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

const history = (session = 'one', namespace = 'chats') => new ChatHistory(store, namespace, session, signal);
const user = (text: string): KeptMessage => ({ role: 'user', text });
const assistant = (text: string): KeptMessage => ({ role: 'assistant', text });

describe('a conversation that is kept', () => {
	it('keeps its order and every repetition, also of the same words in the same moment', async () => {
		const said = [user('yes'), assistant('Again?'), user('yes'), assistant('Again?'), user('yes')];
		await history().add(said);
		await history().add([assistant('Again?')]);
		expect(await history().read()).toEqual([...said, assistant('Again?')]);
	});

	it('is of one session and one namespace', async () => {
		await history('one').add([user('In one')]);
		await history('two').add([user('In two')]);
		await history('one', 'others').add([user('Elsewhere')]);
		expect(await history('one').read()).toEqual([user('In one')]);
	});

	it('keeps all of a message that is more than words, and who said it with how much it is trusted', async () => {
		const messages: readonly KeptMessage[] = [
			user('What is 6 * 7?'),
			{ role: 'assistant', text: 'Calls add', whole: { content: [{ type: 'tool-call', input: '{"a":"“ü”"}' }] } },
			{ role: 'tool', text: '42', whole: { content: [{ result: 42 }] } },
			{ role: 'system', text: 'Be brief.' },
		];
		await history().add(messages);
		expect(await history().read()).toEqual(messages);
		const { memories } = await store.list('chats', { session: 'one' }, { limit: 9, includePast: true }, signal);
		expect(memories.map(({ author, trust, turn }) => [author, trust, turn])).toEqual([
			['human', 'user', 1],
			['assistant', 'agent', 2],
			['tool', 'untrusted', 3],
			['system', 'user', 4],
		]);
	});

	it('has nothing in it of what else was remembered in its session, and clearing leaves that alone', async () => {
		await store.remember('chats', [{ text: 'Anna likes tea.', trust: 'untrusted', session: 'one' }], signal);
		await history().add([user('Hello')]);
		expect(await history().read()).toEqual([user('Hello')]);
		await history().clear();
		await history().clear();
		expect(await history().read()).toEqual([]);
		const { memories } = await store.list('chats', { session: 'one' }, { limit: 9, includePast: true }, signal);
		expect(memories.map(({ text }) => text)).toEqual(['Anna likes tea.']);
	});

	it('is read whole, however long it is', async () => {
		const said = Array.from({ length: 1100 }, (_, number) => user(`Message ${number}`));
		await history().add(said);
		expect(await history().read()).toEqual(said);
	});
});

describe('the last interactions', () => {
	const tool: KeptMessage = { role: 'tool', text: '42' };
	const talk = [user('a'), assistant('A'), user('b'), assistant('calls'), tool, assistant('B'), user('c'), assistant('C')];

	it('begin with what a user said, so that no output is without its call', () => {
		expect(lastInteractions(talk, 2)).toEqual(talk.slice(2));
	});

	it('are all where there are no more', () => expect(lastInteractions(talk, 9)).toEqual(talk));
});
