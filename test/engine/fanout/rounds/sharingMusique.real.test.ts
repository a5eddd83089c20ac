import { afterAll, beforeAll, expect, it } from 'vitest';
import { recall } from '../../../../nodes/engine/memory/recall';
import type { ToolMode } from '../../../../nodes/engine/fanout/tools/toolMode';
import type { MemoryStore } from '../../../../nodes/engine/memory/stores';
import { fanOutOn } from '../../../support/fanOutOn';
import { questionOf, sentencesIn, wholePrompt } from '../../../support/guidedModel';
import { readPassages, readQuestions, type Question } from '../../../support/musique';
import { call, toolOutputsIn, toolOf } from '../../../support/toolOf';
import { startVllmDouble, type ChatBody, type ScriptedAnswer } from '../../../support/vllmDouble/index.ts';
import { createSqliteDatabase } from '../../memory/stores/sqlite/database';

const passages = readPassages();
const questions = readQuestions();
const textOf = new Map(passages.map(({ id, title, text }) => [String(id), `${title}\n${text}`]));

const signal = new AbortController().signal;
let store: MemoryStore;
const cleanUps: Array<() => Promise<void>> = [];
beforeAll(async () => {
	const database = await createSqliteDatabase();
	store = database.open();
	cleanUps.push(async () => await store.close(), database.remove);
	await store.remember(
		'musique',
		passages.map(({ id, title, text }) => ({ text: `${title}\n${text}`, trust: 'user', source: String(id) })),
		signal,
	);
}, 120_000);
afterAll(async () => {
	for (const cleanUp of cleanUps) await cleanUp();
});

const search = async (query: string) => {
	const { memories } = await recall(store, { namespace: 'musique', query, limit: 5, includeUntrusted: false }, signal);
	return memories.map(({ source, text }) => `passage ${source}: ${text}`).join('\n\n');
};
const passagesIn = (text: string) => [...text.matchAll(/^passage (\S+): /gm)].map(([, id]) => String(id));

