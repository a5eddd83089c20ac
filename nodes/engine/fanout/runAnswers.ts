import type { Candidate } from '../candidate';
import type { MissingClone } from '../receipt';

/** What came of the clones of one run so far. */
export class RunAnswers {
	/** In the order in which clones answered first. */
	private readonly candidates: Candidate[] = [];
	/** Where each clone's answer stands among them. */
	private readonly placeOf = new Map<number, number>();
	private readonly dropped = new Map<number, MissingClone>();
	/** Each is told once, however many clones met it. */
	readonly notes = new Set<string>();
	/** The same, of what is no trouble. */
	readonly remarks = new Set<string>();

	constructor(private readonly clones: number) {}

	/** A clone's later answer takes the place of its earlier one. */
	keep(candidate: Candidate, notes: readonly string[] = [], remarks: readonly string[] = []): void {
		const { clone } = candidate.run;
		const place = this.placeOf.get(clone) ?? this.candidates.length;
		this.placeOf.set(clone, place);
		this.candidates[place] = candidate;
		this.dropped.delete(clone);
		for (const note of notes) this.notes.add(note);
		for (const remark of remarks) this.remarks.add(remark);
	}

	/** A clone that had answered in an earlier round keeps that answer, and why it brought no other is a note. */
	drop(row: MissingClone, round: number): void {
		const { clone, reason } = row;
		if (this.placeOf.has(clone))
			this.notes.add(`Clone ${clone} brought no answer in round ${round}, so its answer before that stands: ${reason}`);
		else this.dropped.set(clone, row);
	}

	/** Tells of something that went wrong and does not count; undefined: nothing did. */
	note(trouble: string | undefined): void {
		if (trouble !== undefined) this.notes.add(trouble);
	}

	get asTheyCame(): readonly Candidate[] {
		return [...this.candidates];
	}

	get inCloneOrder(): readonly Candidate[] {
		return this.candidates.toSorted((left, right) => left.run.clone - right.run.clone);
	}

	get missing(): readonly MissingClone[] {
		return [...this.dropped.values()].sort((left, right) => left.clone - right.clone);
	}

	/** Clones that have neither answered nor dropped out. */
	get stillOut(): number {
		return this.clones - this.candidates.length - this.dropped.size;
	}

	/** Whether anybody brought nothing, or half an answer. */
	get isAnyoneLate(): boolean {
		return this.dropped.size > 0 || this.candidates.some(({ finishReason }) => finishReason === 'cut');
	}
}
