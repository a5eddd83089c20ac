/** Passes text on as it comes, and nothing from `end` on; holds back only what might be the beginning of it, and the space before. */
export function upTo(end: string, pass: (piece: string) => void): (piece: string) => void {
	/** Space is held as it came: put together again with every piece, a flood of it would take the square of its length. */
	let spaces: string[] = [];
	let tail = '';
	let isOver = false;
	return (piece) => {
		if (isOver) return;
		const text = tail + piece;
		const at = text.indexOf(end);
		isOver = at !== -1;
		const sure = isOver ? text.slice(0, at) : text.slice(0, text.length - lengthOfBeginning(text, end));
		tail = text.slice(sure.length);
		const words = sure.trimEnd();
		if (words === '') spaces.push(sure);
		else {
			pass(spaces.join('') + words);
			spaces = [sure.slice(words.length)];
		}
	};
}

/** How long a beginning of `end` the text ends with. */
function lengthOfBeginning(text: string, end: string): number {
	for (let length = Math.min(text.length, end.length - 1); length > 0; length--) if (text.endsWith(end.slice(0, length))) return length;
	return 0;
}
