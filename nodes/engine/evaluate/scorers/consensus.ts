import type { Candidate } from '../../candidate';
import { isEngineError } from '../../errors';
import { createFence } from '../../prompts/fence';
import { CallTally } from '../callTally';
import { compareMeanings } from '../likeness/compareMeanings';
import { compareWords, type WordLikeness } from '../likeness/compareWords';
import { countGroups } from '../likeness/countGroups';
import { findEntrants, type Entrant } from '../likeness/entrants';
import { groupSame } from '../likeness/groupSame';
import type { Compared } from '../likeness/compared';
import { toCompared } from '../likeness/toCompared';
import { defineScorer, unscored, type Assessment, type Opinion, type Scorer } from './scorer';
import { drawMarker as drawAny, type ScorerTools } from './tools';

export interface ConsensusSettings {
	/** Automatic: by meaning where the server has a model for it, else by words. */
	readonly compareBy: 'automatic' | 'meaning' | 'model' | 'words';
	/** Empty: the first embedding model that the server lists. */
	readonly embeddingModel: string;
	/** Says which answers say the same; empty: the first model that chats. */
	readonly comparingModel: string;
	/** From 0 to 1; where even the leading answer is less like the others, none is accepted. */
	readonly minimumLikeness: number;
}

const MAX_TOKENS = 512;
const ROUNDING = 1e-9;

export const consensus = defineScorer({
	id: 'consensus',
	label: 'Consensus',
	description: 'For answers in sentences: the answer most like all others wins',
	by: 'consensus',
	looksAt: 'answer',
	acceptsOne: true,
	uses: { modelServer: true },
	fields: {
		compareBy: {
			kind: 'choice',
			label: 'Compare By',
			default: 'automatic',
			description: 'What makes two answers alike',
			choices: [
				{ value: 'automatic', label: 'Automatic', description: 'By meaning if the server has an embedding model, otherwise by words' },
				{ value: 'meaning', label: 'Meaning', description: 'By the vectors of an embedding model, or by words if it does not answer' },
				{
					value: 'model',
					label: 'Model',
					description: 'A chat model groups answers that say the same, and each clone has one vote. Takes one call.',
				},
				{ value: 'words', label: 'Words', description: 'By the letters they share (chrF), without asking a model' },
			],
		},
		embeddingModel: {
			kind: 'model',
			use: 'embedding',
			label: 'Embedding Model',
			description: 'The model that turns answers into vectors. Leave empty to use the first embedding model on the server.',
			shownWhen: { compareBy: ['automatic', 'meaning'] },
		},
		comparingModel: {
			kind: 'model',
			use: 'chat',
			label: 'Comparing Model',
			description:
				'The model that groups the answers. Leave empty to use the first chat model on the server. A connected Chat Model replaces it.',
			shownWhen: { compareBy: ['model'] },
		},
	},
	options: {
		minimumLikeness: {
			kind: 'number',
			label: 'Minimum Likeness',
			default: 0,
			least: 0,
			most: 1,
			decimals: 3,
			description:
				'How similar the leading answer must be to the others to be accepted, from 0 to 1. If a model compares, the share of the votes that it needs.',
		},
	},
	read: (values): ConsensusSettings => values,
	create: createConsensus,
});

/**
 * Scores each candidate by how much it is like all others, and accepts the one most like them: minimum Bayes risk (Kumar and Byrne, 2004; Bertsch et al., 2023).
 *
 * Each clone has one vote, however many answers it gave, and its answers do not back each other. Answers that broke off neither vote nor are scored; of one clone's answers alone there is no opinion. Whatever the server lets down is compared by
 * words, and the remark says why. Where a larger model was asked because the others were unsure, its answer leads.
 */
function createConsensus(settings: ConsensusSettings, tools: ScorerTools): Scorer {
	return {
		id: 'consensus',
		label: 'Consensus',
		assess: async (candidates, signal) => {
			const entrants = findEntrants(candidates);
			if (new Set(entrants.map(({ source }) => source)).size < 2) return withoutOthers(candidates, entrants);
			const tally = new CallTally();
			const remarks: string[] = [];
			const compared = await compare(entrants, candidates[0]?.run.task ?? '', { settings, tools, tally, remarks, signal });
			return { ...toAssessment(candidates, entrants, compared, settings.minimumLikeness), remarks, ...tally.asked };
		},
	};
}

interface Work {
	readonly settings: ConsensusSettings;
	readonly tools: ScorerTools;
	readonly tally: CallTally;
	readonly remarks: string[];
	readonly signal: AbortSignal;
}

async function compare(entrants: readonly Entrant[], task: string, work: Work): Promise<Compared> {
	const ways = { automatic: byMeaning, meaning: byMeaning, model: byModel, words: async () => await Promise.resolve(undefined) };
	try {
		const compared = await ways[work.settings.compareBy](entrants, work, task);
		if (compared !== undefined) return compared;
	} catch (error) {
		if (work.signal.aborted || !isEngineError(error)) throw error;
		work.remarks.push(`The answers were compared by words: ${error.message}`);
	}
	return await byWords(entrants, work);
}

