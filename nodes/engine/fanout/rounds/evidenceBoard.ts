import { hashOf } from '../../hashOf';
import { estimateTokens } from '../../estimateTokens';
import type { Finding } from '../../finding';
import { digestPrompt, writeFinding, type ShownFinding } from '../../prompts/evidence';
import type { Fence } from '../../prompts/fence';
import { findQuote, type QuoteVerdict } from '../../quotes/findQuote';
import { followsFrom, repeats } from '../../quotes/followsFrom';
import { headingOf, withHeading } from '../../quotes/headingOf';
import { toPlainText } from '../../quotes/plainText';
import { quotableOf } from '../../quotes/quotableText';
import { saysNothing } from '../../quotes/saysNothing';
import { withItsDenial } from '../../quotes/wholeSentence';
import type { RoundReceipt } from '../../receipt';
import { normalise } from '../../text/normalise';
import { trimEndOf } from '../../text/trimEndOf';
import type { Source } from '../../tool';
import { LookUps } from './lookUps';
import { isBlank } from '../../text/isBlank';

export interface Posted {
	readonly claim: string;
	readonly quote: string;
	readonly source: Source | undefined;
	/** As the clone wrote it. */
	readonly sourceName: string;
	/** What the clones are told in place of the claim; absent: the claim. */
	readonly told?: string;
	/** The claim is in words of ours. */
	readonly isOurs?: boolean;
}

type Mutable = Omit<Finding, 'alsoFoundBy'> & { alsoFoundBy?: readonly number[] };

export type PostResult =
	{ readonly kind: 'new' | 'known'; readonly finding: Finding } | { readonly kind: 'refused'; readonly reason: string };

interface Count {
	newFindings: number;
	known: number;
	refused: number;
	newQuestions: number;
	/** Absent: none. */
	quotedInstead?: number;
}

const MOST_CLAIM_CHARACTERS = 1000;
const MOST_QUOTE_CHARACTERS = 2000;
const MOST_QUESTIONS = 50;
/** A quote as long as this is the same wherever it is found again. */
const TELLING_QUOTE_CHARACTERS = 40;

/**
 * What the clones of one run have found, for all of them to see from the second round on.
 *
 * A finding is taken only with a quote that stands word for word in a source that its clone has read. A claim that does not follow from its quote, as far as words can tell, is told to the clones, as unchecked as it is, but nobody else: the finding has the quote in its place, and it is counted. A quote whose sentence goes on to deny it becomes the whole sentence. The same quote of the same source, or the same long quote of any, is one finding, no matter who posts it. After the
 * blackboard of Hayes-Roth (1985) and LbMAS (2025), with evidence in place of answers.
 */
export class EvidenceBoard {
	/** What all clones have asked their tools. */
	readonly lookUps = new LookUps();
	private readonly findingsByKey = new Map<string, Mutable>();
	private readonly sourceOf = new Map<string, Source>();
	/** Claims as they were posted, by the id of the finding. */
	private readonly claimAsPosted = new Map<string, string>();
	private readonly questions = new Map<string, string>();
	private readonly counts = new Map<number, Count>();

	constructor(
		/** What the clones work on: claims may take words from there. */
		private readonly task = '',
	) {}

	post(each: Posted, clone: number, round: number): PostResult {
		const count = this.countOf(round);
		const checked = checkPosted(each, this.task);
		if ('reason' in checked) {
			count.refused++;
			return { kind: 'refused', reason: checked.reason };
		}
		const { source } = checked;
		const posted = { ...each, quote: checked.quote };
		const quote = plainQuote(posted.quote);
		const keys = [hashOf([quote, source.text]), ...(quote.length >= TELLING_QUOTE_CHARACTERS ? [hashOf([quote])] : [])];
		const known = keys.map((key) => this.findingsByKey.get(key)).find((finding) => finding !== undefined);
		if (known !== undefined) {
			count.known++;
			if (known.clone !== clone)
				known.alsoFoundBy = [...new Set([...(known.alsoFoundBy ?? []), clone])].sort((left, right) => left - right);
			return { kind: 'known', finding: known };
		}
		count.newFindings++;
		const claim = claimOf(posted, source, this.task);
		if (claim === undefined) count.quotedInstead = (count.quotedInstead ?? 0) + 1;
		const finding: Mutable = {
			id: `F${this.findings.length + 1}`,
			claim: claim ?? posted.quote.trim(),
			quote: posted.quote.trim(),
			source: source.id,
			trust: 'untrusted',
			clone,
			round,
		};
		for (const key of keys) this.findingsByKey.set(key, finding);
		this.sourceOf.set(source.id, source);
		this.claimAsPosted.set(finding.id, (posted.told ?? posted.claim).trim());
		return { kind: 'new', finding };
	}

	/** False where it was asked before, or there is no room for more. */
	ask(question: string, round: number): boolean {
		const key = plainQuote(question);
		if (key === '' || this.questions.has(key) || this.questions.size >= MOST_QUESTIONS) return false;
		this.questions.set(key, question.trim().slice(0, MOST_CLAIM_CHARACTERS));
		this.countOf(round).newQuestions++;
		return true;
	}