/** The sentence of a passage in which a step's answer stands, if one does. */
function quoteFor(answer: string, output: string): string | undefined {
	const sentences = passagesIn(output).flatMap((id) => (textOf.get(id) ?? '').split(/\n|(?<=[.!?])\s+(?=[A-Z"'(])/));
	return sentences.find((sentence) => sentence.toLowerCase().includes(answer.toLowerCase()) && sentence.length < 2000);
}

/**
 * A clone that knows one gold step. It asks it twice, as it is and with the whole question beside it, once it knows the answers that the step builds on, as far as the board says them; it posts what it found
 * with the sentence that says so. Where it must not wait, it asks with the places of the missing answers left empty.
 */
function takeStep({ question, steps }: Question, waits: boolean) {
	return (body: ChatBody): ScriptedAnswer => {
		const index = Number(body.seed) - 1;
		const step = steps[index];
		if (step === undefined) return { text: 'Nothing to do.' };
		const outputs = toolOutputsIn(body).filter((told) => told.includes('passage '));
		if (outputs.length === 0) {
			const digest = (body.messages ?? []).map(({ content }) => String(content)).join('\n');
			const known = (place: string) => new RegExp(`Step ${place} is answered by (.+?)\\.\\nQuote:`).exec(digest)?.[1];
			const missing = [...step.question.matchAll(/#(\d)/g)].some(([, place]) => known(String(place)) === undefined);
			if (missing && waits) return { text: 'I wait for the steps before.' };
			const query = step.question.replace(/#(\d)/g, (_, place: string) => known(place) ?? '').replaceAll('>>', ' ');
			return { toolCalls: [call('search', { q: query }), call('search', { q: `${query} ${question}` })] };
		}
		const posted = JSON.stringify(body.messages).includes('"post_finding"');
		const found = outputs.findIndex((output) => quoteFor(step.answer, output) !== undefined);
		if (found === -1 || posted || !waits) return { text: 'Done.' };
		return {
			toolCalls: [
				call('post_finding', {
					claim: `Step ${index + 1} is answered by ${step.answer}.`,
					quote: quoteFor(step.answer, outputs[found] ?? ''),
					source: `S${index + 1}.${found + 1}`,
				}),
			],
		};
	};
}

/** In letters: a claim may have no number that its quote has not. */
const nameOf = (place: number | string) => ['zero', 'one', 'two', 'three', 'four', 'five'][Number(place)];

/** The same clone where it is guided: it says what to ask, and quotes what it is shown. */
function takeGuidedStep({ question, steps }: Question) {
	return (body: ChatBody): ScriptedAnswer => {
		const index = Number(body.seed) - 1;
		const step = steps[index];
		const prompt = wholePrompt(body);
		const asked = questionOf(body);
		if (step === undefined || asked === 'answer') return { text: 'Done.' };
		if (asked === 'reading') {
			const sentence = sentencesIn(body).findIndex((each) => each.toLowerCase().includes(step.answer.toLowerCase())) + 1;
			const findings = sentence === 0 ? [] : [{ sentence, claim: `Step ${nameOf(index + 1)} is answered by ${step.answer}.` }];
			return { text: JSON.stringify({ findings }) };
		}
		const known = (place: string) => new RegExp(`Step ${nameOf(place)} is answered by (.+?)\\.(?:\\nQuote:| \\()`).exec(prompt)?.[1];
		const isMissing = [...step.question.matchAll(/#(\d)/g)].some(([, place]) => known(String(place)) === undefined);
		const query = step.question.replace(/#(\d)/g, (_, place: string) => known(place) ?? '').replaceAll('>>', ' ');
		const ask = [query, `${query} ${question}`].find((each) => !prompt.includes(`search ${JSON.stringify({ q: each }).slice(0, 300)}`));
		return { text: JSON.stringify({ missing: '', next: isMissing || ask === undefined ? 'done' : 'search', ask: ask ?? '' }) };
	};
}

async function research(question: Question, shares: boolean, toolMode: ToolMode = 'functionCalling'): Promise<Researched> {
	const answer = toolMode === 'guided' ? takeGuidedStep(question) : takeStep(question, shares);
	const double = await startVllmDouble({ maxModelLen: 100_000, answer, answerAfterMs: 0 });
	const seen = new Set<string>();
	const tool = toolOf('search', async ({ q }) => {
		const output = await search(String(q));
		for (const id of passagesIn(output)) seen.add(id);
		return output;
	});
	try {
		await fanOutOn(
			double,
			{
				task: question.question,
				clones: question.steps.length,
				difference: { by: 'sampling', spread: 0 },
				sampling: { seed: 1 },
				toolMode,
				toolLimits: { mostSteps: 4, timeoutMs: 10_000, mostCharacters: 50_000 },
				sharing: { rounds: shares ? question.steps.length + 1 : 1, digestTokens: 10_000 },
			},
			signal,
			undefined,
			[tool],
		);
	} finally {
		await double.close();
	}
	return { found: question.gold_passages.every((id) => seen.has(String(id))), passages: seen.size };
}

/** All that one question needs, found or not, and how many passages were read for it. */
interface Researched {
	readonly found: boolean;
	readonly passages: number;
}

async function measure(shares: boolean, toolMode?: ToolMode): Promise<number> {
	const results = [];
	for (const question of questions) results.push(await research(question, shares, toolMode));
	const found = results.filter((result) => result.found).length / results.length;
	const read = results.reduce((sum, result) => sum + result.passages, 0) / results.length;
	console.log(
		`MuSiQue, ${questions.length} questions, scripted clones with the gold steps${toolMode === undefined ? '' : `, ${toolMode}`}, 5 passages a search, two searches a step, ${shares ? 'sharing in rounds' : 'each for itself'}: all needed passages for ${(100 * found).toFixed(0)} % (${read.toFixed(1)} passages read)`,
	);
	return found;
}

it('lets clones that each take one step find all that a question needs, where clones that do not share find it for a third of the questions', async () => {
	const apart = await measure(false);
	const together = await measure(true);
	expect(together).toBeGreaterThanOrEqual(0.83);
	expect(apart).toBeLessThan(0.5);
});

it('finds nearly as much where the clones are guided, though they are shown only the telling passages', async () => {
	expect(await measure(true, 'guided')).toBeGreaterThanOrEqual(0.78);
});
