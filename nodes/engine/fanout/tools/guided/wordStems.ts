const LONGEST_STEM = 5;

/** The words of a text that tell what it is about, in small letters and by their beginnings, so that `tower` and `towers` are one. */
export function wordStems(text: string): ReadonlySet<string> {
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	return new Set(
		words
			.filter((word) => word.length > 2 || /\p{N}/u.test(word))
			.map((word) => (/\p{N}/u.test(word) ? word : word.slice(0, LONGEST_STEM))),
	);
}
