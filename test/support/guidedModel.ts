import type { ChatBody, ScriptedAnswer } from './vllmDouble/index.ts';

/** What a guided clone is asked, by the form that the answer must have. */
export type GuidedQuestion = 'next' | 'arguments' | 'reading' | 'answer';

/** The last thing that the model is told. */
export const lastPrompt = ({ messages = [] }: ChatBody): string => String(messages.at(-1)?.content ?? '');

/** Everything that stands in the request, as text. */
export const wholePrompt = ({ messages = [] }: ChatBody): string => messages.map(({ content }) => String(content)).join('\n');

/** Tells the questions of a guided clone apart by their words, so that a model without schemas can play, too. */
export function questionOf(body: ChatBody): GuidedQuestion {
	const prompt = wholePrompt(body);
	if (prompt.includes('What do you use next?')) return 'next';
	if (prompt.includes('You now use the tool')) return 'arguments';
	if (prompt.includes('Which sentences of this output')) return 'reading';
	return 'answer';
}

/** The sentences that a guided clone is shown, in the order of their numbers. */
export function sentencesIn(body: ChatBody): readonly string[] {
	return [...wholePrompt(body).matchAll(/^\[\d+\] (.*)$/gm)].map(([, sentence = '']) => sentence);
}

/** A model that looks one thing up, names the first sentence of what it reads, and answers with what it found. */
export function playGuided(script: Partial<Record<GuidedQuestion, (body: ChatBody) => unknown>> = {}) {
	return (body: ChatBody): ScriptedAnswer | string => {
		const question = questionOf(body);
		const said = script[question]?.(body) ?? usual[question](body);
		if (typeof said === 'string') return said;
		return { text: JSON.stringify(question === 'next' ? { missing: 'something', ask: '', ...(said as object) } : said) };
	};
}

const usual: Record<GuidedQuestion, (body: ChatBody) => unknown> = {
	next: (body) => ({
		next: wholePrompt(body).includes('Looked up so far') ? 'done' : (/\n- (\w+): /.exec(wholePrompt(body))?.[1] ?? 'done'),
	}),
	arguments: () => ({ q: 'Paris' }),
	reading: (body) => {
		const first = sentencesIn(body)[0] ?? '';
		return { findings: [{ sentence: 1, claim: `It says: ${first}` }] };
	},
	answer: (body) => `Found ${(wholePrompt(body).match(/\n- It says/g) ?? []).length}.`,
};
