import { splitSentences } from '../../../text/splitSentences';
import { trimEndOf } from '../../../text/trimEndOf';
import { withHeading } from '../../../quotes/headingOf';
import type { Source } from '../../../tool';
import { tellingPassages } from './tellingPassages';
import { functionWords } from '../../../quotes/functionWords';
import { tellingWords } from '../../../quotes/tellingWords';

/** Words that a clone has read, with the title that they stand under. */
export interface ReadText {
	readonly text: string;
	/** A clone took it for a finding. */
	readonly isFinding: boolean;
}

const MOST_LEADS = 6;
const MOST_WORDS_READ = 5000;
const LONGEST_LEAD = 80;
const MOST_SHOWN_CHARACTERS = 2000;
/** As much as four words of the task. */
const ANCHORED = 4;
/** They have capital letters in some languages, and lead nowhere. */
const DATES: ReadonlySet<string> = new Set(
	'january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
		' ',
	),
);
/** Small words inside of names. */
const CONNECTORS: ReadonlySet<string> = new Set('of the de del della der den di da do du la le von van bin ibn'.split(' '));

/**
 * Names in what was read that the task does not have and nobody has looked up yet: from there, a question of several steps goes on.
 *
 * Those come first that stand beside a name of the task or one that was looked up, then beside the most words of the task. Only scripts with capital letters have names that can be seen.
 */
export function findLeads(read: readonly ReadText[], task: string, isCovered: (name: string) => boolean): readonly string[] {
	const asked = tellingWords(task);
	const anchors = namesIn(task)
		.map((name) => [...tellingWords(name)])
		.filter((words) => words.length > 0);
	const weightOf = new Map<string, { readonly name: string; readonly weight: number }>();
	for (const { text, isFinding } of read) {
		const words = tellingWords(text);
		const names = namesIn(text);
		const isAnchored = anchors.some((anchor) => anchor.every((word) => words.has(word))) || names.some(isCovered);
		const weight = [...asked].filter((word) => words.has(word)).length + (isAnchored ? ANCHORED : 0) + (isFinding ? 1 : 0);
		for (const name of names) {
			const key = [...tellingWords(name)].sort().join(' ');
			if ((weightOf.get(key)?.weight ?? -1) < weight) weightOf.set(key, { name, weight });
		}
	}
	return [...weightOf]
		.filter(([key, { name }]) => key !== '' && !key.split(' ').every((word) => asked.has(word)) && !isCovered(name))
		.sort(([, one], [, other]) => other.weight - one.weight)
		.map(([, { name }]) => name)
		.slice(0, MOST_LEADS);
}

/** Words with capital letters that stand together. A lone one that begins a sentence is a name only where it has one elsewhere. */
export function namesIn(text: string): readonly string[] {
	const names: Array<{ readonly words: readonly string[]; readonly beginsSentence: boolean }> = [];
	let words: string[] = [];
	let [beginsSentence, isStart] = [true, true];
	const end = () => {
		while (CONNECTORS.has(words.at(-1) ?? '')) words.pop();
		if (words.length > 0) names.push({ words, beginsSentence });
		words = [];
	};
	for (const token of text.split(/\s+/, MOST_WORDS_READ)) {
		const isInitial = /^[^\p{L}]?\p{Lu}\.$/u.test(token);
		const begun = token.replace(/^[^\p{L}\p{N}]+/u, '');
		const word = trimEndOf(begun, isInitial ? /[^\p{L}.]/u : /[^\p{L}\p{N}]/u).replace(/['’]s$/, '');
		if (word !== token && !token.startsWith(word)) end();
		const isName = /^\p{Lu}/u.test(word) && !(isStart && functionWords.has(word.toLowerCase()));
		if (isName) {
			if (words.length === 0) beginsSentence = isStart;
			words.push(word);
		} else if (words.length > 0 && CONNECTORS.has(word)) words.push(word);
		else end();
		if (!isInitial && !token.endsWith(word)) end();
		isStart = !isInitial && /[.!?:]["”’)]?$/.test(token);
	}
	end();
	const certain = new Set(
		names.filter(({ words: each, beginsSentence: begins }) => !begins || each.length > 1).flatMap((each) => each.words),
	);
	return names
		.filter(({ words: each, beginsSentence: begins }) => !begins || each.length > 1 || certain.has(each[0] ?? ''))
		.map(({ words: each }) => each.join(' '))
		.filter((name) => name.length > 1 && name.length <= LONGEST_LEAD && !DATES.has(name.toLowerCase()));
}

/** The sentences of an output that a clone was shown to choose from, each with the title that it stands under. */
export function sentencesOf({ text }: Source, task: string): readonly ReadText[] {
	const shown = tellingPassages(text, task, MOST_SHOWN_CHARACTERS);
	return shown
		.split('\n')
		.flatMap(splitSentences)
		.map((sentence) => ({ text: withHeading(sentence, shown), isFinding: false }));
}
