import { z } from '../../checkInput';
import type { Source, Tool } from '../../tool';
import { NotTaken } from '../tools/notTaken';
import type { EvidenceBoard } from './evidenceBoard';

const findingSchema = z.object({ claim: z.string(), quote: z.string(), source: z.string() });
const questionSchema = z.object({ question: z.string() });

const text = (description: string) => ({ type: 'string', description });

/** The two tools by which a clone writes on the board. `sources` are what it may quote, by their names. */
export function createBoardTools(
	board: EvidenceBoard,
	clone: number,
	sources: ReadonlyMap<string, Source>,
	currentRound: () => number,
): readonly Tool[] {
	return [
		{
			name: 'post_finding',
			description: 'Share one claim with the other clones, together with the exact words of a source that it rests on.',
			parameters: {
				type: 'object',
				properties: {
					claim: text('What is so, in one sentence'),
					quote: text('The words of the source that say so, copied exactly'),
					source: text('The name of the source as it stands in the output, such as S2.1'),
				},
				required: ['claim', 'quote', 'source'],
				additionalProperties: false,
			},
			speaksForUs: true,
			use: async (parameters) => {
				const { claim, quote, source: sourceName } = findingSchema.parse(parameters);
				const result = board.post({ claim, quote, source: sources.get(sourceName.trim()), sourceName }, clone, currentRound());
				if (result.kind === 'refused') throw new NotTaken(`Not taken. ${result.reason}`);
				return result.kind === 'new' ? `Taken as ${result.finding.id}.` : `Known already, as ${result.finding.id}.`;
			},
		},
		{
			name: 'post_question',
			description: 'Tell the other clones what is still open.',
			parameters: {
				type: 'object',
				properties: { question: text('One question, in one sentence') },
				required: ['question'],
				additionalProperties: false,
			},
			speaksForUs: true,
			use: async (parameters) => (board.ask(questionSchema.parse(parameters).question, currentRound()) ? 'Taken.' : 'Known already.'),
		},
	];
}
