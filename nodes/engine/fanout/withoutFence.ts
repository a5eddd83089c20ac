import type { Fence } from '../prompts/fence';

/** An answer without lines of the run's fence, in its text and in every text of its data: only the clone was to see them. */
export function withoutFence<Answer extends { readonly text: string; readonly data?: unknown }>(answer: Answer, fence: Fence): Answer {
	const { text, data } = answer;
	return { ...answer, text: fence.withoutLines(text), ...(data === undefined ? {} : { data: inside(data, fence) }) };
}

function inside(value: unknown, fence: Fence): unknown {
	if (typeof value === 'string') return fence.withoutLines(value);
	if (Array.isArray(value)) return value.map((each) => inside(each, fence));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inside(each, fence)]));
}
