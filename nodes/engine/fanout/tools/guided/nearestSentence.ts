import { withoutMemoryFence } from '../../../text/memoryFence';
import { splitSentences } from '../../../text/splitSentences';
import { withoutKey } from './numberSentences';
import { wordStems } from './wordStems';

/** Of the telling words of the quote that the sentence must have. */
const LEAST_SHARE = 0.7;
const LEAST_WORDS = 3;
const LONGEST_SENTENCE = 600;

/**
 * The sentence of a source that a model meant with a quote that does not stand there word for word; undefined where none is near enough.
 *
 * It must have most of the quote's telling words and every one of its numbers: another number is another fact.
 */
export function nearestSentence(quote: string, text: string): string | undefined {
	const words = [...wordStems(quote)];
	if (words.length < LEAST_WORDS) return undefined;
	let nearest: string | undefined;
	let most = 0;
	for (const sentence of withoutMemoryFence(text).split('\n').flatMap(splitSentences)) {
		if (sentence.length > LONGEST_SENTENCE) continue;
		const there = wordStems(sentence);
		if (words.some((word) => /\p{N}/u.test(word) && !there.has(word))) continue;
		const share = words.filter((word) => there.has(word)).length / words.length;
		if (share <= most) continue;
		most = share;
		nearest = sentence;
	}
	return nearest === undefined || most < LEAST_SHARE ? undefined : withoutKey(nearest);
}
