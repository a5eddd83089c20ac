import type { Fence } from '../../../prompts/fence';
import { readingMessages } from '../../../prompts/guidedToolUse';
import { findUncovered } from '../../../quotes/findUncovered';
import { withHeading } from '../../../quotes/headingOf';
import { tellingWords } from '../../../quotes/tellingWords';
import { withoutMemoryFence } from '../../../text/memoryFence';
import type { Source } from '../../../tool';
import type { AskInForm } from './guidedSteps';
import { changesThings } from './looksThingsUp';
import { numberSentences, type NumberedText } from './numberSentences';
import { findingsSchema, MOST_FINDINGS, readFindings, type ReadFinding } from './postFindings';
import { tellingPassages } from './tellingPassages';

/** What an output is read for. */
export interface Reader {
	readonly task: string;
	readonly system?: string;
	readonly fence: Fence;
}

/** More of an output is not read at once: small models have small contexts, and lose their way in long ones. */
const MOST_READ_CHARACTERS = 2000;
const LONGEST_VALUE = 200;

/**
 * Asks the model which sentences of an output help with a task, and what they tell; only the telling passages of a long one are shown.
 *
 * Small models often name one sentence for a question of two parts: where one more has words of the task that those do not have, it is added as it stands.
 */
export async function readOutput(source: Source, reader: Reader, ask: AskInForm): Promise<readonly ReadFinding[]> {
	const { text, tool, asked } = source;
	// What was saved or sent tells nothing new.
	if (changesThings({ name: tool })) return [];
	// A lone value says nothing by itself, and a model would make up what it is.
	if (text.length <= LONGEST_VALUE && !/\p{L}{2}/u.test(text))
		return [{ quote: text, claim: `${tool} gives ${text} for ${valuesOf(asked)}`, isOurs: true }];
	const { task, system, fence } = reader;
	const about = `${task} ${asked}`;
	const readable = withoutAddresses(withoutMemoryFence(text));
	const state = { task, fence, ...(system === undefined ? {} : { system }) };
	let { sentences } = numberSentences('');
	const write = (share: number) => {
		const shown = numberSentences(tellingPassages(readable, about, MOST_READ_CHARACTERS * share));
		({ sentences } = shown);
		return readingMessages(state, { source: source.id, tool, asked, text: withHeadings(shown, text) });
	};
	const answer = await ask(write, findingsSchema);
	if (!('data' in answer)) return [];
	const read = readFindings(answer.data, sentences);
	return [...read, ...lendSentence(read, sentences, reader.task, text)];
}

/** Where no time was left to ask: the sentence with most words of the task, as it stands. */
export function readUnasked({ text, asked }: Source, task: string): readonly ReadFinding[] {
	const readable = withoutAddresses(withoutMemoryFence(text));
	const { sentences } = numberSentences(tellingPassages(readable, `${task} ${asked}`, MOST_READ_CHARACTERS));
	const wanted = tellingWords(task);
	const told = sentences.map((sentence) => {
		const claim = withHeading(sentence, text);
		return { quote: sentence, claim, count: [...tellingWords(claim)].filter((word) => wanted.has(word)).length };
	});
	const [best] = told.toSorted((left, right) => right.count - left.count);
	return best === undefined || best.count === 0 ? [] : [{ quote: best.quote, claim: best.claim }];
}

/** What came of a call, in the clone's notes. */
export function tellOutcome(tool: string, findings: number): string {
	if (findings > 0) return `${findings} found`;
	return changesThings({ name: tool }) ? 'done' : 'nothing that helps';
}

function lendSentence(read: readonly ReadFinding[], sentences: readonly string[], task: string, source: string): readonly ReadFinding[] {
	if (read.length >= MOST_FINDINGS) return [];
	const named = (quote: string) => withHeading(quote, source);
	const others = new Map(sentences.map((sentence) => [named(sentence), sentence]));
	const claim = findUncovered(
		task,
		read.flatMap(({ quote, claim: said }) => [named(quote), said]),
		[...others.keys()],
	);
	const quote = claim === undefined ? undefined : others.get(claim);
	return claim === undefined || quote === undefined ? [] : [{ quote, claim }];
}

/** Each sentence says what it is about: small models take `It is 158 metres high.` for a sentence about anything. */
function withHeadings({ text: shown, sentences }: NumberedText, source: string): string {
	return sentences.reduce((told, sentence, index) => {
		const mark = `[${index + 1}] `;
		const words = withHeading(sentence, source);
		return words === sentence ? told : told.replace(mark + sentence, () => mark + words);
	}, shown);
}

/** Nobody quotes the lines of a list of results that are addresses alone, and they are long. */
function withoutAddresses(text: string): string {
	const lines = text.split('\n');
	const others = lines.filter((line) => !/^ *(?:[a-z]\w{0,30}: )?https?:\S+$/i.test(line));
	return others.length > 0 ? others.join('\n') : text;
}

/** What a tool was asked, without the names of its arguments where that can be. */
function valuesOf(asked: string): string {
	try {
		const values = Object.values(JSON.parse(asked) as Record<string, unknown>);
		return values.every((value) => typeof value !== 'object') ? values.join(', ') : asked;
	} catch {
		return asked;
	}
}
