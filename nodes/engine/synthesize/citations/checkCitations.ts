import type { Finding } from '../../finding';
import { findQuote, type QuoteVerdict } from '../../quotes/findQuote';
import type { Source } from '../../tool';
import { findOtherNumbers, isUnrelated, type Doubt } from './doubts';
import { readCitations, type CitationGroup, type WrittenCitation } from './readCitations';
import { splitSentences } from './splitSentences';

/** A finding with the text that it quotes. */
export interface Evidence {
	readonly finding: Finding;
	readonly source: Source;
}

export type DropReason = 'noSuchFinding' | 'otherSource' | 'falseQuoteBeside' | Exclude<QuoteVerdict, { kind: 'found' }>['reason'];

export interface DroppedCitation {
	readonly finding: string;
	readonly quote?: string;
	readonly reason: DropReason;
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
	readonly source: Pick<Source, 'id' | 'tool' | 'asked'>;
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
 * sentence has numbers that stand in none of the quotes, or no telling word in common with what it cites. Headings, questions, lines that introduce a list, and tables' rules need no citation.
 */
export function checkCitations(report: string, evidence: readonly Evidence[]): CheckedReport {
	return new Check(evidence).run(report);
}

interface Kept {
	readonly evidence: Evidence;
	readonly words: string;
}

class Check {
	private readonly byFinding: ReadonlyMap<string, Evidence>;
	private readonly references: Reference[] = [];
	private readonly dropped: DroppedCitation[] = [];
	private readonly doubted: Array<CheckedReport['doubted'][number]> = [];
	private readonly uncited: string[] = [];
	private kept = 0;
	private sentences = 0;

	constructor(private readonly evidence: readonly Evidence[]) {
		this.byFinding = new Map(evidence.map((each) => [each.finding.id, each]));
	}

	run(report: string): CheckedReport {
		const text = onOneLineEach(report)
			.split('\n')
			.map((line) =>
				splitSentences(line)
					.map((sentence) => this.checkSentence(sentence))
					.join(''),
			)
			.join('\n');
		const { references, kept, dropped, doubted, uncited, sentences } = this;
		return { text, references, kept, dropped, doubted, uncited, sentences };
	}

	private checkSentence(sentence: string): string {
		const groups = readCitations(sentence);
		const plain = withoutCitations(sentence, groups);
		const needsCitation = needsOne(plain);
		if (needsCitation) this.sentences++;
		const keptByGroup = this.dropBesideFalseQuotes(
			plain,
			groups.map(({ citations }) => citations.flatMap((citation) => this.check(citation, plain.trim()))),
		);
		const kept = keptByGroup.flat();
		this.kept += kept.length;
		const doubts = new Map(kept.map((each) => [each, this.doubt(plain, each, kept)]));
		const written = this.rewrite(sentence, groups, keptByGroup, doubts);
		if (kept.length > 0 || !needsCitation) return written;
		this.uncited.push(plain.trim());
		return written.replace(/\s*$/, (space) => ` [uncited]${space}`);
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
		const verdict = findQuote(quote ?? evidence.finding.quote, evidence.source.text);
		if (verdict.kind === 'found') return [{ evidence, words: verdict.words }];
		const other =
			quote === undefined
				? undefined
				: this.evidence.find(({ source }) => source.id !== evidence.source.id && findQuote(quote, source.text).kind === 'found');
		return other === undefined ? drop(verdict.reason) : drop('otherSource', other.finding.id);
	}

	/** What a sentence puts in quotation marks must stand in a source that it cites; a citation that holds none of it goes when some of it stands in none. */
	private dropBesideFalseQuotes(plain: string, groups: ReadonlyArray<readonly Kept[]>): ReadonlyArray<readonly Kept[]> {
		const kept = groups.flat();
		const quotes = quotesIn(plain);
		const holds = ({ evidence }: Kept, quote: string) => findQuote(quote, evidence.source.text).kind === 'found';
		const falseQuote = quotes.find((quote) => !kept.some((each) => holds(each, quote)));
		if (falseQuote === undefined || kept.length === 0) return groups;
		const keeps = (each: Kept) => quotes.some((quote) => holds(each, quote));
		for (const each of kept)
			if (!keeps(each))
				this.dropped.push({ finding: each.evidence.finding.id, quote: falseQuote, reason: 'falseQuoteBeside', sentence: plain.trim() });
		return groups.map((group) => group.filter(keeps));
	}

