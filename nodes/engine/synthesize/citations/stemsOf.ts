import { normalise } from '../../text/normalise';
import { plainDigits } from '../../text/plainDigits';
import { stretchesIn } from '../../text/unspacedScripts';

/** Of words of scripts with spaces, and of Katakana, which writes one word without a space in it. */
const LONGEST_STEM = 5;
/** Of Thai, Lao, Khmer and Burmese: about a word. */
const PIECE = 4;

const katakana = String.raw`[\p{Script=Katakana}ー]`;
const wordsOrHan = new RegExp(`${katakana}{2,}|\\p{Script=Han}+`, 'gu');
/** Characters that hold Chinese sentences together; each stands in all kinds of them. */
const hanFunction = /[的了着在是和与與及或也都就而且一不没沒有无無这這那个個些之于於以为為被把对對从從到由向其所]/u;
/** As they are in Thai, which has no letters of its own for them. */
const thaiFunction = /(?:เป็น|ของ|และ|ที่|จาก|ไม่|ได้|มี|ใน|คือ)/u;

/** What tells what a text is about: beginnings of words of four letters or more, numbers, and of scripts without spaces, pieces of a word's length, so that neither order nor what stands beside them counts. */
export function stemsOf(text: string): ReadonlySet<string> {
	const plain = plainDigits(normalise(text.toLowerCase(), 'NFKC'));
	const stretches = stretchesIn(plain);
	const spaced = stretches.filter(({ isUnspaced }) => !isUnspaced).map((each) => each.text);
	const words = spaced.join(' ').match(/[\p{L}\p{N}]{4,}|\p{N}+/gu) ?? [];
	const pieces = stretches.filter(({ isUnspaced }) => isUnspaced).flatMap((each) => piecesOf(each.text));
	return new Set([...words.map((word) => word.slice(0, LONGEST_STEM)), ...pieces]);
}

function piecesOf(stretch: string): readonly string[] {
	const dense = stretch.match(wordsOrHan);
	if (dense !== null) return dense.flatMap((run) => (/^\p{Script=Han}/u.test(run) ? pairsOf(run) : [run.slice(0, LONGEST_STEM)]));
	if (/^[\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(stretch)) return [];
	return stretch.split(thaiFunction).flatMap((run) => slide(run, PIECE));
}

function pairsOf(run: string): readonly string[] {
	return run.split(hanFunction).flatMap((part) => (part.length < 2 ? [part] : slide(part, 2)).filter((piece) => piece !== ''));
}

/** Every piece of that length, one letter further each. */
function slide(text: string, length: number): readonly string[] {
	const letters = [...text];
	return letters.slice(0, Math.max(0, letters.length - length + 1)).map((_, at) => letters.slice(at, at + length).join(''));
}