	/** In the order in which they came. */
	get findings(): readonly Finding[] {
		return [...new Set(this.findingsByKey.values())];
	}

	/** The quotes of all findings, with the titles that they stand under. */
	get quotes(): readonly string[] {
		return this.findings.map(({ quote, source }) => withHeading(quote, this.sourceOf.get(source)?.text ?? ''));
	}

	/** What this clone was the first to find, and the texts it quotes there. */
	broughtBy(clone: number): { readonly findings: readonly Finding[]; readonly sources: readonly Source[] } {
		const findings = this.findings.filter((finding) => finding.clone === clone);
		const sources = [...new Set(findings.map(({ source }) => source))]
			.map((id) => this.sourceOf.get(id))
			.filter((source) => source !== undefined);
		return { findings, sources };
	}

	receiptOf(round: number, answered: number): RoundReceipt {
		return { round, ...this.countOf(round), answered };
	}

	/** For a clone at the beginning of a round: the newest findings that fit into so many tokens, in the order in which they came, and what is open. */
	digest(fence: Fence, round: number, mostTokens: number): string {
		const shown: ShownFinding[] = [];
		let tokens = 0;
		for (const finding of this.findings.toReversed()) {
			const source = this.sourceOf.get(finding.source);
			const claim = this.claimAsPosted.get(finding.id) ?? finding.claim;
			const each = { ...finding, claim, from: source === undefined ? '' : `${source.tool} ${source.asked}`.slice(0, 200) };
			tokens += estimateTokens(writeFinding(fence, each));
			if (tokens > mostTokens && shown.length > 0) break;
			shown.unshift(each);
		}
		const questions: string[] = [];
		for (const question of [...this.questions.values()].toReversed()) {
			tokens += estimateTokens(question);
			if (tokens > mostTokens) break;
			questions.unshift(question);
		}
		return digestPrompt(fence, round, shown, questions, this.findings.length - shown.length);
	}

	private countOf(round: number) {
		const count: Count = this.counts.get(round) ?? { newFindings: 0, known: 0, refused: 0, newQuestions: 0 };
		this.counts.set(round, count);
		return count;
	}
}

/** Undefined where it says something else than the quote; what our own words say of a lone value is no model's claim. */
function claimOf({ claim, quote, isOurs = false }: Posted, source: Source, question: string): string | undefined {
	const heading = headingOf(quote, source.text);
	const ground = { quotes: [quote], headings: heading === undefined ? [] : [heading], question };
	return isOurs || repeats(claim, quote) || followsFrom(claim, ground) ? claim.trim() : undefined;
}

function checkPosted(
	{ claim, quote, source, sourceName }: Posted,
	task: string,
): { readonly reason: string } | { readonly source: Source; readonly quote: string } {
	if (isBlank(claim)) return { reason: 'The claim is empty.' };
	if (claim.length > MOST_CLAIM_CHARACTERS)
		return { reason: `The claim has ${claim.length} characters, and ${MOST_CLAIM_CHARACTERS} are the most: post one claim at a time.` };
	if (quote.length > MOST_QUOTE_CHARACTERS)
		return {
			reason: `The quote has ${quote.length} characters, and ${MOST_QUOTE_CHARACTERS} are the most: quote only what the claim rests on.`,
		};
	if (source === undefined)
		return { reason: `You have read no source ${JSON.stringify(sourceName.slice(0, 80))}: name one as it stands in an output.` };
	const verdict = findQuote(quote, quotableOf(source));
	if (verdict.kind !== 'found')
		return { reason: `${explainMissing[verdict.reason]} Copy the words exactly as they stand in ${source.id}.` };
	if (source.hasFoundNothing === true || saysNothing(quote, `${task} ${source.asked} ${source.tool}`))
		return { reason: 'The quote says only that there is nothing: post what was found.' };
	const whole = withItsDenial(verdict.words, quotableOf(source));
	if (whole === verdict.words.trim()) return { source, quote };
	return whole.length > MOST_QUOTE_CHARACTERS || findQuote(whole, quotableOf(source)).kind !== 'found'
		? { reason: 'The rest of the sentence in the source denies these words or leaves them open: quote all of it.' }
		: { source, quote: whole };
}

const explainMissing: Readonly<Record<Exclude<QuoteVerdict, { kind: 'found' }>['reason'], string>> = {
	empty: 'The quote is too short to be one.',
	notThere: 'The quote does not stand in the source.',
	cutWord: 'The quote begins or ends inside of a word or a number.',
	otherNumber: 'The source has another number there than the quote.',
	lookAlike: 'The quote has letters of another alphabet that only look like those of the source.',
	hidesNegation: 'The ellipsis in the quote leaves out a denial.',
};

function plainQuote(text: string): string {
	const plain = toPlainText(normalise(text.slice(0, MOST_QUOTE_CHARACTERS), 'NFC'), true).text.replaceAll("'", '');
	return trimEndOf(plain, /[\s.,;:!?]/)
		.trim()
		.toLowerCase();
}
