import { mkdir } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../../../../nodes/engine/memory/stores/sqlite/migrations';
import { readTerms } from '../../../../../nodes/engine/memory/text/readTerms';
import { createSqliteDatabase } from './database';

const signal = new AbortController().signal;

it('keeps the decisions of a file that was made before votes were', async () => {
	const { file, open, remove } = await createSqliteDatabase();
	await mkdir(dirname(file), { recursive: true });
	const old = new DatabaseSync(file);
	old.exec(`PRAGMA application_id = ${0x53686164}; ${String(migrations[0])} PRAGMA user_version = 1`);
	const insert = old.prepare('INSERT INTO record (kind, namespace, key, value, saved_at) VALUES (?, ?, ?, ?, ?)');
	insert.run('decision', 'a', 'refund', '"approved"', 1_000);
	insert.run('answer', 'a', 'question', '"answer"', 1_000);
	old.close();
	const store = open();
	const refund = { value: 'approved', decidedAt: '1970-01-01T00:00:01.000Z', counts: [], ballots: [] };
	expect(await store.decisions.find('a', 'refund', signal)).toMatchObject(refund);
	expect(await store.decisions.claim('a', 'refund', { value: 'no', token: 't' }, signal)).toMatchObject({
		claimed: false,
		decision: { value: 'approved' },
	});
	expect(await store.namespaces({ containing: '', limit: 10 }, signal)).toEqual([{ name: 'a', memories: 0, answers: 1, decisions: 1 }]);
	await store.close();
	await remove();
});

it('finds by their time the memories of a file that was made before times were searched', async () => {
	const { file, open, remove } = await createSqliteDatabase();
	const before = open();
	const others = Array.from({ length: 10 }, (_, index) => ({ text: `Parcel p${index}`, trust: 'user' as const }));
	await before.remember('a', [{ text: 'Bob called', trust: 'user', validFrom: '2023-05-07T18:00:00.000Z' }, ...others], signal);
	await before.close();
	const old = new DatabaseSync(file);
	old.exec('DROP INDEX memory_time; PRAGMA user_version = 3');
	old.close();
	const store = open();
	const { turn } = await store.searchText('What happened in May 2023?', { namespace: 'a', includeUntrusted: true, limit: 10 }, signal);
	expect((await store.get('a', [turn[0]!.id], signal)).map(({ text }) => text)).toEqual(['Bob called']);
	await store.close();
	const upgraded = new DatabaseSync(file, { readOnly: true });
	expect(upgraded.prepare("SELECT count(*) AS indexes FROM sqlite_schema WHERE name = 'memory_time'").get()).toEqual({ indexes: 1 });
	upgraded.close();
	await remove();
});

it('finds by ss and by emoji the memories of a file that was made before these were found, and forgets them whole', async () => {
	const { file, open, remove } = await createSqliteDatabase();
	const texts = ['Wie heißt der Fluß?', '🎉👍🏽', 'Nothing of the kind', 'To be', '\ud800 Straße'];
	const former = [['wie', 'heißt', 'der', 'fluß'], [], ['noth', 'kind'], [], ['straße']];
	const before = open();
	await before.remember(
		'a',
		texts.map((text) => ({ text, trust: 'user', session: 's' })),
		signal,
	);
	await before.close();
	const old = new DatabaseSync(file);
	for (const [place, terms] of former.entries()) {
		const write = (words: readonly string[]) => words.map((word) => `n1x${word}`).join(' ');
		old.prepare("INSERT INTO term (term, rowid, terms) VALUES ('delete', ?, ?)").run(place + 1, write(readTerms(texts[place]!)));
		old.prepare('INSERT INTO term (rowid, terms) VALUES (?, ?)').run(place + 1, write(terms));
		old.prepare('UPDATE memory SET terms = ? WHERE number = ?').run(terms.length, place + 1);
	}
	old.exec('UPDATE namespace SET terms = 7; UPDATE session SET terms = 7; PRAGMA user_version = 4');
	old.close();
	const store = open();
	const find = async (query: string) => {
		const { turn } = await store.searchText(query, { namespace: 'a', includeUntrusted: true, limit: 10 }, signal);
		return (await store.get('a', [turn[0]?.id ?? ''], signal)).map(({ text }) => text);
	};
	for (const [query, place] of [
		['heisst', 0],
		['heißt', 0],
		['FLUSS', 0],
		['STRASSE', 4],
		['👍🏽', 1],
		['🎉', 1],
		['nothing', 2],
	] as const)
		expect([query, await find(query)]).toEqual([query, [texts[place]]]);
	const sums = () => {
		const read = new DatabaseSync(file, { readOnly: true });
		const row = read
			.prepare(
				'SELECT (SELECT sum(terms) FROM memory) AS memories, (SELECT terms FROM namespace) AS namespace, (SELECT terms FROM session) AS session',
			)
			.get();
		read.close();
		return row;
	};
	expect(sums()).toEqual({ memories: 10, namespace: 10, session: 10 });
	await store.forget('a', { everything: true }, signal);
	await store.close();
	const emptied = new DatabaseSync(file);
	emptied.exec("CREATE VIRTUAL TABLE temp.kept USING fts5vocab(main, term, row); INSERT INTO term (term) VALUES ('integrity-check')");
	expect(emptied.prepare('SELECT term FROM temp.kept').all()).toEqual([]);
	emptied.close();
	await remove();
});
