import type { NameSearch, RecordKind, RecordStore, Removed, StoredRecord } from '../../nodes/engine/records';

/** Keeps records in this process, by a clock that the test moves; `breakWith` makes every call fail from then on. */
export class MemoryRecords implements RecordStore {
	nowMs = Date.parse('2026-01-01T00:00:00.000Z');
	readonly calls = { find: 0, save: 0, trim: 0 };
	private readonly kept = new Map<string, StoredRecord & { readonly savedAtMs: number }>();
	private fault: Error | undefined;

	breakWith(fault: Error): void {
		this.fault = fault;
	}

	get size(): number {
		return this.kept.size;
	}

	get values(): unknown[] {
		return [...this.kept.values()].map(({ value }) => value);
	}

	async save(kind: RecordKind, namespace: string, key: string, value: unknown, signal: AbortSignal): Promise<void> {
		this.calls.save++;
		this.check(signal);
		this.put(kind, namespace, key, value);
	}

	async find(
		kind: RecordKind,
		namespace: string,
		key: string,
		maxAgeMs: number | undefined,
		signal: AbortSignal,
	): Promise<StoredRecord | undefined> {
		this.calls.find++;
		this.check(signal);
		const record = this.kept.get(placeOf(kind, namespace, key));
		return record === undefined || this.nowMs - record.savedAtMs >= (maxAgeMs ?? Number.POSITIVE_INFINITY)
			? undefined
			: structuredClone(record);
	}

	async list(kind: RecordKind, namespace: string, { containing, limit }: NameSearch, signal: AbortSignal): Promise<StoredRecord[]> {
		this.check(signal);
		const isListed = ({ key }: StoredRecord) => key.toLowerCase().includes(containing.toLowerCase());
		return [...this.kept]
			.filter(([place, record]) => place.startsWith(placeOf(kind, namespace, '')) && isListed(record))
			.map(([, record]) => record)
			.slice(0, limit);
	}

	async remove(kind: RecordKind, namespace: string, key: string | undefined, signal: AbortSignal): Promise<Removed> {
		this.check(signal);
		const places = [...this.kept.keys()].filter((place) =>
			key === undefined ? place.startsWith(placeOf(kind, namespace, '')) : place === placeOf(kind, namespace, key),
		);
		return { removed: places.filter((place) => this.kept.delete(place)).length, erased: true };
	}

	async trim(
		kind: RecordKind,
		namespace: string,
		{ most, maxAgeMs }: { most?: number; maxAgeMs?: number },
		signal: AbortSignal,
	): Promise<number> {
		this.calls.trim++;
		this.check(signal);
		const newestFirst = [...this.kept]
			.filter(([place]) => place.startsWith(placeOf(kind, namespace, '')))
			.sort(([, left], [, right]) => right.savedAtMs - left.savedAtMs);
		const old = newestFirst.filter(
			([, { savedAtMs }], index) =>
				index >= (most ?? Number.POSITIVE_INFINITY) || this.nowMs - savedAtMs >= (maxAgeMs ?? Number.POSITIVE_INFINITY),
		);
		return old.filter(([place]) => this.kept.delete(place)).length;
	}

	private put(kind: RecordKind, namespace: string, key: string, value: unknown): StoredRecord {
		const record = {
			key,
			value: JSON.parse(JSON.stringify(value)) as unknown,
			savedAt: new Date(this.nowMs).toISOString(),
			savedAtMs: this.nowMs,
		};
		this.kept.set(placeOf(kind, namespace, key), record);
		return record;
	}

	private check(signal: AbortSignal): void {
		signal.throwIfAborted();
		if (this.fault !== undefined) throw this.fault;
	}
}

function placeOf(kind: RecordKind, namespace: string, key: string): string {
	return `${kind}\n${namespace}\n${key}`;
}
