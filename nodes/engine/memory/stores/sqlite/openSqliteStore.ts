import { resolve } from 'node:path';
import type { RecordStore } from '../../../records';
import { untilAborted } from '../../../untilAborted';
import type { DecisionStore } from '../../decision';
import type { StoreError } from '../../errors';
import type { Forgotten, Memory, Remembered } from '../../memory';
import { readPoll } from '../../readPoll';
import { checkNamespace, checkSelection } from '../checkCall';
import { hashOf } from '../../../hashOf';
import type { Found, FoundByText, MemoryStore } from '../store';
import { closeFile, runJob } from './fileWorker';
import type { Job } from './jobs';
import { leasesOf } from './leases';
import { toStoreError } from './toStoreError';

const forgetting: ReadonlySet<Job['kind']> = new Set(['forget', 'removeRecords', 'removeDecisions']);

/**
 * Opens memories kept in one SQLite file, which is made when something is first asked of it.
 *
 * All work on files is done in one thread, one job after the other, so that the caller's event loop never waits for a disk. Several
 * processes of one host may use the file at the same time; a network file system is no place for it.
 *
 * A caller that aborts is not waited for, but what was begun is finished. With a `refusal` the file is never touched, and whatever is asked of it ends with that error.
 */
export function openSqliteStore(path: string, refusal?: StoreError): MemoryStore {
	const file = resolve(path);
	const ask = async <Value>(job: Job, signal: AbortSignal): Promise<Value> => {
		signal.throwIfAborted();
		if (refusal !== undefined) throw refusal;
		if ('namespace' in job) checkNamespace(job.namespace);
		if ('scope' in job) checkNamespace(job.scope.namespace);
		if ('place' in job) checkNamespace(job.place.namespace);
		const outcome = await untilAborted(async () => await runJob(file, job), signal);
		if ('trouble' in outcome) throw toStoreError(outcome.trouble, file, forgetting.has(job.kind));
		return outcome.value as Value;
	};

	return {
		kind: 'embedded',
		remember: async (namespace, entries, signal) => await ask<Remembered[]>({ kind: 'remember', namespace, entries }, signal),
		searchText: async (query, scope, signal) => await ask<FoundByText>({ kind: 'searchText', query, scope }, signal),
		searchVector: async (vector, model, scope, signal) => await ask<Found[]>({ kind: 'searchVector', vector, model, scope }, signal),
		get: async (namespace, ids, signal) => await ask<Memory[]>({ kind: 'get', namespace, ids }, signal),
		namespaces: async (search, signal) => await ask({ kind: 'namespaces', search }, signal),
		list: async (namespace, selection, page, signal) => await ask({ kind: 'list', namespace, selection, page }, signal),
		embed: async (namespace, model, vectors, signal) => await ask<number>({ kind: 'embed', namespace, model, vectors }, signal),
		restore: async (namespace, memories, signal) => await ask<number>({ kind: 'restore', namespace, memories }, signal),
		forget: async (namespace, selection, signal) => {
			checkSelection(selection);
			return await ask<Forgotten>({ kind: 'forget', namespace, selection }, signal);
		},
		records: openRecords(ask),
		decisions: openDecisions(ask),
		leases: leasesOf(file),
		receipts: {
			keep: async (receipts, limits, signal) => void (await ask({ kind: 'keepReceipts', receipts, limits }, signal)),
			list: async (filter, page, signal) => await ask({ kind: 'listReceipts', filter, page }, signal),
		},
		checkIntegrity: async (signal) => await ask<string[]>({ kind: 'checkIntegrity' }, signal),
		close: async () => await closeFile(file),
	};
}

function openRecords(ask: <Value>(job: Job, signal: AbortSignal) => Promise<Value>): RecordStore {
	return {
		save: async (kind, namespace, key, value, signal) => await ask({ kind: 'saveRecord', place: { kind, namespace, key }, value }, signal),
		find: async (kind, namespace, key, maxAgeMs, signal) =>
			await ask({ kind: 'findRecord', place: { kind, namespace, key }, maxAgeMs }, signal),
		list: async (kind, namespace, search, signal) => await ask({ kind: 'listRecords', place: { kind, namespace }, search }, signal),
		remove: async (kind, namespace, key, signal) =>
			await ask({ kind: 'removeRecords', place: { kind, namespace, ...(key !== undefined && { key }) } }, signal),
		trim: async (kind, namespace, { most, maxAgeMs }, signal) =>
			await ask({ kind: 'trimRecords', place: { kind, namespace }, most, maxAgeMs }, signal),
	};
}

function openDecisions(ask: <Value>(job: Job, signal: AbortSignal) => Promise<Value>): DecisionStore {
	return {
		claim: async (namespace, key, claim, signal) =>
			await ask({ kind: 'claimDecision', place: { namespace, key }, claim: { ...claim, token: hashOf(claim.token) } }, signal),
		done: async (namespace, key, token, value, signal) =>
			await ask({ kind: 'finishDecision', place: { namespace, key }, token: hashOf(token), value }, signal),
		vote: async (namespace, key, ballot, rules, signal) =>
			await ask(
				{
					kind: 'vote',
					place: { namespace, key },
					ballot: { ...ballot, token: hashOf(ballot.token) },
					rules,
					poll: readPoll(ballot, rules),
				},
				signal,
			),
		find: async (namespace, key, signal) => await ask({ kind: 'findDecision', place: { namespace, key } }, signal),
		list: async (namespace, search, signal) => await ask({ kind: 'listDecisions', namespace, search }, signal),
		remove: async (namespace, key, signal) => await ask({ kind: 'removeDecisions', namespace, key }, signal),
	};
}
