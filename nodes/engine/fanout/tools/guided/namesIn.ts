import { functionWords } from '../../../quotes/functionWords';
import { trimEndOf } from '../../../text/trimEndOf';

const MOST_WORDS_READ = 5000;
const LONGEST_NAME = 80;
/** They have capital letters in some languages, and are no names. */
const DATES: ReadonlySet<string> = new Set(
	'january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
		' ',
	),
);
/** Small words inside of names. */
const CONNECTORS: ReadonlySet<string> = new Set('of the de del della der den di da do du la le von van bin ibn'.split(' '));

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
		.filter((name) => name.length > 1 && name.length <= LONGEST_NAME && !DATES.has(name.toLowerCase()));
}
