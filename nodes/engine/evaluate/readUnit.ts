import Qty from 'js-quantities';
import { InvalidInputError } from '../errors';
import type { FoundNumber } from './readNumber';

/** Digits that the conversions are good for. */
const DIGITS = 8;

/** Units that are English words as well: taken for a unit only where nothing but the end follows. */
const alsoWords = new Set(['a', 'are', 'as', 'at', 'bar', 'in', 'min', 'or']);

const degrees: Readonly<Record<string, string>> = {
	c: 'tempC',
	celsius: 'tempC',
	f: 'tempF',
	fahrenheit: 'tempF',
	k: 'tempK',
	kelvin: 'tempK',
};

/**
 * Makes the function that gives a found number in one unit: `1.5 km` is 1500 in m.
 *
 * A number without a unit, or with a word behind it that is no unit, is taken to be in that unit already; one in a unit of another kind, an hour for metres, is no answer and undefined. Units are those of js-quantities.
 *
 * @throws InvalidInputError when the unit is none.
 */
export function createUnitReader(unit: string): (found: FoundNumber) => string | undefined {
	const target = parse(unit, false) ?? parse(unit, true);
	if (target === undefined)
		throw new InvalidInputError(
			`${JSON.stringify(unit)} is not a known unit`,
			'Write one such as km, min, kg, MB or °C, or leave Unit empty.',
			'Unit',
		);
	const isTemperature = target.kind() === 'temperature';
	return ({ number, after }) => {
		const said = readErrorBody(after, isTemperature);
		if (said === undefined) return number;
		if (!said.isCompatible(target)) return undefined;
		const value = Qty(Number(number), said.units()).to(target.units()).scalar;
		return String(Number(value.toPrecision(DIGITS)));
	};
}

function readErrorBody(after: string, isTemperature: boolean): Qty | undefined {
	const match = /^\s?((?:°|degrees?\s)?\s?[A-Za-zµ]+(?:[/^]?[A-Za-z0-9²³]+)*)(\s*[A-Za-z0-9])?/.exec(after);
	const [, word = '', more] = match ?? [];
	if (word === '' || (alsoWords.has(word.toLowerCase()) && more !== undefined)) return undefined;
	return parse(word, isTemperature) ?? parse(word.toLowerCase(), isTemperature);
}

function parse(word: string, isTemperature: boolean): Qty | undefined {
	const plain = word.replace(/²/g, '2').replace(/³/g, '3');
	const bare = plain.replace(/^(?:°|degrees?\s)\s?/i, '');
	try {
		return Qty(1, isTemperature || bare !== plain ? (degrees[bare.toLowerCase()] ?? bare) : plain);
	} catch {
		return undefined;
	}
}
