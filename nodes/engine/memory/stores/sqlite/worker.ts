import type { DatabaseSync } from 'node:sqlite';
import { fuse, rankingsOf } from '../../fuse';
import type { FoundByText, SearchScope } from '../store';
import { claimDecision, findDecision, finishDecision, listDecisions, removeDecisions } from './decisions';
import { eraseLog, forget } from './forget';
import { UnusableStore } from '../unusableStore';
import { openDatabase } from './openDatabase';
import type { FileJob, Job, Outcome, Trouble } from './jobs';
import { listNamespaces } from './listNamespaces';
import { getMemories, listMemories } from './readMemories';
import { keepReceipts, listReceipts } from './receipts';
import { findRecord, listRecords, removeRecords, saveRecord, trimRecords } from './records';
import { embedMemories, remember } from './remember';
import { restore } from './restore';
import { searchText } from './search';
import { searchVector } from './searchVector';
import { castVote } from './castVote';

/** More at a time cost descriptors and memory; whichever was used least lately is closed. */
const MOST_OPEN = 32;
const databases = new Map<string, DatabaseSync>();

/** Does one job on one database. Trouble comes back as plain data, because an error's fields do not survive the way between threads. */
export default function work({ file, job }: FileJob): Outcome {
	try {
		if (job.kind === 'close') return { value: closeDatabase(file) };
		return { value: handle(databaseOf(file), job, new Date()) };
	} catch (error) {
		return { trouble: describe(error) };
	}
}

function databaseOf(file: string): DatabaseSync {
	const database = databases.get(file) ?? openDatabase(file);
	databases.delete(file);
	databases.set(file, database);
	const [oldest] = databases.keys();
	if (databases.size > MOST_OPEN && oldest !== undefined) closeDatabase(oldest);
	return database;
}

function closeDatabase(file: string): void {
	databases.get(file)?.close();
	databases.delete(file);
}

function handle(database: DatabaseSync, job: Exclude<Job, { kind: 'close' }>, now: Date): unknown {
	const at = now.toISOString();
	switch (job.kind) {
		case 'remember':
			return write(database, () => remember(database, job.namespace, job.entries, at));
		case 'embed':
			return write(database, () => embedMemories(database, job.namespace, job.model, job.vectors));
		case 'restore':
			return write(database, () => restore(database, job.namespace, job.memories));
		case 'forget': {
			const forgotten = write(database, () => forget(database, job.namespace, job.selection));
			return { ...forgotten, erased: eraseLog(database) };
		}
		case 'searchText':
			return read(database, () => searchAhead(database, job.query, job.scope, at));
		case 'searchVector':
			return read(database, () => searchVector(database, job.vector, job.model, job.scope, at));
		case 'get':
			return getMemories(database, job.namespace, job.ids);
		case 'list':
			return listMemories(database, job.namespace, job.selection, job.page, at);
		case 'namespaces':
			return listNamespaces(database, job.search);
		case 'listRecords':
			return listRecords(database, job.place, job.search);
		case 'saveRecord':
			return write(database, () => saveRecord(database, job.place, job.value, now.getTime()));
		case 'findRecord':
			return findRecord(database, job.place, job.maxAgeMs, now.getTime());
		case 'removeRecords': {
			const removed = write(database, () => removeRecords(database, job.place));
			return { removed, erased: eraseLog(database) };
		}
		case 'trimRecords':
			return write(database, () => trimRecords(database, job.place, job.most, job.maxAgeMs, now.getTime()));
		case 'claimDecision':
			return write(database, () => claimDecision(database, job.place, job.claim, Date.now()));
		case 'finishDecision':
			return write(database, () => finishDecision(database, job.place, job.token, job.value, Date.now()));
		case 'vote':
			return write(database, () => castVote(database, job.place, job, Date.now()));
		case 'findDecision':
			return read(database, () => findDecision(database, job.place, now.getTime()));
		case 'listDecisions':
			return read(database, () => listDecisions(database, job.namespace, job.search, now.getTime()));
		case 'removeDecisions': {
			const removed = write(database, () => removeDecisions(database, job.namespace, job.key));
			return { removed, erased: eraseLog(database) };
		}
		case 'keepReceipts':
			return write(database, () => keepReceipts(database, job.receipts, job.limits, now.getTime()));
		case 'listReceipts':
			return listReceipts(database, job.filter, job.page);
		case 'checkIntegrity':
			return checkIntegrity(database);
	}
}

/** One way between the threads costs as much as reading the memories. */
function searchAhead(database: DatabaseSync, query: string, scope: SearchScope, at: string): FoundByText {
	const found = searchText(database, query, scope, at);
	if (scope.readAhead === undefined) return found;
	const ids = fuse(rankingsOf(found)).slice(0, scope.readAhead);
	return { ...found, memories: getMemories(database, scope.namespace, ids) };
}

/** The lock for writing is taken first: two that read and then both want to write would otherwise end each other. */
function write<Result>(database: DatabaseSync, change: () => Result): Result {
	return transact(database, 'BEGIN IMMEDIATE', change);
}

/** What is read together is read as of one moment. */
function read<Result>(database: DatabaseSync, look: () => Result): Result {
	return transact(database, 'BEGIN', look);
}

function transact<Result>(database: DatabaseSync, begin: string, work: () => Result): Result {
	database.exec(begin);
	try {
		const result = work();
		database.exec('COMMIT');
		return result;
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

function checkIntegrity(database: DatabaseSync): string[] {
	const rows = database
		.prepare('PRAGMA integrity_check')
		.all()
		.map((row) => String(row['integrity_check']));
	database.exec("INSERT INTO term(term) VALUES ('integrity-check')");
	return rows.filter((row) => row !== 'ok');
}

function describe(error: unknown): Trouble {
	if (error instanceof UnusableStore) return { trouble: error.trouble, schemaVersion: error.schemaVersion, message: error.message };
	const { errcode, code, message } = error as { errcode?: number; code?: string; message?: string };
	return { ...(errcode !== undefined && { sqliteCode: errcode }), ...(code !== undefined && { code }), message: message ?? String(error) };
}
