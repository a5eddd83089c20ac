const ORDERS = [1, 2, 3, 4, 5, 6];
/** How many times recall counts what precision counts: what the other answer says and this one lacks weighs more. */
const BETA = 2;

/** The character n-grams of a text, for each length of 1 to 6: hashed and in order, so that two are compared in one pass. */
export type CharacterProfile = readonly Uint32Array[];

/** The profile of a text's first characters, blanks and case apart. */
export function profileOf(text: string, mostCharacters: number): CharacterProfile {
	// Blanks are dropped only behind the cut, so that a text of megabytes costs no more than its beginning.
	const characters = text
		.slice(0, 2 * mostCharacters)
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\s/g, '')
		.slice(0, mostCharacters);
	return ORDERS.map((order) => {
		const hashes = new Uint32Array(Math.max(0, characters.length - order + 1));
		for (let at = 0; at < hashes.length; at++) {
			let hash = 0x811c9dc5;
			for (let each = 0; each < order; each++) hash = Math.imul(hash ^ characters.charCodeAt(at + each), 0x01000193);
			hashes[at] = hash;
		}
		return hashes.sort();
	});
}

/**
 * How much a text is like another one, from 0 to 1, by the character n-grams they share: chrF (Popović, 2015), with its usual lengths of 1 to 6 and beta of 2.
 *
 * Not the same both ways: a text that says all that the other one says, and more, is more like it than the other way round.
 */
export function chrF(text: CharacterProfile, other: CharacterProfile): number {
	let [precision, recall, orders] = [0, 0, 0];
	for (const [order, own] of text.entries()) {
		const theirs = other[order];
		if (theirs === undefined || own.length === 0 || theirs.length === 0) continue;
		const shared = countShared(own, theirs);
		precision += shared / own.length;
		recall += shared / theirs.length;
		orders++;
	}
	if (precision + recall === 0) return 0;
	return ((1 + BETA ** 2) * precision * recall) / (BETA ** 2 * precision + recall) / orders;
}

/** Each occurrence counts once. */
function countShared(left: Uint32Array, right: Uint32Array): number {
	let [shared, at, other] = [0, 0, 0];
	while (at < left.length && other < right.length) {
		const [own, theirs] = [left[at] as number, right[other] as number];
		// Without branches: which of them is smaller cannot be foreseen.
		shared += Number(own === theirs);
		at += Number(own <= theirs);
		other += Number(own >= theirs);
	}
	return shared;
}
