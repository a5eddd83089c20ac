import { improveBestPrompt, synthesisSystemPrompt } from '../../prompts/synthesis';
import { makeByWriting, type Writing } from '../writing';
import type { Merger } from './merger';

const writing: Writing = {
	needsDifference: false,
	write: ({ task, contenders, instructions, fence }) => [
		{ role: 'system', content: synthesisSystemPrompt(fence) },
		{
			role: 'user',
			content: improveBestPrompt(
				task,
				contenders.map(({ candidate, rank, reason }) => ({
					clone: candidate.run.clone,
					text: candidate.text,
					...(rank === undefined ? {} : { rank }),
					...(reason === undefined ? {} : { criticism: reason }),
				})),
				instructions,
				fence,
			),
		},
	],
	read: (answer) => ({ text: answer.trim() }),
};

/** Rewrites the best candidate, with the others' strengths and the evaluator's reasons as criticism. */
export const improveBest: Merger = {
	id: 'improveBest',
	label: 'Improve Best',
	description: "A better version of the best answer, using the others' strengths and the evaluator's reasons as criticism",
	asksModel: true,
	takesRefused: true,
	make: async (job) => await makeByWriting(job, writing),
};
