/** Says whether something is nested deeper than so many levels; in a loop, as calling itself would end where the stack does. */
export function isDeeperThan(levels: number, value: unknown): boolean {
	let layer = isNesting(value) ? [value] : [];
	for (let depth = 1; layer.length > 0; depth++) {
		if (depth > levels) return true;
		layer = layer.flatMap((each) => Object.values(each).filter(isNesting));
	}
	return false;
}

function isNesting(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
