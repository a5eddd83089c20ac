import type { ModelInfo } from './endpoint';
import { FailedAttempt } from './failedAttempt';
import { parseJson } from './reading/lenient';
import { readModelCards } from './modelCards';
import { otherUseOf } from './modelUse';

/** Reads a model list in the order served. Throws a FailedAttempt where the body is none. */
export function readModelList(body: string): readonly ModelInfo[] {
	const models = readModelCards(parseJson(body), otherUseOf);
	if (models === undefined) throw new FailedAttempt({ kind: 'nonsense', shape: shapeOf(body), body });
	return models;
}

function shapeOf(body: string): 'html' | 'empty' | 'otherJson' | 'notJson' {
	const start = body.trimStart();
	if (start === '') return 'empty';
	if (start.startsWith('<')) return 'html';
	return parseJson(body) === undefined ? 'notJson' : 'otherJson';
}

/** The models whose names are most like the asked one come first; others keep the server's order. */
export function closestFirst(asked: string, models: readonly ModelInfo[]): readonly string[] {
	const likeness = new Map(models.map(({ id }) => [id, countSharedPairs(asked.toLowerCase(), id.toLowerCase())]));
	return [...likeness.keys()].sort((one, other) => likeness.get(other)! - likeness.get(one)!);
}

/** Dice's measure over pairs of letters: 1 for the same word, 0 for nothing in common. */
function countSharedPairs(one: string, other: string): number {
	const pairsOf = (word: string) => Array.from({ length: Math.max(0, word.length - 1) }, (_, index) => word.slice(index, index + 2));
	const left = pairsOf(other);
	const all = left.length + Math.max(0, one.length - 1);
	let shared = 0;
	for (const pair of pairsOf(one)) {
		const at = left.indexOf(pair);
		if (at === -1) continue;
		left.splice(at, 1);
		shared++;
	}
	return all === 0 ? 0 : (2 * shared) / all;
}
