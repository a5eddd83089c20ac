import { join, resolve } from 'node:path';
import { Piscina } from 'piscina';
import type { RecordStore } from '../../../records';
import { workerArguments } from '../../../workerArguments';
import type { Forgotten, Memory, Remembered } from '../../memory';
import { checkNamespace, checkSelection } from '../checkCall';
import type { Found, FoundByText, MemoryStore } from '../store';
import type { Job, Outcome } from './jobs';
import { toStoreError } from './toStoreError';

/** The thread goes, and the file is closed, when there was nothing to do for so long. */
const IDLE_MS = 60_000;

/**
 * Opens memories kept in one SQLite file, which is made when something is first asked of it.
 *
 * All work on the file is done in a thread of its own, one job after the other, so that the caller's event loop never waits for a disk. Several
 * processes of one host may use the file at the same time; a network file system is no place for it.
 */
export function openSqliteStore(path: string): MemoryStore {
	const file = resolve(path);
	const pool = new Piscina({
		...workerArguments(join(__dirname, 'worker'), __filename),
		workerData: { file },
		minThreads: 0,
		maxThreads: 1,
		idleTimeout: IDLE_MS,
		atomics: 'disabled',
		recordTiming: false,
	});
	// A thread that cannot even start leaves its jobs waiting without a word.
	const waiting = new Set<(error: Error) => void>();
	pool.on('error', (error: Error) => {
		for (const giveUp of waiting) giveUp(error);
	});
	const run = async (job: Job): Promise<Outcome> => {
		let giveUp: (error: Error) => void = () => {};
		const broken = new Promise<never>((_, reject) => waiting.add((giveUp = reject)));
		try {
			return await Promise.race([pool.run(job) as Promise<Outcome>, broken]);
		} catch (error) {
			return { trouble: { message: error instanceof Error ? error.message : String(error) } };
		} finally {
			waiting.delete(giveUp);
		}
	};

	const ask = async <Value>(job: Job, signal: AbortSignal): Promise<Value> => {
		signal.throwIfAborted();
		if ('namespace' in job) checkNamespace(job.namespace);
		if ('scope' in job) checkNamespace(job.scope.namespace);
		if ('place' in job) checkNamespace(job.place.namespace);
		const outcome = await run(job);
		if ('trouble' in outcome) throw toStoreError(outcome.trouble, file);
		return outcome.value as Value;
	};

	return {
		kind: 'embedded',
		remember: async (namespace, entries, signal) => await ask<Remembered[]>({ kind: 'remember', namespace, entries }, signal),
		searchText: async (query, scope, signal) => await ask<FoundByText>({ kind: 'searchText', query, scope }, signal),
		searchVector: async (vector, model, scope, signal) => await ask<Found[]>({ kind: 'searchVector', vector, model, scope }, signal),
		get: async (namespace, ids, signal) => await ask<Memory[]>({ kind: 'get', namespace, ids }, signal),
		list: async (namespace, selection, page, signal) => await ask({ kind: 'list', namespace, selection, page }, signal),
		embed: async (namespace, model, vectors, signal) => await ask<number>({ kind: 'embed', namespace, model, vectors }, signal),
		restore: async (namespace, memories, signal) => await ask<number>({ kind: 'restore', namespace, memories }, signal),
		forget: async (namespace, selection, signal) => {
			checkSelection(selection);
			return await ask<Forgotten>({ kind: 'forget', namespace, selection }, signal);
		},
		records: openRecords(ask),
		checkIntegrity: async (signal) => await ask<string[]>({ kind: 'checkIntegrity' }, signal),
		close: async () => await pool.destroy(),
	};
}

function openRecords(ask: <Value>(job: Job, signal: AbortSignal) => Promise<Value>): RecordStore {
	return {
		save: async (kind, namespace, key, value, signal) => await ask({ kind: 'saveRecord', place: { kind, namespace, key }, value }, signal),
		claim: async (kind, namespace, key, value, signal) =>
			await ask({ kind: 'claimRecord', place: { kind, namespace, key }, value }, signal),
		find: async (kind, namespace, key, maxAgeMs, signal) =>
			await ask({ kind: 'findRecord', place: { kind, namespace, key }, maxAgeMs }, signal),
		remove: async (kind, namespace, key, signal) =>
			await ask({ kind: 'removeRecords', place: { kind, namespace, ...(key !== undefined && { key }) } }, signal),
		trim: async (kind, namespace, { most, maxAgeMs }, signal) =>
			await ask({ kind: 'trimRecords', place: { kind, namespace }, most, maxAgeMs }, signal),
	};
}
