/** Why a citation is kept, but doubted. */
export type Doubt = 'otherNumbers' | 'unrelated';

const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/**
 * The numbers of a sentence, as plain digits, that stand in none of the words it cites.
 *
 * Thousands may be grouped in any way, small numbers be words. What is reckoned from cited numbers is among them: whether it is right, no comparison of words can say.
 */
export function findOtherNumbers(sentence: string, cited: readonly string[]): readonly string[] {
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
	return [...[...text.normalize('NFKC').matchAll(/\d+(?:[.,'’ ]\d+)*/g)].map(([written]) => readingsOf(written)), ...words];
}

/** `12,500` and `12 500` are 12500; `1.5` and `1,5` are 1.5; numbers with spaces between them may also be several. */
function readingsOf(written: string): Readings {
	const whole = [toPlainNumber(written)];
	return written.includes(' ') ? [whole, written.split(' ').map(toPlainNumber)] : [whole];
}

function toPlainNumber(written: string): string {
	const isGrouped = /^\d{1,3}(?:[.,'’ ]\d{3})+$/.test(written);
	const plain = isGrouped ? written.replace(/\D/g, '') : written.replace(',', '.');
	return plain
		.replace(/^0+(?=\d)/, '')
		.replace(/(\.\d*?)0+$/, '$1')
		.replace(/\.$/, '');
}

/** Whether two texts have no telling word in common, by the first five letters of words of four letters or more. */
export function isUnrelated(sentence: string, cited: string): boolean {
	const [stems, others] = [stemsOf(sentence), stemsOf(cited)];
	return stems.size > 0 && others.size > 0 && [...stems].every((stem) => !others.has(stem));
}

function stemsOf(text: string): ReadonlySet<string> {
	return new Set(
		(
			text
				.toLowerCase()
				.normalize('NFKC')
				.match(/[\p{L}\p{N}]{4,}|\p{N}+|[\p{Script=Han}]/gu) ?? []
		).map((word) => word.slice(0, 5)),
	);
}
