import type { Candidate } from '../../../nodes/engine/candidate.ts';
import type * as Scorers from '../../../nodes/engine/evaluate/scorers/index.ts';
import type { Language, Sandbox } from '../../../nodes/engine/sandbox/sandbox.ts';
import type { LiftEngine } from './engine.mts';
import type { CodeVerdict } from './resultsFile.mts';
import { counted } from './rows.mts';

const signal = new AbortController().signal;
/** As the nodes have it, but for the time: on a busy machine right code must not be called slow. */
const limits = { timeoutMs: 20_000, memoryBytes: 64 * 2 ** 20, outputBytes: 64 * 1024 };
const testsAtOnce = 2;
const consensus = { compareBy: 'words', embeddingModel: '', comparingModel: '', minimumLikeness: 0 } as const;

/** Says which candidates pass the hidden tests, and which one of the first five would be picked by somebody who does not have them. */
export async function judgeCode(
	engine: LiftEngine,
	sandbox: Sandbox,
	candidates: readonly Candidate[],
	{ language, tests }: { readonly language: Language; readonly tests: string },
): Promise<CodeVerdict> {
	const { createScorer } = engine.scorers;
	const { extractCode, extractReadings } = engine.sandboxes;
	const tools: Scorers.ScorerTools = { openSandbox: async () => await Promise.resolve(sandbox), extractCode, extractReadings };
	const code = { language, functionName: '', limits, testsAtOnce };
	const runTests = { ...code, tests, acceptance: { minimumShare: 1 } };
	const executionAgreement = { ...code, mostInputs: 30 };
	const automatic = createScorer('automatic', { hasTests: false, runTests, executionAgreement, consensus }, tools);
	const entrants = candidates.slice(0, counted);
	const { verdicts } = await engine.evaluate({ candidates: entrants, scorers: [automatic], combination: { by: 'first' } }, signal);
	const proof = await createScorer('runTests', runTests, tools).assess(candidates, signal);
	const [first] = verdicts;
	const behaved = verdicts.map(({ index, scores }) => ({ index, agreement: agreementOf(scores[0]) }));
	const byBehaviour = behaved.reduce((best, each) => (each.agreement > best.agreement ? each : best), { index: -1, agreement: 0 });
	return {
		right: proof.opinions.map(({ accepted }) => accepted),
		picked: first?.accepted === true ? first.index : -1,
		byBehaviour: byBehaviour.index === -1 && first?.accepted === true ? first.index : byBehaviour.index,
		by: first?.scores[0]?.scorer ?? '',
		examples: Math.max(0, ...verdicts.map(({ scores }) => detailsOf(scores[0]).examples ?? 0)),
	};
}

interface Details {
	readonly agreement?: number;
	readonly examples?: number;
}

function detailsOf(score: object | undefined): Details {
	return (score as { readonly details?: Details } | undefined)?.details ?? {};
}

/** How far it behaves like the others, whatever the examples say; 0 where it was not run. */
function agreementOf(score: { readonly kind: string; readonly value?: number } | undefined): number {
	return score?.kind === 'scored' && (score.value ?? 0) > 0 ? (detailsOf(score).agreement ?? 0) : 0;
}
