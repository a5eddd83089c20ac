import { findQuote } from '../../../quotes/findQuote';
import { addsFacts, followsFrom, repeats, type Ground } from '../../../quotes/followsFrom';
import { headingOf, withHeading } from '../../../quotes/headingOf';
import { quotableOf } from '../../../quotes/quotableText';
import { saysNothing } from '../../../quotes/saysNothing';
import { withItsDenial } from '../../../quotes/wholeSentence';
import type { Source } from '../../../tool';
import type { EvidenceBoard } from '../../rounds/evidenceBoard';
import { nearestSentence } from './nearestSentence';

/** What a model says of words that it read. */
export interface ReadFinding {
	readonly quote: string;
	readonly claim: string;
	/** The claim is in words of ours, and needs no check. */
	readonly isOurs?: boolean;
}

export const MOST_FINDINGS = 3;

/** By the number of a sentence, before the claim: a claim that is written first asks for words that bear it out. */
export const findingsSchema = {
	type: 'object',
	properties: {
		findings: {
			type: 'array',
			maxItems: MOST_FINDINGS,
			items: {
				type: 'object',
				properties: { sentence: { type: 'integer' }, claim: { type: 'string' } },
				required: ['sentence', 'claim'],
				additionalProperties: false,
			},
		},
	},
	required: ['findings'],
	additionalProperties: false,
} as const;

const LONGEST_CLAIM = 1000;

/** What a model says by the schema above, with the sentences that it means; where there is none of that number, its claim stands for the words it may have meant. */
export function readFindings(data: unknown, sentences: readonly string[]): readonly ReadFinding[] {
	const { findings } = data as { findings: ReadonlyArray<{ sentence: number; claim: string }> };
	return findings.map(({ sentence, claim }) => {
		const quote = sentences[sentence - 1];
		return { quote: quote ?? claim, claim };
	});
}

/** Where findings go: to the board, as found by a clone in a round, or nowhere but into the clone's own notes. */
export interface FindingPlace {
	readonly board: EvidenceBoard;
	readonly clone: number;
	readonly round: number;
}

/** Findings whose quotes stand in the source, word for word as it has them; how many of them nobody had; how many did not and were dropped; and for how many the quote stands in place of a claim that does not follow from it. */
export interface Posted {
	readonly findings: readonly ReadFinding[];
	readonly fresh: number;
	readonly dropped: number;
	readonly quotedInstead: number;
}

/**
 * Posts what a clone has read about a question. A quote that does not stand in the source is replaced by the sentence that was meant, or goes with its claim: the board counts it as refused. A claim that says something else than its quote is replaced by the quote, with the title above it where the quote does not say what it is about, on the board only where it has a number or a name from nowhere: clones weigh claims themselves. Words that only say that there is nothing are no finding.
 */
export function postFindings(read: readonly ReadFinding[], source: Source, question: string, place: FindingPlace | undefined): Posted {
	const findings: ReadFinding[] = [];
	let [fresh, dropped, quotedInstead] = [0, 0, 0];
	for (const each of read.slice(0, MOST_FINDINGS)) {
		const quote = standingWords(each.quote, source);
		if (quote !== undefined && saysNothing(quote, `${question} ${source.asked} ${source.tool}`)) continue;
		const said = (each.claim.trim() || each.quote.trim()).slice(0, LONGEST_CLAIM);
		const { isOurs = false } = each;
		const ground = groundOf(quote ?? each.quote, source, question);
		const instead = withHeading(quote ?? each.quote, source.text);
		const told = isOurs || !addsFacts(said, ground) ? said : instead;
		const posted = place?.board.post(
			{ claim: said, told, quote: quote ?? each.quote, source, sourceName: source.id, isOurs },
			place.clone,
			place.round,
		);
		if (quote === undefined || posted?.kind === 'refused') {
			dropped++;
			continue;
		}
		const claim = isOurs || repeats(said, quote) || followsFrom(said, ground) ? said : instead;
		if (claim !== said) quotedInstead++;
		findings.push({ quote, claim });
		if (posted?.kind !== 'known') fresh++;
	}
	return { findings, fresh, dropped, quotedInstead };
}

function groundOf(quote: string, source: Source, question: string): Ground {
	const heading = headingOf(quote, source.text);
	return { quotes: [quote], headings: heading === undefined ? [] : [heading], question };
}

function standingWords(quote: string, source: Source): string | undefined {
	const text = quotableOf(source);
	const verdict = findQuote(quote, text);
	const meant = verdict.kind === 'found' ? undefined : nearestSentence(quote, source.text);
	const there = verdict.kind === 'found' ? verdict.words : meant;
	if (there === undefined || findQuote(there, text).kind !== 'found') return undefined;
	const whole = withItsDenial(there, text);
	if (whole === there.trim()) return (meant ?? quote).trim();
	return findQuote(whole, text).kind === 'found' ? whole : undefined;
}
