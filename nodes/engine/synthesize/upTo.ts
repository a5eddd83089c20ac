/** Passes text on as it comes, and nothing from `end` on; holds back only what might be the beginning of it, and the space before. */
export function upTo(end: string, pass: (piece: string) => void): (piece: string) => void {
	let held = '';
	let isOver = false;
	return (piece) => {
		if (isOver) return;
		held += piece;
		const at = held.indexOf(end);
		isOver = at !== -1;
		const sure = (isOver ? held.slice(0, at) : held.slice(0, held.length - lengthOfBeginning(held, end))).trimEnd();
		if (sure !== '') pass(sure);
		held = held.slice(sure.length);
	};
}

/** How long a beginning of `end` the text ends with. */
function lengthOfBeginning(text: string, end: string): number {
	for (let length = Math.min(text.length, end.length - 1); length > 0; length--) if (text.endsWith(end.slice(0, length))) return length;
	return 0;
}
