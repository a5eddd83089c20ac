import { mergePrompt, synthesisSystemPrompt } from '../../prompts/synthesis';
import { readDissenting } from '../readDissent';
import { makeByWriting, type Writing } from '../writing';
import type { Merger } from './merger';

const writing: Writing = {
	needsDifference: true,
	write: ({ task, contenders, instructions, fence }) => [
		{ role: 'system', content: synthesisSystemPrompt(fence) },
		{
			role: 'user',
			content: mergePrompt(
				task,
				contenders.map(({ candidate, rank }) => ({
					clone: candidate.run.clone,
					text: candidate.text,
					...(rank === undefined ? {} : { rank }),
				})),
				instructions,
				fence,
			),
		},
	],
	read: (answer, { contenders, fence }) =>
		readDissenting(
			answer,
			fence,
			contenders.map(({ candidate }) => candidate.run.clone),
		),
};

/** Fuses the candidates into one answer and keeps apart, with who says it, what they disagree on. */
export const merge: Merger = {
	id: 'merge',
	label: 'Merge',
	description: 'One answer from the best few candidates. Disagreement is kept, with who said what.',
	asksModel: true,
	make: async (job) => await makeByWriting(job, writing),
};
