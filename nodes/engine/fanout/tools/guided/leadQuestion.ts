import { tellingWords } from '../../../quotes/tellingWords';
import type { ReadText } from '../../rounds/lookUps';
import { namesIn } from './namesIn';

/** More would find what the task is about in place of the name. */
const MOST_WORDS = 3;

/**
 * Writes what to look up of a name: the name, and the three words of the task that what was read says least about.
 *
 * These words are no part of a name of the task, and stand in its order; a task of nothing but names adds none.
 */
export function leadQuestion(name: string, task: string, read: readonly ReadText[]): string {
	const named = new Set(namesIn(task).flatMap((each) => [...tellingWords(each)]));
	const texts = [...new Set(read.map(({ text }) => text))].map(tellingWords);
	const havingOf = new Map<string, { readonly word: string; readonly having: number }>();
	for (const word of task.match(/[\p{L}\p{N}]+/gu) ?? []) {
		const [stem] = tellingWords(word);
		if (stem !== undefined && !named.has(stem) && !havingOf.has(stem))
			havingOf.set(stem, { word, having: texts.filter((words) => words.has(stem)).length });
	}
	const once = [...havingOf.values()];
	const rarest = new Set(once.toSorted((left, right) => left.having - right.having).slice(0, MOST_WORDS));
	return [name, ...once.filter((each) => rarest.has(each)).map(({ word }) => word)].join(' ');
}
