import { tellingWords } from '../../../quotes/tellingWords';
import type { ReadText } from '../../rounds/lookUps';
import { namesIn } from './namesIn';

interface Analysed {
	readonly words: ReadonlySet<string>;
	readonly names: readonly string[];
}

/** A page may be nothing but names. */
const MOST_NAMES = 20;

const known = new WeakMap<ReadText, Analysed>();

/** The telling words of a sentence, and its first twenty names; read once, as the same sentences come again before each step. */
export function analyse(read: ReadText): Analysed {
	const analysed = known.get(read) ?? { words: tellingWords(read.text), names: namesIn(read.text).slice(0, MOST_NAMES) };
	known.set(read, analysed);
	return analysed;
}
