import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Texts made of the words of real passages, each word as often as it occurs there; the same ones every time. */
export interface Texts {
	/** Of a memory, by its number. */
	text(number: number): string;
	/** A question about that memory: some of its words, and words that every question has. */
	question(number: number): string;
}

const passages = new URL('../../../test/data/musique-passages.jsonl.gz', import.meta.url);
const shortest = 12;
const longest = 40;

export function readTexts(): Texts {
	const lines = gunzipSync(readFileSync(passages)).toString('utf8').trim().split('\n');
	const words = lines
		.flatMap((line) => String((JSON.parse(line) as { text?: unknown; paragraph_text?: unknown }).text ?? line).split(/\s+/))
		.filter((word) => word !== '');
	const wordsOf = (number: number): string[] => {
		const draw = createDraw(number + 1);
		return Array.from({ length: shortest + draw(longest - shortest) }, () => words[draw(words.length)]!);
	};
	return {
		text: (number) => wordsOf(number).join(' '),
		question: (number) => {
			const draw = createDraw(number + 7);
			const own = wordsOf(number);
			return `What about the ${Array.from({ length: 8 }, () => own[draw(own.length)]!).join(' ')}?`;
		},
	};
}

/** Numbers below a bound, from a seed (mulberry32). */
export function createDraw(seed: number): (below: number) => number {
	let state = (seed * 0x9e3779b9) >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}
