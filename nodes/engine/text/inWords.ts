const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A count as it stands in a sentence: a word up to ten, else the number. */
export function inWords(count: number): string {
	return words[count] ?? String(count);
}
