import type { Entrant } from './entrants';
import { meanLikeness, type MeanLikeness } from './meanLikeness';

/** Embedding models see little more, and some servers refuse longer texts. */
const MOST_CHARACTERS = 1500;
/** Texts in one request: some servers take no more. */
const BATCH = 32;

/** Gives the vectors of some texts; undefined where the server has no model for it. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<readonly (readonly number[])[] | undefined>;

/**
 * How near the meaning of each answer is to those of the others, by the cosine of their vectors; undefined where the server has no model for it.
 *
 * The same text is sent once.
 *
 * @throws what `embed` throws.
 */
export async function compareMeanings(entrants: readonly Entrant[], embed: Embed, signal: AbortSignal): Promise<MeanLikeness | undefined> {
	const shown = entrants.map(({ text }) => text.trim().slice(0, MOST_CHARACTERS));
	const texts = [...new Set(shown)];
	const vectors = new Map<string, readonly number[]>();
	for (let start = 0; start < texts.length; start += BATCH) {
		const batch = texts.slice(start, start + BATCH);
		const embedded = await embed(batch, signal);
		if (embedded === undefined) return undefined;
		for (const [at, text] of batch.entries()) vectors.set(text, toUnitLength(embedded[at] ?? []));
	}
	const vectorOf = (place: number) => vectors.get(shown[place] ?? '') ?? [];
	return await meanLikeness(entrants, (left, right) => dot(vectorOf(left), vectorOf(right)), signal);
}

function toUnitLength(vector: readonly number[]): readonly number[] {
	const length = Math.hypot(...vector);
	return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : vector.map(() => 0);
}

function dot(left: readonly number[], right: readonly number[]): number {
	let sum = 0;
	for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0);
	return sum;
}
