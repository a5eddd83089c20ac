import { tellingWords } from '../../../quotes/tellingWords';
import type { Source } from '../../../tool';
import type { LookUp, LookUps } from '../../rounds/lookUps';
import { findLeads, sentencesOf } from './findLeads';
import { leadQuestion } from './leadQuestion';
import { namesIn } from './namesIn';
import type { FindingPlace } from './postFindings';

const MOST_OF_TASK = 3;
/** A longer task brings its material along: what is asked stands at its beginning or its end. */
const MOST_TASK_CHARACTERS = 2000;

/** Where a clone has its leads from. */
export interface LeadKit {
	readonly task: string;
	readonly lookUps: LookUps;
	readonly place?: () => FindingPlace;
}

/** Names that one clone can go on from: those in what it has read, and in what all have read and found where clones share. */
export class GuidedLeads {
	private readonly task: string;

	constructor(private readonly kit: LeadKit) {
		const { task } = kit;
		this.task =
			task.length <= 2 * MOST_TASK_CHARACTERS ? task : `${task.slice(0, MOST_TASK_CHARACTERS)}\n${task.slice(-MOST_TASK_CHARACTERS)}`;
	}

	/** The most telling first. `quotes` are those of the clone's own findings. */
	list(quotes: readonly string[]): readonly string[] {
		const { place, lookUps } = this.kit;
		const found = (place?.().board.quotes ?? quotes).map((text) => ({ text, isFinding: true }));
		return findLeads([...found, ...lookUps.read], this.task, (name) => lookUps.covers(name));
	}

	/** What to look up next: a name of the task that was not asked for by itself, among its first three; else the first of `leads`, with what the task still lacks. */
	question(leads: readonly string[]): string | undefined {
		const { lookUps } = this.kit;
		const [lead] = leads;
		const ofTask = namesIn(this.task)
			.slice(0, MOST_OF_TASK)
			.find((name) => tellingWords(name).size > 0 && !lookUps.hasAskedAnywhere(name));
		return ofTask ?? (lead === undefined ? undefined : leadQuestion(lead, this.task, lookUps.read));
	}

	/** Keeps what a clone was shown of an output, for itself and for those that it shares with. */
	keep(lookUp: LookUp, source: Source): void {
		lookUp.shown = sentencesOf(source, this.kit.task);
	}
}