async function byWords(entrants: readonly Entrant[], { remarks, signal }: Work): Promise<Compared> {
	const words = await compareWords(entrants, signal);
	remarks.push(...describeLimits(words));
	return toCompared(words, 'by words');
}

async function byMeaning(entrants: readonly Entrant[], { settings, tools, remarks, signal }: Work): Promise<Compared | undefined> {
	const { embed } = tools;
	const { compareBy, embeddingModel } = settings;
	const meanings = embed && (await compareMeanings(entrants, async (texts, stop) => await embed(embeddingModel, texts, stop), signal));
	if (meanings !== undefined) return toCompared(meanings, 'by meaning');
	if (compareBy === 'meaning')
		remarks.push(
			embed === undefined
				? 'The answers were compared by words: there is no server to ask, so choose the vLLM API credential of this node'
				: 'The answers were compared by words: the server lists no embedding model, so name one in Embedding Model',
		);
	return undefined;
}

async function byModel(
	entrants: readonly Entrant[],
	{ settings, tools, tally, remarks, signal }: Work,
	task: string,
): Promise<Compared | undefined> {
	const { ask, drawMarker = drawAny } = tools;
	const question = { model: settings.comparingModel, field: 'Comparing Model', maxTokens: MAX_TOKENS };
	const groups =
		ask &&
		(await groupSame(
			entrants,
			task,
			createFence(drawMarker()),
			async (messages, jsonSchema) =>
				await tally.count(async (watch) => await ask({ ...question, watch, messages, ...(jsonSchema && { jsonSchema }) }, signal)),
		));
	if (groups !== undefined) {
		const left = groups.filter((group) => group === undefined).length;
		if (left > 0) remarks.push(`${left} of ${entrants.length} answers were not compared: a model is shown 24 different ones`);
		return countGroups(entrants, groups, (await compareWords(entrants, signal)).values);
	}
	remarks.push(
		ask === undefined
			? 'The answers were compared by words: there is no model to ask, so connect a Chat Model or choose the vLLM API credential of this node'
			: 'The answers were compared by words: the model did not say in a readable form which of them say the same',
	);
	return undefined;
}

function toAssessment(
	candidates: readonly Candidate[],
	entrants: readonly Entrant[],
	{ values, reasonOf, agreement, isDecided = false, noTwoAgree, noTwoAlike }: Compared,
	minimum: number,
): Pick<Assessment, 'opinions' | 'ties' | 'agreement'> {
	const places = new Map(entrants.map(({ index }, place) => [index, place]));
	const best = Math.max(...values.map((value) => value ?? 0));
	const isBest = (value: number | undefined) => value !== undefined && value > best - ROUNDING;
	const isEnough = isDecided || (agreement ?? best) > minimum - ROUNDING;
	const needed = isEnough ? '' : `; the leading answer needs ${Math.round(100 * minimum)} %`;
	const disagreement = noTwoAlike ? `; no two answers are alike${isEnough ? ', so this one is as good as any' : ''}` : '';
	const shortfall = noTwoAgree ? '; no two agree' : `${disagreement}${needed}`;
	const opinions = candidates.map((candidate, index): Opinion => {
		const place = places.get(index);
		if (place === undefined) return withoutText(candidate);
		const value = values[place];
		if (value === undefined) return unscored(reasonOf(place));
		const reason = `${reasonOf(place)}${isBest(value) ? shortfall : ''}`;
		return { score: { kind: 'scored', value, reason }, accepted: isBest(value) && isEnough && noTwoAgree === undefined };
	});
	return { opinions, ties: Math.max(0, values.filter(isBest).length - 1), agreement: agreement ?? best };
}

function withoutOthers(candidates: readonly Candidate[], entrants: readonly Entrant[]): Assessment {
	const compared = new Set(entrants.map(({ index }) => index));
	return {
		opinions: candidates.map((candidate, index) =>
			compared.has(index) ? unscored('There is no answer of another clone to compare it with') : withoutText(candidate),
		),
		remarks: [],
	};
}

function withoutText({ finishReason, text }: Candidate): Opinion {
	return unscored(
		finishReason === 'cut' && text.trim() !== ''
			? 'The answer broke off before its end, so it is not compared'
			: 'There is no text to compare',
	);
}

function describeLimits({ shortened, characters, voters, isSampled, values }: WordLikeness): readonly string[] {
	return [
		...(shortened === 0
			? []
			: [`${shortened} of ${values.length} answers are long and were compared by their first ${characters} characters`]),
		...(isSampled ? [`Each of ${values.length} answers was compared with ${voters} of them, spread over all`] : []),
	];
}
