import { normalise } from '../text/normalise';
import { plainDigits } from '../text/plainDigits';
import { trimEndOf } from '../text/trimEndOf';
import { functionWords } from './functionWords';

const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** More measures than these are not set against each other. */
const MOST_MEASURES = 40;
/** Of what stands beside a number, so that reading takes no longer than the text. */
const LONGEST_UNIT = 40;
/** A dash between two numbers, or inside of a name such as `F-16`, is none; nor is one with a space behind it. */
const minus = /(?:(?:^|[^\p{L}\p{N}\s.,)\]%°]|(?:^|[^\p{N}])\s)[-\u2010-\u2015\u2212][$€£¥]?|(?<!\p{L})(?:minus|negative) [$€£¥]?)$/iu;
const belowZero = /^(?: ?[\p{L}°]{1,12}){0,2} below (?:zero|freezing)/iu;

/**
 * The numbers of a sentence, as plain digits, that stand in none of the words it rests on.
 *
 * Thousands may be grouped in any way, digits be of any script, small numbers be words. What is worked out from other numbers is among them.
 */
export function findOtherNumbers(sentence: string, words: readonly string[]): readonly string[] {
	const known = new Set(words.flatMap(readNumbers).flat(2));
	const others = readNumbers(sentence).filter((readings) => !readings.some((numbers) => numbers.every((number) => known.has(number))));
	return [...new Set(others.map(([reading = []]) => reading.join(' ')))];
}

/**
 * Of these numbers of a sentence, those that are the sum or the difference of two numbers in the words it rests on, all three with the same unit behind them.
 */
export function findWorkedOut(numbers: readonly string[], sentence: string, words: readonly string[]): readonly string[] {
	const known = words.flatMap(readMeasures).slice(0, MOST_MEASURES);
	const said = readMeasures(sentence).filter(({ number }) => numbers.includes(number));
	const isWorkedOut = ({ number, unit }: Measure) =>
		known.some((one, index) =>
			known
				.slice(index + 1)
				.filter((other) => isSameUnit(one.unit, unit) && isSameUnit(other.unit, unit))
				.some((other) =>
					[Number(one.number) + Number(other.number), Math.abs(Number(one.number) - Number(other.number))].some(isClose(number)),
				),
		);
	return [...new Set(said.filter(isWorkedOut).map(({ number }) => number))];
}

interface Measure {
	readonly number: string;
	readonly unit: string;
}

function readMeasures(text: string): readonly Measure[] {
	const plain = asReadable(text);
	return readWritten(plain)
		.map(({ number, end }) => ({
			number,
			unit: (/^[ -]?([\p{L}%°]+)/u.exec(plain.slice(end, end + LONGEST_UNIT))?.[1] ?? '').toLowerCase(),
		}))
		.filter(({ unit }) => unit !== '' && !functionWords.has(unit));
}

/** `m`, `metre` and `meters` are one; `m` and `mm` are not. */
function isSameUnit(one: string, other: string): boolean {
	const [short, long] = one.length <= other.length ? [one, other] : [other, one];
	if (short === long) return true;
	return short.length > 2 ? long.startsWith(short.slice(0, 3)) : long.length > 2 && long.startsWith(short);
}

function isClose(number: string): (worked: number) => boolean {
	return (worked) => Math.abs(worked - Number(number)) < 1e-9 * Math.max(1, Math.abs(worked));
}

/** Every number that is written somewhere, in each way in which it may be read: most often one, of one number. */
type Readings = ReadonlyArray<readonly string[]>;

function readNumbers(text: string): readonly Readings[] {
	const words = [...text.toLowerCase().matchAll(/\p{L}+/gu)]
		.map(([word]) => numberWords.indexOf(word))
		.filter((number) => number !== -1)
		.map((number) => [[String(number)]]);
	return [...readWritten(asReadable(text)).map(readingsOf), ...words];
}

/** A number as it is written, and as plain digits behind its minus. */
interface Written {
	readonly written: string;
	readonly sign: '-' | '';
	readonly number: string;
	readonly start: number;
	readonly end: number;
}

/** In NFKC, and with digits that all are read alike. */
export function asReadable(text: string): string {
	return plainDigits(normalise(text, 'NFKC'));
}

/** All numbers of a text that is made readable. */
export function readWritten(plain: string): readonly Written[] {
	return [...plain.matchAll(/\d+(?:[.,'’ \u066b\u066c]\d+)*/g)].map(({ 0: written, index: start }) => {
		const end = start + written.length;
		const isNegative =
			minus.test(plain.slice(Math.max(0, start - LONGEST_UNIT), start)) || belowZero.test(plain.slice(end, end + LONGEST_UNIT));
		const sign = isNegative ? '-' : '';
		return { written, sign, number: sign + toPlainNumber(written), start, end };
	});
}

/** `12,500` and `12 500` are 12500; `1.5` and `1,5` are 1.5; numbers with spaces between them may also be several. */
function readingsOf({ written, sign, number }: Written): Readings {
	return written.includes(' ')
		? [[number], written.split(' ').map((part, at) => (at === 0 ? sign : '') + toPlainNumber(part))]
		: [[number]];
}

/** `1.250,5`, `1,250.5` and `1 250,5`: the mark of the fraction is another one than that between the groups. Arabic has marks of its own for both. */
const grouped = /^(\d{1,3}([.,'’ \u066c])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,\u066b](\d+))?$/;
/** In India all groups but the last are of two digits. */
const groupedInLakhs = /^(\d{1,2}([,\u066c])\d{2}(?:\2\d{2})*\2\d{3})(?:[.\u066b](\d+))?$/;

function toPlainNumber(written: string): string {
	const [, whole, , fraction = ''] = grouped.exec(written) ?? groupedInLakhs.exec(written) ?? [];
	const plain = whole === undefined ? written.replace(/[,\u066b]/, '.') : `${whole.replace(/\D/g, '')}.${fraction}`;
	const hasFraction = /^\d*$/.test(plain.slice(plain.lastIndexOf('.') + 1)) && plain.includes('.');
	const short = hasFraction ? trimEndOf(plain, /0/) : plain;
	return short.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
}
