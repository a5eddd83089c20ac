import { splitSentences } from '../../../text/splitSentences';

const MOST_CHARACTERS = 600;
/** A task without a question that is no longer than this asks with all its words. */
const SHORT_TASK_CHARACTERS = 300;
const LONGEST_READ_CHARACTERS = 20_000;

/**
 * Takes out of a task what it asks: its sentences with a question mark, the last ones where they are many; else all of a short task. Empty where that cannot be told, as names and words of instructions lead nowhere.
 *
 * Of a very long task, the beginning and the end are read.
 */
export function askedPart(task: string): string {
	const read =
		task.length <= LONGEST_READ_CHARACTERS
			? task
			: `${task.slice(0, LONGEST_READ_CHARACTERS / 2)}\n${task.slice(-LONGEST_READ_CHARACTERS / 2)}`;
	const questions = read
		.split('\n')
		.flatMap(splitSentences)
		.filter((sentence) => /[?？؟][\s"'”’»)\]*_]*$/.test(sentence.slice(-20)))
		.map((sentence) => sentence.replace(/^[\s#>*•–-]+/, ''));
	if (questions.length > 0) return questions.join(' ').slice(-MOST_CHARACTERS);
	return task.length <= SHORT_TASK_CHARACTERS ? task : '';
}
