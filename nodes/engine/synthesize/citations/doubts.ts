import { normalise } from '../../text/normalise';
import { trimEndOf } from '../../text/trimEndOf';

/** Why a citation is kept, but doubted. */
export type Doubt = 'otherNumbers' | 'unrelated';

export interface Doubts {
	/** Of the sentence, those that stand in none of the words it cites. */
	readonly otherNumbers: readonly string[];
	isUnrelatedTo(cited: string): boolean;
}

/** What may be doubted about one sentence, with its list mark and without, and the words it cites. */
export function createDoubts(sentence: string, withoutMark: string, cited: readonly string[]): Doubts {
	const stems = stemsOf(sentence);
	return {
		otherNumbers: cited.length === 0 ? [] : findOtherNumbers(withoutMark, cited),
		isUnrelatedTo: (words) => {
			const others = stemsOf(words);
			return stems.size > 0 && others.size > 0 && [...stems].every((stem) => !others.has(stem));
		},
	};
}

const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/**
 * The numbers of a sentence, as plain digits, that stand in none of the words it cites.
 *
 * Thousands may be grouped in any way, small numbers be words. What is worked out from cited numbers is among them: whether it is right, no comparison of words can say.
 */
function findOtherNumbers(sentence: string, cited: readonly string[]): readonly string[] {
	const known = new Set(cited.flatMap(readNumbers).flat(2));
	const others = readNumbers(sentence).filter((readings) => !readings.some((numbers) => numbers.every((number) => known.has(number))));
	return [...new Set(others.map(([reading = []]) => reading.join(' ')))];
}

/** Every number that is written somewhere, in each way in which it may be read: most often one, of one number. */
type Readings = ReadonlyArray<readonly string[]>;

function readNumbers(text: string): readonly Readings[] {
	const words = [...text.toLowerCase().matchAll(/\p{L}+/gu)]
		.map(([word]) => numberWords.indexOf(word))
		.filter((number) => number !== -1)
		.map((number) => [[String(number)]]);
	return [...[...normalise(text, 'NFKC').matchAll(/\d+(?:[.,'’ ]\d+)*/g)].map(([written]) => readingsOf(written)), ...words];
}

/** `12,500` and `12 500` are 12500; `1.5` and `1,5` are 1.5; numbers with spaces between them may also be several. */
function readingsOf(written: string): Readings {
	const whole = [toPlainNumber(written)];
	return written.includes(' ') ? [whole, written.split(' ').map(toPlainNumber)] : [whole];
}

function toPlainNumber(written: string): string {
	const isGrouped = /^\d{1,3}(?:[.,'’ ]\d{3})+$/.test(written);
	const plain = isGrouped ? written.replace(/\D/g, '') : written.replace(',', '.');
	const hasFraction = /^\d*$/.test(plain.slice(plain.lastIndexOf('.') + 1)) && plain.includes('.');
	const short = hasFraction ? trimEndOf(plain, /0/) : plain;
	return short.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
}

/** Telling words: the first five letters of words of four letters or more. */
function stemsOf(text: string): ReadonlySet<string> {
	return new Set(
		(normalise(text.toLowerCase(), 'NFKC').match(/[\p{L}\p{N}]{4,}|\p{N}+|[\p{Script=Han}]/gu) ?? []).map((word) => word.slice(0, 5)),
	);
}
