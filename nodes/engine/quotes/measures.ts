import { asReadable, readWritten } from './numbers';
import { wordsIn } from './tellingWords';
import { unitsByWord, type KnownUnit } from './wordsOfUnits';

/** A number with what says how it is meant. */
interface Measure {
	readonly number: string;
	readonly units: readonly KnownUnit[];
	/** `million` and the like. */
	readonly scale: string;
	/** It is more than the number, or later; less, or earlier. */
	readonly bound: 'over' | 'under' | '';
}

const MOST_MEASURES = 40;
const CHARACTERS_BEFORE = 40;
const CHARACTERS_BEHIND = 40;
const comparatives = 'more|greater|higher|larger|longer|taller|older|deeper|bigger|heavier|later';
const opposed = 'less|fewer|lower|smaller|shorter|younger|lighter|earlier';
const gap = String.raw`(?: [\p{L}$€£¥]{1,9})?[ $€£¥-]*$`;
const over = new RegExp(
	String.raw`(?<!\p{L})(?:over|above|after|exceed\p{L}*|at least|(?:${comparatives}) than|über|nach|mehr als|mindestens|plus de|après|au moins|más de|después de|al menos|после|более|больше)${gap}`,
	'iu',
);
const under = new RegExp(
	String.raw`(?<!\p{L})(?:under|below|before|prior to|at most|up to|(?:${opposed}) than|unter|vor|weniger als|höchstens|bis zu|moins de|avant|au plus|menos de|antes de|до|менее|меньше)${gap}`,
	'iu',
);

/** Whether a claim gives a number of its quotes another unit, another scale or another bound than they do: `12 km` for `12 m`, `before 1990` for `after 1990`. */
export function measuresOtherwise(claim: string, quotes: readonly string[]): boolean {
	const said = readMeasures(claim);
	if (said.length === 0) return false;
	const known = quotes.flatMap(readMeasures);
	const elsewhere = quotes.flatMap(wordsIn).flatMap((word) => unitsByWord.get(word) ?? []);
	return said.some((each) => {
		const same = known.filter(({ number }) => number === each.number);
		return same.length > 0 && !same.some((other) => isMeantAlike(each, other, elsewhere));
	});
}

function isMeantAlike(said: Measure, known: Measure, elsewhere: readonly KnownUnit[]): boolean {
	if (said.scale !== known.scale || said.bound !== known.bound) return false;
	const isShare = ({ units }: Measure) => units.some(({ measures }) => measures === 'share');
	if (isShare(known) && !isShare(said)) return false;
	const isSame = (units: readonly KnownUnit[]) => units.some(({ name }) => said.units.some((own) => own.name === name));
	if (said.units.length === 0 || isSame(known.units)) return true;
	if (known.units.length > 0) return false;
	// A table names its unit beside the number, or not at all.
	return isSame(elsewhere) || !elsewhere.some(({ measures }) => said.units.some((own) => own.measures === measures));
}

function readMeasures(text: string): readonly Measure[] {
	const plain = asReadable(text).toLowerCase();
	return readWritten(plain)
		.slice(0, MOST_MEASURES)
		.map(({ number, start, end }) => {
			const before = plain.slice(Math.max(0, start - CHARACTERS_BEFORE), start);
			const behind =
				/^[ -]?(?:(hundred|thousand|tausend|million|millions|mio|mn|millionen|billion|billions|bn|milliarden|trillion|trillions|dozen)(?!\p{L}))?[ -]?(.*)$/su.exec(
					plain.slice(end, end + CHARACTERS_BEHIND),
				);
			const scale = unitsByWord.get(behind?.[1] ?? '')?.[0]?.name ?? '';
			const symbol = /[$€£¥]\s?$/.exec(before)?.[0].trim();
			const word = symbol ?? unitWord(behind?.[2] ?? '');
			const units = (unitsByWord.get(word) ?? []).filter(({ measures }) => measures !== 'scale');
			return { number, scale, units, bound: over.test(before) ? 'over' : under.test(before) ? 'under' : '' };
		});
}

function unitWord(behind: string): string {
	const degree = /^(?:°|degrees? ?|grad ?) ?([cf])(?!\p{L})/u.exec(behind)?.[1];
	if (degree !== undefined) return `°${degree}`;
	const [, square, word = ''] =
		/^(?:°|degrees? |grad )?(square |sq |cubic )?(per cent|[$€£¥%]|\p{L}+[23]?(?:\/\p{L})?)/u.exec(behind) ?? [];
	if (word === 'per cent') return '%';
	if (square === undefined) return word;
	const [length] = unitsByWord.get(word) ?? [];
	return `${length?.name ?? word}${square === 'cubic ' ? '3' : '2'}`;
}
