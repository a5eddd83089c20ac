import { tellingWords } from '../../../quotes/tellingWords';
import type { ReadText } from '../../rounds/lookUps';
import { analyse } from './analyse';
import { namesIn } from './namesIn';

const LONGEST_WORD = 30;
/** Without spaces, a whole clause would be one word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * Writes what to look up of a name: the name, and the words of the task that what was read says least about. Without a name, these words alone.
 *
 * These words are no part of a name of the task, and stand in its order; a task of nothing but names adds none, and so does a script without spaces between words. Of a task it takes what is asked (`askedPart`).
 */
export function leadQuestion(name: string, task: string, read: readonly ReadText[], mostWords: number): string {
	const named = new Set(namesIn(task).flatMap((each) => [...tellingWords(each)]));
	const texts = [...new Map(read.map((each) => [each.text, each])).values()].map((each) => analyse(each).words);
	const havingOf = new Map<string, { readonly word: string; readonly having: number }>();
	for (const word of task.match(/[\p{L}\p{N}]+/gu) ?? []) {
		if (word.length > LONGEST_WORD || unspaced.test(word)) continue;
		const [stem] = tellingWords(word);
		if (stem !== undefined && !named.has(stem) && !havingOf.has(stem))
			havingOf.set(stem, { word, having: texts.filter((words) => words.has(stem)).length });
	}
	const once = [...havingOf.values()];
	const rarest = new Set(once.toSorted((left, right) => left.having - right.having).slice(0, mostWords));
	return [name, ...once.filter((each) => rarest.has(each)).map(({ word }) => word)].join(' ').trim();
}
