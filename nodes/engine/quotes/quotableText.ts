import { normalise } from '../text/normalise';
import { toPlainText, type PlainText } from './plainText';

/** A text in which quotes are looked for: what has to be made of it for that is made once. */
export class QuotableText {
	/** Quotes are told in these words. */
	readonly original: string;
	private unjoined: PlainText | undefined;
	private joined: PlainText | undefined;
	private masked: string | undefined;
	private latin: string | undefined;

	constructor(text: string) {
		this.original = normalise(text, 'NFC');
	}

	plain(joinsBrokenWords: boolean): PlainText {
		this.unjoined ??= toPlainText(this.original, false);
		if (!joinsBrokenWords) return this.unjoined;
		this.joined ??= /[-\u2010\u00ad]\s*\n/.test(this.original) ? toPlainText(this.original, true) : this.unjoined;
		return this.joined;
	}

	withMaskedNumbers(): string {
		return (this.masked ??= maskNumbers(this.plain(false).text));
	}

	withLatinLookAlikes(): string {
		return (this.latin ??= toLatinLookAlikes(this.plain(false).text));
	}
}

const known = new WeakMap<object, QuotableText>();

/** The text of a source, made ready once for as long as the source is there. */
export function quotableOf(source: { readonly text: string }): QuotableText {
	const kept = known.get(source) ?? new QuotableText(source.text);
	known.set(source, kept);
	return kept;
}

export function maskNumbers(text: string): string {
	return text.replace(/\p{Nd}[\p{Nd}.,]*/gu, '#');
}

const lookAlikes: Readonly<Record<string, string>> = {
	а: 'a',
	в: 'b',
	е: 'e',
	і: 'i',
	ј: 'j',
	к: 'k',
	м: 'm',
	н: 'h',
	о: 'o',
	р: 'p',
	с: 'c',
	ѕ: 's',
	т: 't',
	у: 'y',
	х: 'x',
	ԁ: 'd',
	һ: 'h',
	ӏ: 'l',
	α: 'a',
	β: 'b',
	ε: 'e',
	ι: 'i',
	κ: 'k',
	ν: 'v',
	ο: 'o',
	ρ: 'p',
	τ: 't',
	υ: 'u',
	χ: 'x',
	ı: 'i',
	ɡ: 'g',
	ո: 'n',
	օ: 'o',
	'0': 'o',
	'1': 'l',
	'|': 'l',
};
const lookAlike = new RegExp(`[${Object.keys(lookAlikes).join('')}]`, 'gu');

export function toLatinLookAlikes(text: string): string {
	return normalise(text.toLowerCase(), 'NFKD')
		.replace(/\p{M}/gu, '')
		.replace(lookAlike, (character) => lookAlikes[character] ?? character);
}
