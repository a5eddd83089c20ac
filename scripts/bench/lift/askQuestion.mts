import { performance } from 'node:perf_hooks';
import type { Sampling } from '../../../nodes/engine/candidate.ts';
import type { ChatMessage } from '../../../nodes/engine/endpoint/endpoint.ts';
import { askClones } from '../askClones.mts';
import type { ModelServer } from '../openModelServer.mts';
import type { LiftEngine } from './engine.mts';
import type { Question } from './questionSets.mts';
import type { KeptAnswer } from './resultsFile.mts';
import type { Row } from './rows.mts';

/** As the nodes have them where nobody sets anything; with room, so that no answer is cut. */
const sampling: Sampling = { temperature: 0.7, maxTokens: 768, seed: 1 };
const spread = 0.3;
/** The machine may be busy with other things: what is measured is what is right, not how soon. */
const cloneTimeoutMs = 3 * 3_600_000;
/** With the task again: a small model that was only told to improve its answer asked for the task. */
const improvePrompt = (task: string, answer: string): string =>
	`${task}\n\nThis is an answer to the task above:\n\n${answer}\n\nCheck it against the task, correct what is wrong, and give the whole answer again in the form that the task asks for.`;

/** Asks one question in the way of a row. */
export async function askQuestion(
	engine: LiftEngine,
	server: ModelServer,
	{ way, clones }: Row,
	{ task }: Question,
): Promise<{ readonly answers: readonly KeptAnswer[]; readonly wallMs: number }> {
	const startedAt = performance.now();
	const answers = way === 'improve' ? await improveOwn(engine, server, task, clones) : await fanOut(engine, server, task, { way, clones });
	return { answers, wallMs: Math.round(performance.now() - startedAt) };
}

async function fanOut(
	engine: LiftEngine,
	server: ModelServer,
	task: string,
	{ way, clones }: Pick<Row, 'way' | 'clones'>,
): Promise<readonly KeptAnswer[]> {
	const difference = way === 'sampling' ? { by: 'sampling' as const, spread } : { by: 'approach' as const, approaches: engine.approaches };
	const { candidates } = await askClones(engine, server, {
		task,
		clones,
		difference,
		sampling,
		cloneTimeoutMs,
		minimumAnswers: clones,
	});
	return candidates.map(({ approach, text, finishReason, usage, timing }) => ({
		approach,
		text,
		finishReason,
		promptTokens: usage.promptTokens ?? 0,
		completionTokens: usage.completionTokens ?? 0,
		ms: Math.round(timing.durationMs),
	}));
}

/** The same number of answers by one clone, one after the other: each is the one before, improved. The last one counts. */
async function improveOwn({ endpoints }: LiftEngine, server: ModelServer, task: string, tries: number): Promise<readonly KeptAnswer[]> {
	const endpoint = endpoints.createEndpoint({ baseUrl: server.baseUrl, ...(server.apiKey === '' ? {} : { apiKey: server.apiKey }) });
	const options = {
		signal: new AbortController().signal,
		timeoutMs: cloneTimeoutMs,
		retries: 2,
		retryBudget: endpoints.createRetryBudget(tries),
		stream: false,
	};
	let messages: readonly ChatMessage[] = [{ role: 'user', content: task }];
	const answers: KeptAnswer[] = [];
	try {
		for (let number = 0; number < tries; number++) {
			const { text, finishReason, usage, timing } = await endpoint.chat(
				{ model: server.model, messages, sampling: { ...sampling, seed: 1 + number } },
				options,
			);
			answers.push({
				approach: number === 0 ? 'first' : `improved ${number} times`,
				text,
				finishReason,
				promptTokens: usage.promptTokens ?? 0,
				completionTokens: usage.completionTokens ?? 0,
				ms: Math.round(timing.durationMs),
			});
			// Only the last answer goes along: five long ones need not fit the model's context.
			messages = [{ role: 'user', content: improvePrompt(task, text) }];
		}
		return answers;
	} finally {
		await endpoint.close();
	}
}
