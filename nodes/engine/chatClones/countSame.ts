/** Equal answers, each by its place among all; the earliest first. */
export interface Group {
	readonly key: string;
	readonly places: readonly number[];
}

/** Groups answers by their keys, the biggest group first, ties to the earlier answer; those without a key are in none. */
export function countSame(keys: ReadonlyArray<string | undefined>): readonly Group[] {
	const places = new Map<string, number[]>();
	for (const [place, key] of keys.entries()) if (key !== undefined) places.set(key, [...(places.get(key) ?? []), place]);
	return [...places].map(([key, each]) => ({ key, places: each })).sort((left, right) => right.places.length - left.places.length);
}
