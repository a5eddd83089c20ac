import type { Finding } from '../../finding';
import type { QuoteVerdict } from '../../quotes/findQuote';
import type { Source } from '../../tool';
import { createDoubts, type Doubt, type Doubts } from './doubts';
import { findAddress } from './findAddress';
import { QuoteLookUp } from './quoteLookUp';
import { readCitations, type CitationGroup, type WrittenCitation } from './readCitations';
import { needsCitation, onOneLineEach, quotesIn, withoutCitations, withoutListMark } from './reportText';
import { splitSentences } from './splitSentences';

/** A finding with the text that it quotes. */
export interface Evidence {
	readonly finding: Finding;
	readonly source: Source;
}

/** `tooMany`: the report has so many citations that this one was not looked up. */
export type DropReason =
	'noSuchFinding' | 'otherSource' | 'falseQuoteBeside' | 'tooMany' | Exclude<QuoteVerdict, { kind: 'found' }>['reason'];

export interface DroppedCitation {
	readonly finding: string;
	readonly quote?: string;
	readonly reason: DropReason;
	/** Its first 500 characters. */
	readonly sentence: string;
	/** Where the quote does stand, for `otherSource`. */
	readonly standsIn?: string;
}

/** One entry of the list of sources; `quote` is as the source has it. */
export interface Reference {
	readonly number: number;
	readonly finding: string;
	readonly claim: string;
	readonly quote: string;
	readonly source: Pick<Source, 'id' | 'tool' | 'label' | 'asked'>;
	/** Where the source says that it comes from; absent where it does not say. */
	readonly address?: string;
	readonly clones: readonly number[];
}

export interface CheckedReport {
	/** The report with its citations as numbers, `[2?]` where one is doubted, and `[uncited]` behind every sentence that has none. */
	readonly text: string;
	readonly references: readonly Reference[];
	readonly kept: number;
	readonly dropped: readonly DroppedCitation[];
	readonly doubted: ReadonlyArray<{
		readonly finding: string;
		readonly sentence: string;
		readonly doubt: Doubt;
		readonly numbers?: readonly string[];
	}>;
	readonly uncited: readonly string[];
	/** Sentences that should have a citation. */
	readonly sentences: number;
}

/**
 * Checks every citation of a report against the stored sources, word for word and without any model.
 *
 * A citation that brings its own quote must have it in the source of its finding; so must what the sentence itself puts in quotation marks. One that does not hold is dropped and told. A kept one is doubted where the
 * sentence has numbers that stand in none of the quotes, a denial that none of them has or lacks one that they have, or no telling word in common with what it cites. Headings, questions, lines that introduce a list, and tables' rules need no citation. Of a report only the first 200,000 characters are kept: what nobody checks is not told.
 */
export function checkCitations(report: string, evidence: readonly Evidence[]): CheckedReport {
	return new Check(evidence).run(report);
}

interface Kept {
	readonly evidence: Evidence;
	readonly words: string;
}

/** No model writes so much at once. */
const MOST_CHARACTERS = 80_000;
/** Of a sentence that is told beside a citation. */
const MOST_TOLD_CHARACTERS = 500;

class Check {
	private readonly lookUp = new QuoteLookUp();
	private readonly inOtherSources = new Map<string, Evidence | undefined>();
	private readonly referenceOf = new Map<string, Reference>();
	private readonly byFinding: ReadonlyMap<string, Evidence>;
	private readonly dropped: DroppedCitation[] = [];
	private readonly doubted: Array<CheckedReport['doubted'][number]> = [];
	private readonly uncited: string[] = [];
	private kept = 0;
	private sentences = 0;

	constructor(private readonly evidence: readonly Evidence[]) {
		this.byFinding = new Map(evidence.map((each) => [each.finding.id, each]));
	}

	run(report: string): CheckedReport {
		const text = onOneLineEach(report.slice(0, MOST_CHARACTERS))
			.split('\n')
			.map((line) =>
				splitSentences(line)
					.map((sentence) => this.checkSentence(sentence))
					.join(''),
			)
			.join('\n');
		const { kept, dropped, doubted, uncited, sentences } = this;
		return { text, references: [...this.referenceOf.values()], kept, dropped, doubted, uncited, sentences };
	}

	private checkSentence(sentence: string): string {
		const groups = readCitations(sentence);
		const plain = withoutCitations(sentence, groups);
		const isClaim = needsCitation(plain);
		if (isClaim) this.sentences++;
		const told = plain.trim().slice(0, MOST_TOLD_CHARACTERS);
		const keptByGroup = this.dropBesideFalseQuotes(
			plain,
			told,
			groups.map(({ citations }) => citations.flatMap((citation) => this.check(citation, told))),
		);
		const kept = keptByGroup.flat();
		this.kept += kept.length;
		const written = this.rewrite(sentence, groups, keptByGroup, this.doubtsOf(plain, told, kept));
		if (kept.length > 0 || !isClaim) return written;
		this.uncited.push(told);
		const visible = written.trimEnd();
		// Between sentences of scripts without spaces there is none, so that only its side tells which of two the mark is of.
		const gap = /[。！？｡][」』”’）〉》]*$/u.test(visible) ? '' : ' ';
		return `${visible}${gap}[uncited]${written.slice(visible.length)}`;
	}

