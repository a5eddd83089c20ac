/** A text whose sentences are numbered, and the sentences by their numbers, from 1. */
export interface NumberedText {
	readonly text: string;
	readonly sentences: readonly string[];
}

/** A title or an address alone says nothing. */
const LEAST_WORDS = 4;

/**
 * Numbers the sentences of a text, so that a model can say which one it means by a number: small models make up words where they should copy them.
 *
 * Lines of fewer than four words are shown without a number, and so are addresses; what was the name of a field stands in no sentence.
 */
export function numberSentences(text: string): NumberedText {
	const sentences: string[] = [];
	const number = (sentence: string) => `[${sentences.push(sentence)}] ${sentence}`;
	const lines = text.split('\n').flatMap((line) => {
		const parts = joinShort(line.trim().split(/(?<=[.!?])\s+/));
		return parts.map((part) => {
			const words = withoutKey(part);
			return isSentence(words) ? number(words) : part;
		});
	});
	return { text: lines.filter((line) => line !== '').join('\n'), sentences };
}

/** Outputs that were JSON have their keys before the text. */
export function withoutKey(line: string): string {
	return line.trim().replace(/^(?:- )?(?:[a-z]\w{0,30}: )?/i, '');
}

function isSentence(words: string): boolean {
	return (words.match(/[\p{L}\p{N}]+/gu) ?? []).length >= LEAST_WORDS && !/^https?:\S+$/.test(words);
}

/** Abbreviations end in a dot, too. */
function joinShort(parts: readonly string[]): readonly string[] {
	const joined: string[] = [];
	for (const part of parts) {
		const before = joined.at(-1);
		if (before !== undefined && !isSentence(part)) joined[joined.length - 1] = `${before} ${part}`;
		else joined.push(part);
	}
	return joined;
}
