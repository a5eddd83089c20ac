const MOST_WORDS = 10;

/** Whether a line may be what something is called: few words, no full stop, no address. */
export function isTitle(line: string): boolean {
	const words = line.match(/[\p{L}\p{N}]+/gu) ?? [];
	return words.length > 0 && words.length <= MOST_WORDS && /\p{L}{2}/u.test(line) && !/[.!?;:,]$/.test(line) && !/:\/\//.test(line);
}
