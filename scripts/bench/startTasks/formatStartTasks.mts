import { countCode } from '../lift/codeTable.mts';
import { toMarkdown } from '../lift/formatLift.mts';
import type { KeptQuestion } from '../lift/resultsFile.mts';

/** One row for each task that was asked, with those where five gain most over one first. */
export function formatStartTasks(tasks: ReadonlyArray<{ readonly name: string }>, questions: readonly KeptQuestion[]): readonly string[] {
	const rows = tasks.flatMap(({ name }) => {
		const own = questions.filter(({ id }) => id.slice(0, id.lastIndexOf(' ')) === name);
		return own.length === 0 ? [] : [{ name, ...countCode(own, 'clones'), ...countOf(own) }];
	});
	rows.sort((left, right) => right.lift.value - left.lift.value || right.any.value - left.any.value);
	const share = (value: number) => `${Math.round(100 * value)} %`;
	return toMarkdown([
		['task', 'runs of five', 'one clone passes', 'picked without tests', 'picked by tests', 'tokens a clone', 'cut'],
		...rows.map(({ name, runs, one, picked, any, perClone, cut }) => [
			name,
			String(runs),
			share(one.value),
			share(picked.value),
			share(any.value),
			String(perClone),
			String(cut),
		]),
	]);
}

function countOf(own: readonly KeptQuestion[]): { readonly runs: number; readonly perClone: number } {
	const answers = own.flatMap((question) => question.answers);
	const tokens = answers.reduce((sum, { completionTokens }) => sum + completionTokens, 0);
	return { runs: own.length, perClone: Math.round(tokens / Math.max(1, answers.length)) };
}
