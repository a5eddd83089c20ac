import { describe, expect, it } from 'vitest';
import { condenseText, cutIntoPieces } from '../../../nodes/engine/synthesize/condenseText';
import { estimateTokens } from '../../../nodes/engine/estimateTokens';

const halve = async (piece: string) => piece.slice(0, Math.ceil(piece.length / 2));

describe('condenseText', () => {
	it('leaves a text that fits alone', async () => {
		expect(await condenseText('short', 100, 50, async () => 'never')).toBe('short');
	});

	it('shortens in steps, piece by piece, until it fits', async () => {
		const text = 'One sentence of some words. '.repeat(100);
		const pieces: number[] = [];
		const shorter = await condenseText(text, 200, 300, async (piece) => (pieces.push(estimateTokens(piece)), await halve(piece)));
		expect(estimateTokens(shorter ?? '')).toBeLessThanOrEqual(200);
		expect(Math.max(...pieces)).toBeLessThanOrEqual(300);
		expect(pieces.length).toBeGreaterThan(3);
	});

	it('gives up where the model makes nothing shorter of it', async () => {
		expect(await condenseText('word '.repeat(500), 100, 200, async (piece) => piece)).toBeUndefined();
		expect(await condenseText('word '.repeat(500), 100, 200, async () => ' ')).toBeUndefined();
	});
});

describe('cutIntoPieces', () => {
	it.each([
		['paragraphs', 'One two.\n\nThree four.\n\nFive six.'],
		['lines', 'one two three\nfour five six\nseven eight nine'],
		['nothing to cut at', 'x'.repeat(100)],
		['characters of two halves', '😀'.repeat(40)],
	])('cuts %s so that the pieces join to the text and none is too long', (_, text) => {
		const pieces = cutIntoPieces(text, 6);
		expect(pieces.join('')).toBe(text);
		for (const piece of pieces) {
			expect(estimateTokens(piece)).toBeLessThanOrEqual(6);
			expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
		}
	});
});
