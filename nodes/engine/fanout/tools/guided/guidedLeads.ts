import type { Source } from '../../../tool';
import type { LookUps } from '../../rounds/lookUps';
import type { Toolbox } from '../toolbox';
import { findLeads, sentencesOf, type ReadText } from './findLeads';
import type { FindingPlace } from './postFindings';

/** Where a clone has its leads from. */
export interface LeadKit {
	readonly task: string;
	readonly toolbox: Toolbox;
	readonly lookUps: LookUps;
	readonly place?: () => FindingPlace;
}

/** Names that one clone can go on from: those in what it has read, and in what all have found where clones share. */
export class GuidedLeads {
	private readonly shown = new Map<Source, readonly ReadText[]>();

	constructor(private readonly kit: LeadKit) {}

	/** `quotes` are those of the clone's own findings. */
	list(quotes: readonly string[]): readonly string[] {
		const { task, toolbox, place, lookUps } = this.kit;
		const found = (place?.().board.quotes ?? quotes).map((text) => ({ text, isFinding: true }));
		const outputs = [...toolbox.sources.values()].filter(({ tool, hasFoundNothing }) => tool !== 'task' && hasFoundNothing !== true);
		const read = [...found, ...outputs.flatMap((source) => this.shownOf(source))];
		return findLeads(read, task, (name) => lookUps.covers(name));
	}

	private shownOf(source: Source): readonly ReadText[] {
		const shown = this.shown.get(source) ?? sentencesOf(source, this.kit.task);
		this.shown.set(source, shown);
		return shown;
	}
}
