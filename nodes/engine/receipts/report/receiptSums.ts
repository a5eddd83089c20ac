import type { Pace } from '../../receipt';
import type { KeptReceipt } from '../keptReceipt';
import { createDayOf } from './createDayOf';
import { addTotals, noTotals, totalsOf, type Totals } from './totals';

/** The sums of one workflow, model, day or way to pick, under the name that is shown. */
export interface Group {
	readonly name: string;
	readonly totals: Totals;
}

/** Shares are counted in so many classes of the same width. */
const CLASSES = 10;

/** Adds receipts up, one after the other; the newest is to come first, as its names count. */
export class ReceiptSums {
	readonly total = noTotals();
	readonly agreementClasses = Array.from({ length: CLASSES }, () => 0);
	private readonly workflows = new Map<string, Group>();
	private readonly models = new Map<string, Group>();
	private readonly dayGroups = new Map<string, Group>();
	private readonly pickings = new Map<string, Group>();
	private readonly synthesised = new Map<string, number>();
	private readonly failedBy = new Map<string, number>();
	private readonly paces = new Map<string, Pace>();
	private first: string | undefined;
	private last: string | undefined;
	private readonly dayOf: (at: string) => string;

	/** Days are those of this time zone. */
	constructor(readonly timeZone = 'UTC') {
		this.dayOf = createDayOf(timeZone);
	}

	get receipts(): number {
		return this.total.receipts;
	}

	/** Times of the oldest and the newest receipt; absent where there is none. */
	get span(): { readonly from: string; readonly to: string } | undefined {
		return this.first === undefined || this.last === undefined ? undefined : { from: this.first, to: this.last };
	}

	add(receipt: KeptReceipt): void {
		const { at, kind, workflow, models, outcome, failures = [], pace } = receipt;
		const totals = totalsOf(receipt);
		addTotals(this.total, totals);
		this.addTo(this.workflows, workflow.id || workflow.name, workflow.name || workflow.id || 'Unsaved workflow', totals);
		this.addTo(this.models, models.join('\n'), models.join(' + ') || 'No model', totals);
		const day = this.dayOf(at);
		this.addTo(this.dayGroups, day, day, totals);
		if (totals.decided > 0 && outcome !== undefined) this.addTo(this.pickings, outcome.by, outcome.by, totals);
		if (totals.agreements > 0) this.countAgreement(totals.agreement);
		if (kind === 'synthesis' && outcome !== undefined) count(this.synthesised, `${outcome.by}\n${outcome.result}`, 1);
		for (const { kind: failure, clones } of failures) count(this.failedBy, failure, clones);
		const [model] = models;
		if (pace !== undefined && model !== undefined && !this.paces.has(model)) this.paces.set(model, pace);
		if (this.first === undefined || at < this.first) this.first = at;
		if (this.last === undefined || at > this.last) this.last = at;
	}

	/** The one with the most receipts first. */
	get byWorkflow(): readonly Group[] {
		return byReceipts(this.workflows);
	}

	/** Several models of one run are one group, as nobody told their shares. */
	get byModel(): readonly Group[] {
		return byReceipts(this.models);
	}

	get byPicking(): readonly Group[] {
		return byReceipts(this.pickings);
	}

	/** In the order of the calendar, under names like 2026-11-28; days without a receipt are not among them. */
	get byDay(): readonly Group[] {
		return [...this.dayGroups.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1));
	}

	/** How many answers each method made of several, by what came of them; the most frequent first. */
	get syntheses(): ReadonlyArray<{ readonly by: string; readonly result: string; readonly count: number }> {
		return byCount(this.synthesised).map(([key, many]) => {
			const [by = '', result = ''] = key.split('\n');
			return { by, result, count: many };
		});
	}

	/** Clones that brought no answer, by kind, the most frequent first. */
	get failures(): ReadonlyArray<readonly [kind: string, clones: number]> {
		return byCount(this.failedBy);
	}

	/** By model, as the newest receipt tells it. */
	get measuredPaces(): ReadonlyArray<readonly [model: string, pace: Pace]> {
		return [...this.paces];
	}

	private countAgreement(share: number): void {
		const place = Math.min(CLASSES - 1, Math.max(0, Math.floor(share * CLASSES)));
		this.agreementClasses[place] = (this.agreementClasses[place] ?? 0) + 1;
	}

	private addTo(groups: Map<string, Group>, key: string, name: string, totals: Totals): void {
		const group = groups.get(key) ?? { name, totals: noTotals() };
		addTotals(group.totals, totals);
		groups.set(key, group);
	}
}

function count(counts: Map<string, number>, key: string, more: number): void {
	counts.set(key, (counts.get(key) ?? 0) + more);
}

function byReceipts(groups: ReadonlyMap<string, Group>): Group[] {
	return [...groups.values()].toSorted((left, right) => right.totals.receipts - left.totals.receipts);
}

function byCount(counts: ReadonlyMap<string, number>): Array<readonly [string, number]> {
	return [...counts].toSorted(([, left], [, right]) => right - left);
}