	private doubt(plain: string, each: Kept, kept: readonly Kept[]): Doubt | undefined {
		const finding = each.evidence.finding.id;
		const sentence = plain.trim();
		const numbers = findOtherNumbers(
			withoutListMark(plain),
			kept.flatMap(({ words, evidence }) => [words, evidence.finding.quote]),
		);
		if (numbers.length > 0) {
			this.doubted.push({ finding, sentence, doubt: 'otherNumbers', numbers });
			return 'otherNumbers';
		}
		if (!isUnrelated(plain, `${each.words} ${each.evidence.finding.claim} ${each.evidence.finding.quote}`)) return undefined;
		this.doubted.push({ finding, sentence, doubt: 'unrelated' });
		return 'unrelated';
	}

	private rewrite(
		sentence: string,
		groups: readonly CitationGroup[],
		kept: ReadonlyArray<readonly Kept[]>,
		doubts: ReadonlyMap<Kept, Doubt | undefined>,
	): string {
		let written = '';
		let at = 0;
		for (const [index, { start, end }] of groups.entries()) {
			const marks = (kept[index] ?? []).map((each) => `[${this.referTo(each)}${doubts.get(each) === undefined ? '' : '?'}]`);
			const before = sentence.slice(at, start);
			written += marks.length === 0 ? before.trimEnd() : before + [...new Set(marks)].join('');
			at = end;
		}
		return written + sentence.slice(at);
	}

	private referTo({ evidence: { finding, source }, words }: Kept): number {
		const known = this.references.find((reference) => reference.finding === finding.id && reference.quote === words);
		if (known !== undefined) return known.number;
		const number = this.references.length + 1;
		const address = addressOf(source, words);
		this.references.push({
			number,
			finding: finding.id,
			claim: finding.claim,
			quote: words,
			source: { id: source.id, tool: source.tool, asked: source.asked },
			...(address === undefined ? {} : { address }),
			clones: [finding.clone, ...(finding.alsoFoundBy ?? [])],
		});
		return number;
	}
}

/** A citation whose quote goes over several lines would be cut with them. */
function onOneLineEach(report: string): string {
	return readCitations(report).reduceRight(
		(text, { start, end }) => text.slice(0, start) + text.slice(start, end).replace(/\s*\n\s*/g, ' ') + text.slice(end),
		report,
	);
}

function withoutCitations(sentence: string, groups: readonly CitationGroup[]): string {
	return groups.reduceRight((text, { start, end }) => text.slice(0, start).trimEnd() + text.slice(end), sentence);
}

function withoutListMark(sentence: string): string {
	return sentence.replace(/^\s*(?:\d+[.)]|[-*•])\s+/, '');
}

function needsOne(plain: string): boolean {
	const words = withoutListMark(plain).trim();
	if (/^(?:#{1,6}\s|\|[\s:|-]+\|$|[-=*_]{3,}$)/.test(words) || /[:?]["'”’)*_]*$/.test(words)) return false;
	if (/^\*\*[^*]+\*\*$/.test(words)) return false;
	return (words.match(/\p{L}+/gu) ?? []).length >= 3;
}

/** Three words or more in quotation marks: fewer are a name or irony. */
function quotesIn(plain: string): readonly string[] {
	return [...plain.matchAll(/["“„«]([^"“”„«»]{3,})["”“»]/g)]
		.map(([, words]) => String(words))
		.filter((words) => (words.match(/[\p{L}\p{N}]+/gu) ?? []).length >= 3);
}

const addressPattern = /https?:\/\/[^\s"'<>)\]}]+/g;

/** The address that was asked for; else the last one that the source names before the quote, as lists of search results do. */
function addressOf({ asked, text }: Source, words: string): string | undefined {
	const [askedFor] = asked.match(addressPattern) ?? [];
	if (askedFor !== undefined) return askedFor;
	const at = text.normalize('NFC').indexOf(words);
	const addresses = [...text.matchAll(addressPattern)];
	return (addresses.findLast(({ index }) => index <= at) ?? addresses[0])?.[0];
}
