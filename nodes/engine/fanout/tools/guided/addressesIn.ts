import { trimEndOf } from '../../../text/trimEndOf';
import type { Source, ToolUse } from '../../../tool';

const MOST_ADDRESSES = 8;
/** With round brackets, as titles in Wikipedia's addresses have them. */
const address = /https?:\/\/[^\s"'`\\<>[\]{}。，、；：！？（）「」『』【】《》]+/g;

/** Addresses in what a clone has read that it has not asked for yet, in the order in which it read them; what ends the sentence around one is no part of it. */
export function addressesIn(sources: Iterable<Source>, uses: readonly ToolUse[]): readonly string[] {
	const asked = new Set(uses.flatMap((use) => [...readAddresses(use.asked)]));
	const found = new Set<string>();
	for (const { text } of sources)
		for (const each of readAddresses(text)) {
			if (found.size >= MOST_ADDRESSES) return [...found];
			if (!asked.has(each)) found.add(each);
		}
	return [...found];
}

function* readAddresses(text: string): Generator<string> {
	for (const [match] of text.matchAll(address)) {
		const each = trimEndOf(match.slice(0, endOfBalanced(match)), /[.,;:!?*~|]/);
		if (/\/\/./.test(each)) yield each;
	}
}

/** A closing bracket that was not opened inside belongs to the text around. */
function endOfBalanced(text: string): number {
	let open = 0;
	for (let index = 0; index < text.length; index++) {
		if (text[index] === '(') open++;
		else if (text[index] === ')' && --open < 0) return index;
	}
	return text.length;
}
