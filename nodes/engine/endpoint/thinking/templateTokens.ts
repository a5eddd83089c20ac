/** Tokens of chat templates that say where an answer begins; no words of it. */
const HEAD =
	/^\s*(?:<s>|<\|begin_of_text\|>|<｜begin▁of▁sentence｜>)?\s*(?:<\|im_start\|>assistant\n?|<\|start_header_id\|>assistant<\|end_header_id\|>\s*)?/;
/** Those behind its end. HTML has `</s>`, too. */
const TAIL = /(?:<\|(?:im_end|eot_id|eom_id|end|return|end_of_text|endoftext)\|>|<end_of_turn>|<｜end▁of▁sentence｜>|<\/s>)\s*$/;
const MOST_TAILS = 3;
const LONGEST_TAIL = 60;
/** GLM puts these around the answer proper, wherever it stands. */
const BOX = /<\|(?:begin|end)_of_box\|>/g;

/** Where such a token may begin, in an answer that still comes. */
export const tokenStarts: readonly string[] = ['<|', '<｜', '</s>', '<end_of_turn>'];

/** Leaves out the tokens before an answer, so that thinking stands at its beginning. */
export function withoutHead(text: string): string {
	const head = HEAD.exec(text)?.[0] ?? '';
	return head.trim() === '' ? text : text.slice(head.length);
}

/** Leaves out what servers that keep special tokens send behind an answer and around it. Not a letter else changes. */
export function withoutTokens(text: string, isAbout: (tag: string) => boolean): string {
	let left = text.includes('_of_box|>') && !isAbout('<|begin_of_box|>') ? text.replace(BOX, '') : text;
	for (let taken = 0; taken < MOST_TAILS; taken++) {
		const from = Math.max(0, left.length - LONGEST_TAIL);
		const found = TAIL.exec(left.slice(from));
		const token = found?.[0].trim() ?? '';
		if (found === null || isAbout(token) || (token === '</s>' && left.includes('<s>'))) return left;
		left = left.slice(0, from + found.index);
	}
	return left;
}
