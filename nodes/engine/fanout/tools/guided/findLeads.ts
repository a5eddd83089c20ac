import { withHeading } from '../../../quotes/headingOf';
import { tellingWords } from '../../../quotes/tellingWords';
import { withoutMemoryFence } from '../../../text/memoryFence';
import { splitSentences } from '../../../text/splitSentences';
import type { Source } from '../../../tool';
import type { ReadText } from '../../rounds/lookUps';
import { analyse } from './analyse';
import { namesIn } from './namesIn';
import { tellingPassages } from './tellingPassages';

const MOST_LEADS = 6;
const MOST_SHOWN_CHARACTERS = 2000;
/** As much as a word that few of the sentences have. */
const FINDING_WEIGHT = 1;
/** Besides the words of it. */
const NAME_WEIGHT = 2;

/**
 * Names in what was read that the task does not have and nobody has looked up yet, the most telling first: from there, a question of several steps goes on.
 *
 * Those come first that stand beside words of the task that few sentences have, and a name of the task, spelled as there, counts three times: beside "Johnnycake" stands more than beside "West Virginia", and "a brand" is not "Brand". Only scripts with capital letters have names that can be seen. Of the task it is enough to give what it asks; its length
 * and the number of the sentences are for the caller to bound.
 */
export function findLeads(read: readonly ReadText[], task: string, isCovered: (name: string) => boolean): readonly string[] {
	const asked = tellingWords(task);
	const weightOf = new Map<string, { readonly name: string; readonly weight: number }>();
	for (const { names, weight } of weigh(read, asked, namesIn(task)))
		for (const name of names) {
			const key = [...tellingWords(name)].sort().join(' ');
			if ((weightOf.get(key)?.weight ?? -1) < weight) weightOf.set(key, { name, weight });
		}
	const leads: string[] = [];
	for (const [key, { name }] of [...weightOf].sort(([, one], [, other]) => other.weight - one.weight)) {
		if (key === '' || key.split(' ').every((word) => asked.has(word)) || isCovered(name)) continue;
		leads.push(name);
		// Each look-up that was made is gone through to know whether it covers a name.
		if (leads.length === MOST_LEADS) break;
	}
	return leads;
}

/** A word counts more the fewer sentences have it (inverse document frequency, Spärck Jones 1972). */
function weigh(
	read: readonly ReadText[],
	asked: ReadonlySet<string>,
	ofTask: readonly string[],
): ReadonlyArray<{ readonly names: readonly string[]; readonly weight: number }> {
	const byText = new Map(read.map((each) => [each.text, each]));
	for (const each of read) if (each.isFinding) byText.set(each.text, each);
	const sentences = [...byText.values()].map((each) => ({ text: each.text, isFinding: each.isFinding, ...analyse(each) }));
	const weights = new Map(
		[...asked].map((word) => [word, rarityOf(sentences.filter(({ words }) => words.has(word)).length, sentences.length)]),
	);
	const sumOf = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
	const weightOfName = new Map(ofTask.map((name) => [name, NAME_WEIGHT * sumOf(tellingWords(name))]));
	return sentences.map(({ text, isFinding, words, names }) => {
		const beside = [...weightOfName].flatMap(([name, weight]) => (text.includes(name) ? [weight] : []));
		const shared = [...words].filter((word) => weights.has(word));
		return { names, weight: sumOf(shared) + Math.max(0, ...beside) + (isFinding ? FINDING_WEIGHT : 0) };
	});
}

function rarityOf(having: number, all: number): number {
	return Math.log((all + 1) / (having + 1)) + 0.1;
}

/** The sentences of an output that a clone was shown to choose from, each with the title that it stands under. */
export function sentencesOf({ text }: Source, task: string): readonly ReadText[] {
	const shown = tellingPassages(withoutMemoryFence(text), task, MOST_SHOWN_CHARACTERS);
	return shown
		.split('\n')
		.flatMap(splitSentences)
		.map((sentence) => ({ text: withHeading(sentence, shown), isFinding: false }));
}
