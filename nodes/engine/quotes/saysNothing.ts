import { stretchesIn, type Stretch } from '../text/unspacedScripts';
import { denies } from './denies';
import { denseKindsOf, type WordKind } from './denseWords';
import { isErrorPhrase } from './errorPhrases';
import { functionWords } from './functionWords';
import { aboutLookingUp, nothingWords, otherDenials, otherFunctionWords, troubleWords } from './lookupWords';
import { reasonWordsIn } from './statusReasons';
import { stemOf, wordsIn } from './tellingWords';

/** A longer text says something beside that nothing was found. */
const LONGEST = 400;

/** `error: …`, `There was an error: …`, `TypeError: …`, and what may stand between the word and the colon. */
const ledByError = /^(?:there was an? |an? )?\w{0,40}(?:error|exception)((?: [\w-]{1,40}){0,4}) ?[:：]/i;
const ledByErrorElsewhere = /^(?:错误|錯誤|エラー|ошибка|fehler|erreur|erro) ?[:：]/i;

/** What a search counts. */
const resultWords = new Set(
	'found results hits matches treffer ergebnisse résultats resultados risultati resultaten результатов совпадений'.split(' '),
);

/**
 * Whether what a tool gave back, or words of it, says only that there is nothing: that it found nothing, does not know, or went wrong.
 *
 * Told by its words: beside those that hold sentences together, those of looking something up and those that were `asked`, none is left. So no tool's own sentence has to be known, and a text that has such words among others says something. In English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese and Japanese.
 */
export function saysNothing(text: string, asked: string): boolean {
	if (text.length > LONGEST) return false;
	const plain = text
		.trim()
		.replaceAll('’', "'")
		.replace(/^(?:- )?[a-z]\w{0,30}: /i, '')
		.replace(/\bn\/a\b/gi, 'none');
	const kindOf = kindsBeside(asked);
	if (isErrorPhrase(plain) || [plain, text.trim()].some((each) => isLedByError(each, kindOf))) return true;
	const said = wordsOf(plain);
	const isCount = said.map((each) => each.text).join() === '0';
	const words = isCount ? wordsOf(text) : said;
	// A lone number is an answer, whatever it is called, unless it counts what a search gave.
	if (isCount && words.every((word) => !resultWords.has(word.text))) return false;
	if (words.length === 0) return true;
	const reasons = reasonWordsIn(words.map((each) => each.text));
	const kinds = words.flatMap((word) => (reasons.has(word.text) ? ['trouble' as const] : kindOf(word)));
	const has = (...sought: readonly WordKind[]) => kinds.some((kind) => sought.includes(kind));
	const hasSign = has('nothing', 'trouble', 'denial') || denies(plain) || (words.some((word) => word.text === '0') && has('about'));
	if (!hasSign || !has('nothing', 'trouble', 'about')) return false;
	return kinds.every((kind) => kind !== 'other' && (kind !== 'number' || has('trouble')));
}

/** Of scripts without spaces, stretches of them. */
function wordsOf(text: string): readonly Stretch[] {
	return wordsIn(text).flatMap(stretchesIn);
}

type KindsOf = (word: Stretch) => readonly WordKind[];

function kindsBeside(asked: string): KindsOf {
	const words = wordsIn(asked);
	const echoes = new Set(words.flatMap(stretchesIn).map(({ text }) => stemOf(text)));
	const together = words.join(' ');
	return ({ text: word, isUnspaced }) => {
		if (isUnspaced) return denseKindsOf(word, together);
		if (nothingWords.has(word)) return ['nothing'];
		if (troubleWords.has(word)) return ['trouble'];
		if (otherDenials.has(word)) return ['denial'];
		if (aboutLookingUp.has(word)) return ['about'];
		if (functionWords.has(word) || otherFunctionWords.has(word) || word.length === 1) return ['function'];
		if (echoes.has(stemOf(word))) return ['echo'];
		return [/\p{N}/u.test(word) ? 'number' : 'other'];
	};
}

/** `Error correction: …` is about errors, and is none. */
function isLedByError(text: string, kindOf: KindsOf): boolean {
	if (ledByErrorElsewhere.test(text)) return true;
	const between = ledByError.exec(text)?.[1];
	return between !== undefined && !wordsOf(between).flatMap(kindOf).includes('other');
}
