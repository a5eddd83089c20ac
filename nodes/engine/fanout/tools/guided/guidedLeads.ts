import { tellingWords } from '../../../quotes/tellingWords';
import type { Source } from '../../../tool';
import type { LookUp, LookUps, ReadText } from '../../rounds/lookUps';
import { askedPart } from './askedPart';
import { findLeads, sentencesOf } from './findLeads';
import { leadQuestion } from './leadQuestion';
import { namesIn } from './namesIn';
import type { FindingPlace } from './postFindings';

const MOST_OF_TASK = 5;
/** A clone that finds nothing twice in a row stops. */
const MOST_IN_A_ROW = 2;
/** The name alone finds what it is, the whole question what it is asked for: leads take one way and the other. */
const FEW_WORDS = 2;
const MANY_WORDS = 4;
/** Where so many leads have not found what is asked, what is missing may have no name yet. */
const AT_MISSING_WORDS = 5;
/** Sentences that are looked through; the latest. */
const MOST_SENTENCES = 400;
/** Where nothing is asked that can be told, words of the task still say which sentences tell. */
const MOST_TASK_CHARACTERS = 1000;

/** Where a clone has its leads from. */
export interface LeadKit {
	readonly task: string;
	/** Those of this clone. */
	readonly tools: ReadonlyArray<{ readonly name: string }>;
	readonly lookUps: LookUps;
	readonly place?: () => FindingPlace;
}

/** Names that one clone can go on from: those in what it has read, and in what all have read and found where clones share. */
export class GuidedLeads {
	/** What the task asks. */
	private readonly asked: string;
	/** Names that this clone was led to, whatever came of it. */
	private readonly tried = new Set<string>();
	private readonly quoted = new Map<string, ReadText>();
	/** Names of the question in a row. */
	private ofTaskInARow = 0;

	constructor(private readonly kit: LeadKit) {
		this.asked = askedPart(kit.task);
	}

	/** The most telling first. `quotes` are those of the clone's own findings. */
	list(quotes: readonly string[]): readonly string[] {
		const { task, place, lookUps } = this.kit;
		const found = (place?.().board.quotes ?? quotes).map((text) => this.toFinding(text));
		const read = [...found, ...this.read()].slice(-MOST_SENTENCES);
		return findLeads(read, this.asked === '' ? task.slice(0, MOST_TASK_CHARACTERS) : this.asked, (name) => lookUps.covers(name));
	}

	/**
	 * What to look up next: names in the question that nothing read begins with and nobody asked for by themselves, two in a row at most and five in all; and between them the first of `leads`, with two words that the question still lacks, then with four. None comes twice.
	 *
	 * The fifth lead of all that share is what the question lacks alone: what is missing may have no name yet.
	 */
	question(leads: readonly string[]): string | undefined {
		const read = this.read().slice(-MOST_SENTENCES);
		const number = this.kit.lookUps.countLead();
		const missing = number === AT_MISSING_WORDS && this.isQuestion ? leadQuestion('', this.asked, read, MANY_WORDS) : '';
		if (missing !== '') return missing;
		const lead = leads.find((each) => !this.tried.has(each));
		const ofTask = lead !== undefined && this.ofTaskInARow >= MOST_IN_A_ROW ? undefined : this.nameOfTask(read);
		const name = ofTask ?? lead;
		if (name === undefined) return undefined;
		this.tried.add(name);
		this.ofTaskInARow = ofTask === undefined ? 0 : this.ofTaskInARow + 1;
		return ofTask ?? leadQuestion(name, this.asked, read, number % 2 === 0 ? MANY_WORDS : FEW_WORDS);
	}

	/** What begins with a name is about it: looked up by itself, it would come again. */
	private nameOfTask(read: readonly ReadText[]): string | undefined {
		return [...new Set(this.isQuestion ? namesIn(this.asked) : [])]
			.slice(0, MOST_OF_TASK)
			.filter((name) => tellingWords(name).size > 0 && !this.tried.has(name) && !this.kit.lookUps.hasAskedAnywhere(name))
			.find((name) => !read.some(({ text }) => text.startsWith(name)));
	}

	private get isQuestion(): boolean {
		return /[?？؟]/.test(this.asked);
	}

	/** Of other clones, only what tools gave back that this one has, too: what only they may see leaves by no other tool. */
	private read(): readonly ReadText[] {
		return this.kit.lookUps.readBy(new Set(this.kit.tools.map(({ name }) => name)));
	}

	private toFinding(text: string): ReadText {
		const finding = this.quoted.get(text) ?? { text, isFinding: true };
		this.quoted.set(text, finding);
		return finding;
	}

	/** Keeps what a clone was shown of an output, for itself and for those that it shares with. */
	keep(lookUp: LookUp, source: Source): void {
		lookUp.shown = sentencesOf(source, this.kit.task);
	}
}
