import type { Candidate } from '../../candidate';
import { isEngineError } from '../../errors';
import { readStrictly, repairBudget, repairJson } from '../../json/repairJson';
import { inTurns } from '../../takeTurns';
import { insideFence } from '../../text/insideFence';
import { findCodeLanguage } from '../findCodeLanguage';
import { consensus, type ConsensusSettings } from './consensus';
import { executionAgreement, type ExecutionAgreementSettings } from './executionAgreement';
import { runTests, type RunTestsSettings } from './runTests';
import { defineScorer, type Assessment, type Scorer } from './scorer';
import type { ScorerTools } from './tools';
import { vote } from './vote';

export interface AutomaticSettings {
	readonly hasTests: boolean;
	readonly runTests: RunTestsSettings;
	readonly executionAgreement: ExecutionAgreementSettings;
	readonly consensus: ConsensusSettings;
}

export const automatic = defineScorer({
	id: 'automatic',
	label: 'Automatic',
	description:
		'Picks what fits: Run Tests if there are tests, Execution Agreement for code, Vote for JSON that agrees, otherwise Consensus',
	by: 'what fits',
	looksAt: 'answer',
	uses: { modelServer: true, sandbox: true },
	fields: { ...runTests.fields },
	options: { ...runTests.options, ...executionAgreement.options, ...consensus.options },
	read: (values): AutomaticSettings => ({
		hasTests: runTests.lacks?.(values) === false,
		runTests: runTests.read(values),
		executionAgreement: executionAgreement.read({ ...values, draftedTests: 0, draftingModel: '' }),
		consensus: consensus.read({ ...values, compareBy: 'automatic', embeddingModel: '', comparingModel: '' }),
	}),
	create: createAutomatic,
});

/** Scores in one way; undefined: this way does not fit. */
type Attempt = (input: AttemptInput) => Promise<Assessment | undefined>;

interface AttemptInput {
	readonly candidates: readonly Candidate[];
	readonly settings: AutomaticSettings;
	readonly tools: ScorerTools;
	readonly signal: AbortSignal;
	/** What was found on the way here, in parts of a sentence. */
	readonly seen: string[];
}

/**
 * Scores by the first way that fits the run, and says in `chosen` which and why.
 *
 * Given tests always decide. Code is run where more than half of the candidates define a function; the language is that of the answers. Where nothing can be said that way, for want of an example or a sandbox, it goes on to the next. JSON answers are voted on as a whole
 * where two or more agree.
 *
 * @throws InvalidInputError when tests are given that cannot be used.
 */
function createAutomatic(settings: AutomaticSettings, tools: ScorerTools): Scorer {
	return {
		id: 'automatic',
		label: 'Automatic',
		assess: async (candidates, signal) => {
			const input: AttemptInput = { candidates, settings, tools, signal, seen: [] };
			for (const attempt of [byTests, byRunning, byVote]) {
				const assessment = await attempt(input);
				if (assessment !== undefined) return assessment;
			}
			return await byConsensus(input);
		},
	};
}

const byTests: Attempt = async ({ candidates, settings, tools, signal }) => {
	if (!settings.hasTests) return undefined;
	return chose(runTests, ['tests are given'], await runTests.create(settings.runTests, tools).assess(candidates, signal));
};

const byRunning: Attempt = async ({ candidates, settings, tools, signal, seen }) => {
	seen.push('no tests are given');
	const found = await findCodeLanguage(candidates, settings.executionAgreement, tools.extractCode, signal);
	if (found === undefined) return undefined;
	seen.push(`${found.count} of ${candidates.length} answers hold code`);
	try {
		const scorer = executionAgreement.create({ ...settings.executionAgreement, language: found.language }, tools);
		const assessment = await scorer.assess(candidates, signal);
		if (assessment.opinions.some(({ score }) => score.kind === 'scored')) return chose(executionAgreement, seen, assessment);
		seen.push(`Execution Agreement has no opinion (${assessment.remarks[0] ?? 'nothing could be run'})`);
	} catch (error) {
		if (signal.aborted || !isEngineError(error)) throw error;
		seen.push(`Execution Agreement has no opinion (${error.message})`);
	}
	return undefined;
};

const byVote: Attempt = async ({ candidates, signal, tools, seen }) => {
	const count = await countJson(candidates, signal);
	if (count <= candidates.length / 2) return undefined;
	seen.push(`${count} of ${candidates.length} answers are JSON`);
	const assessment = await vote.create({ form: { kind: 'data' }, minimumShare: 0 }, tools).assess(candidates, signal);
	if (assessment.opinions.some(({ accepted }) => accepted)) return chose(vote, seen, assessment);
	seen.push('no two of them agree in every field');
	return undefined;
};

/** Answers that are an object or a list and nothing else, by themselves or in one code fence; JSON within prose is a part of the answer only. */
async function countJson(candidates: readonly Candidate[], signal: AbortSignal): Promise<number> {
	const budget = repairBudget();
	const readText = (text: string): unknown => {
		const inner = (insideFence(text)?.body ?? text).trim();
		// Brackets around prose may be a citation, so a list is read to the letter.
		return (inner.startsWith('{') && inner.endsWith('}') ? repairJson(inner, budget) : readStrictly(inner))?.value;
	};
	const values = await inTurns(candidates, ({ text, data }) => data ?? readText(text), signal);
	return values.filter((value) => typeof value === 'object' && value !== null).length;
}

async function byConsensus({ candidates, settings, tools, signal, seen }: AttemptInput): Promise<Assessment> {
	const reasons = seen.length > 1 ? seen : [...seen, 'the answers are text'];
	return chose(consensus, reasons, await consensus.create(settings.consensus, tools).assess(candidates, signal));
}

function chose({ id, label }: Pick<Scorer, 'id' | 'label'>, reasons: readonly string[], assessment: Assessment): Assessment {
	return { ...assessment, chosen: { id, label, because: `Automatic chose ${label}: ${reasons.join(', ')}` } };
}