	private check({ finding, quote }: WrittenCitation, sentence: string): readonly Kept[] {
		const evidence = this.byFinding.get(finding);
		const drop = (reason: DropReason, standsIn?: string): readonly Kept[] => {
			this.dropped.push({
				finding,
				...(quote === undefined ? {} : { quote }),
				reason,
				sentence,
				...(standsIn === undefined ? {} : { standsIn }),
			});
			return [];
		};
		if (evidence === undefined) return drop('noSuchFinding');
		const verdict = this.lookUp.find(quote ?? evidence.finding.quote, evidence.source);
		if (verdict === undefined) return drop('tooMany');
		if (verdict.kind === 'found') return [{ evidence, words: verdict.words }];
		const other = quote === undefined ? undefined : this.findInOtherSource(quote, evidence);
		return other === undefined ? drop(verdict.reason) : drop('otherSource', other.finding.id);
	}

	private findInOtherSource(quote: string, { source }: Evidence): Evidence | undefined {
		const key = `${source.id} ${quote}`;
		if (!this.inOtherSources.has(key))
			this.inOtherSources.set(
				key,
				this.evidence.find((other) => other.source.id !== source.id && this.lookUp.stands(quote, other.source)),
			);
		return this.inOtherSources.get(key);
	}

	/** What a sentence puts in quotation marks must stand in a source that it cites; a citation that holds none of it goes when some of it stands in none. */
	private dropBesideFalseQuotes(plain: string, sentence: string, groups: ReadonlyArray<readonly Kept[]>): ReadonlyArray<readonly Kept[]> {
		const sources = new Set(groups.flat().map(({ evidence }) => evidence.source));
		if (sources.size === 0) return groups;
		const quotes = quotesIn(plain);
		const falseQuote = quotes.find((quote) => ![...sources].some((source) => this.lookUp.stands(quote, source)));
		if (falseQuote === undefined) return groups;
		const holding = new Set([...sources].filter((source) => quotes.some((quote) => this.lookUp.stands(quote, source))));
		const keeps = ({ evidence }: Kept) => holding.has(evidence.source);
		for (const each of groups.flat())
			if (!keeps(each)) this.dropped.push({ finding: each.evidence.finding.id, quote: falseQuote, reason: 'falseQuoteBeside', sentence });
		return groups.map((group) => group.filter(keeps));
	}

	private doubtsOf(plain: string, sentence: string, kept: readonly Kept[]): ReadonlyMap<Kept, Doubt | undefined> {
		const cited = new Set(kept.flatMap(({ words, evidence }) => [words, evidence.finding.quote]));
		const doubts = createDoubts(plain, withoutListMark(plain), [...cited]);
		return new Map(kept.map((each) => [each, this.doubt(doubts, sentence, each)]));
	}

	private doubt(
		{ otherNumbers: numbers, deniesOtherwise, isUnrelatedTo }: Doubts,
		sentence: string,
		{ words, evidence }: Kept,
	): Doubt | undefined {
		const { id: finding, claim, quote } = evidence.finding;
		if (numbers.length > 0) {
			this.doubted.push({ finding, sentence, doubt: 'otherNumbers', numbers });
			return 'otherNumbers';
		}
		const isUnrelated = isUnrelatedTo(`${words} ${claim} ${quote}`);
		if (!isUnrelated && !deniesOtherwise) return undefined;
		const doubt = isUnrelated ? 'unrelated' : 'otherDenial';
		this.doubted.push({ finding, sentence, doubt });
		return doubt;
	}

	private rewrite(
		sentence: string,
		groups: readonly CitationGroup[],
		kept: ReadonlyArray<readonly Kept[]>,
		doubts: ReadonlyMap<Kept, Doubt | undefined>,
	): string {
		const parts: string[] = [];
		let at = 0;
		for (const [index, { start, end }] of groups.entries()) {
			const marks = (kept[index] ?? []).map((each) => `[${this.referTo(each)}${doubts.get(each) === undefined ? '' : '?'}]`);
			const before = sentence.slice(at, start);
			parts.push(marks.length === 0 ? before.trimEnd() : before, ...new Set(marks));
			at = end;
		}
		return [...parts, sentence.slice(at)].join('');
	}

	private referTo({ evidence: { finding, source }, words }: Kept): number {
		const key = `${finding.id} ${words}`;
		const known = this.referenceOf.get(key);
		if (known !== undefined) return known.number;
		const number = this.referenceOf.size + 1;
		const address = findAddress(source, words);
		this.referenceOf.set(key, {
			number,
			finding: finding.id,
			claim: finding.claim,
			quote: words,
			source: { id: source.id, tool: source.tool, ...(source.label !== undefined && { label: source.label }), asked: source.asked },
			...(address === undefined ? {} : { address }),
			clones: [finding.clone, ...(finding.alsoFoundBy ?? [])],
		});
		return number;
	}
}
