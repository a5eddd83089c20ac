import { estimateTokens } from '../estimateTokens';

const MOST_STEPS = 4;
/** A step that takes away less than a tenth will not get there. */
const LEAST_GAIN = 0.9;

/**
 * Has a text shortened to at most `mostTokens` (estimated), in steps: cut into pieces that `condense` can take at once, all at the same time, and what came of them again where it is still too long.
 *
 * Gives undefined where that gets nowhere.
 */
export async function condenseText(
	text: string,
	mostTokens: number,
	pieceTokens: number,
	condense: (piece: string, mostTokens: number) => Promise<string>,
): Promise<string | undefined> {
	let current = text;
	for (let step = 0; step < MOST_STEPS; step++) {
		const tokens = estimateTokens(current);
		if (tokens <= mostTokens) return current;
		const pieces = cutIntoPieces(current, pieceTokens);
		const share = Math.max(16, Math.floor(mostTokens / pieces.length));
		const shorter = (await Promise.all(pieces.map(async (piece) => (await condense(piece, share)).trim())))
			.filter((piece) => piece !== '')
			.join('\n\n');
		if (shorter === '' || estimateTokens(shorter) > tokens * LEAST_GAIN) return undefined;
		current = shorter;
	}
	return estimateTokens(current) <= mostTokens ? current : undefined;
}

/** At ends of paragraphs, else of lines, else of sentences, else anywhere; joined they are the text. */
export function cutIntoPieces(text: string, mostTokens: number): readonly string[] {
	if (estimateTokens(text) <= mostTokens) return [text];
	for (const end of [/(?<=\n\n)(?!\n)/, /(?<=\n)(?!\n)/, /(?<=[.!?。]\s)/]) {
		const parts = text.split(end);
		if (parts.length > 1)
			return pack(
				parts.flatMap((part) => cutIntoPieces(part, mostTokens)),
				mostTokens,
			);
	}
	const half = Math.ceil(text.length / 2);
	// Never between the two halves of a character.
	const at = /[\udc00-\udfff]/.test(text.charAt(half)) ? half + 1 : half;
	return text.length < 2 ? [text] : [...cutIntoPieces(text.slice(0, at), mostTokens), ...cutIntoPieces(text.slice(at), mostTokens)];
}

/** Puts together what fits. A part counts for the tokens that it takes alone, which are never fewer than what it adds. */
function pack(parts: readonly string[], mostTokens: number): readonly string[] {
	const pieces: string[][] = [];
	let tokens = 0;
	for (const part of parts) {
		const more = estimateTokens(part);
		const last = pieces.at(-1);
		if (last !== undefined && tokens + more <= mostTokens) {
			last.push(part);
			tokens += more;
		} else {
			pieces.push([part]);
			tokens = more;
		}
	}
	return pieces.map((piece) => piece.join(''));
}
