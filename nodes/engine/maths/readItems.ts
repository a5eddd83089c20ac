import { readItem } from './readItem';
import type { Reading } from './reading';
import type { Token } from './token';

/** Reads what stands between the commas of a set or a point. */
export function readAnswerItems(parts: ReadonlyArray<readonly Token[]>): ReadonlyArray<readonly Reading[]> {
	return parts.map((part) => readItem(part).map(({ label: _, ...reading }) => reading));
}
