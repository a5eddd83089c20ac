import { parseJson } from '../../parseJson';
import { tellingWords, wordsIn } from '../../quotes/tellingWords';

/** Words that a clone has read, with the title that they stand under. */
export interface ReadText {
	readonly text: string;
	/** A clone took it for a finding. */
	readonly isFinding: boolean;
}

/** What one clone asked a tool, and what came of it as far as that is known. */
export interface LookUp {
	readonly clone: number;
	readonly tool: string;
	readonly asked: string;
	outcome?: string;
	/** The sentences of the output that the clone was shown. */
	shown?: readonly ReadText[];
}

const MOST_KEPT = 1000;
const MOST_SHOWN = 8;
/** Their sentences are looked through before each step. */
const MOST_READ = 60;
/** A question that leaves out more words than this of an earlier one is a broader one. */
const LEAST_SHARE = 0.75;

/** What was looked up, by one clone or by all that share, so that nobody is led to ask for the same twice. */
export class LookUps {
	private readonly made: LookUp[] = [];
	private readonly wordsOf = new WeakMap<LookUp, Words>();
	private leads = 0;

	/** Kept before the call is made: clones that work side by side then see it. Of more than a thousand, the latest stay. */
	begin(clone: number, tool: string, asked: string): LookUp {
		const lookUp: LookUp = { clone, tool, asked };
		this.made.push(lookUp);
		if (this.made.length > MOST_KEPT) this.made.shift();
		this.wordsOf.set(lookUp, readWords(asked));
		return lookUp;
	}

	/** A call that brought no output may be made again, by anyone. */
	withdraw(lookUp: LookUp): void {
		const at = this.made.indexOf(lookUp);
		if (at !== -1) this.made.splice(at, 1);
	}

	/** Whether a tool was asked nearly this before: with no word that an earlier question does not have, and nearly all of its words. */
	hasAsked(tool: string, asked: string): boolean {
		const words = readWords(asked);
		return this.made.some((each) => each.tool === tool && isNearly(words, this.wordsOf.get(each)));
	}

	/** The same, whatever tool was asked. */
	hasAskedAnywhere(asked: string): boolean {
		const words = readWords(asked);
		return this.made.some((each) => isNearly(words, this.wordsOf.get(each)));
	}

	/** Whether any question had all telling words of a name. */
	covers(name: string): boolean {
		const words = [...tellingWords(name)];
		return this.made.some((each) => words.every((word) => this.wordsOf.get(each)?.telling.has(word)));
	}

	/** Another clone is led on: the number of that lead, of all that share, from 1. */
	countLead(): number {
		return ++this.leads;
	}

	/** What all read with these tools, of the latest look-ups. */
	readBy(tools: ReadonlySet<string>): readonly ReadText[] {
		return this.made
			.filter(({ tool, shown }) => shown !== undefined && tools.has(tool))
			.slice(-MOST_READ)
			.flatMap(({ shown = [] }) => shown);
	}

	/** Those of the other clones, the latest last. */
	ofOthers(clone: number, most = MOST_SHOWN): readonly LookUp[] {
		return this.made.filter((each) => each.clone !== clone && each.outcome !== undefined).slice(-most);
	}
}

interface Words {
	readonly telling: ReadonlySet<string>;
	/** Numbers and signs: another sum is another question. */
	readonly others: string;
}

function isNearly(words: Words, before: Words | undefined): boolean {
	if (words.others !== before?.others) return false;
	return [...words.telling].every((word) => before.telling.has(word)) && words.telling.size >= LEAST_SHARE * before.telling.size;
}

function readWords(asked: string): Words {
	const text = valuesOf(asked);
	const numbers = wordsIn(text).filter((word) => /\p{N}/u.test(word));
	return { telling: tellingWords(text), others: [...numbers, text.replace(/[\p{L}\p{N}\s?.,!'"’]/gu, '')].join(' ') };
}

/** What was asked, without the names of the arguments where that can be. */
function valuesOf(asked: string): string {
	const parsed = parseJson(asked)?.value;
	if (typeof parsed !== 'object' || parsed === null) return asked;
	return Object.values(parsed)
		.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
		.join(' ');
}
