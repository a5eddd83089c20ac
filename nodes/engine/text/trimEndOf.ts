/** Takes the characters that `isDropped` names off the end. A pattern such as `/[.,]+$/` would look at every stretch of them in the text again from each of its characters. */
export function trimEndOf(text: string, isDropped: RegExp): string {
	let end = text.length;
	while (end > 0 && isDropped.test(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}
