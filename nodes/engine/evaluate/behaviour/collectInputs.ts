import type { Example } from './readExamples';
import { mutateInputs } from './mutateInputs';

/** A call to try, with who says what it should give: the task, or a model that drafted it. */
export interface Input extends Example {
	readonly from: 'task' | 'draft' | 'mutation';
}

/** The calls of the task first, then the drafted ones, then what mutation makes of both; `most` in all. */
export function collectInputs(examples: readonly Example[], drafted: readonly Example[], most: number): readonly Input[] {
	const given: readonly Input[] = [
		...examples.map((example) => ({ ...example, from: 'task' as const })),
		...drafted.map((example) => ({ ...example, from: 'draft' as const })),
	].slice(0, most);
	const more = mutateInputs(
		given.map(({ input }) => input),
		most - given.length,
	);
	return [...given, ...more.map((input): Input => ({ input, from: 'mutation' }))];
}
