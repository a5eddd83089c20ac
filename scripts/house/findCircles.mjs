/**
 * The circles among files that import each other, types included: of each knot the shortest way round, as the files on it in their order.
 *
 * @param {ReadonlyMap<string, readonly string[]>} imports what each file imports
 * @returns {string[][]}
 */
export function findCircles(imports) {
	const circles = [];
	const known = new Set();
	for (const file of imports.keys()) {
		if (known.has(file)) continue;
		const circle = shortestWayBack(file, imports);
		if (circle === undefined) continue;
		// Files that this circle leads to and that lead back to it are part of the same knot, which is told once.
		const reached = reachedFrom(file, imports);
		for (const each of reached) if (reachedFrom(each, imports).has(file)) known.add(each);
		circles.push(circle);
	}
	return circles;
}

function shortestWayBack(start, imports) {
	const cameFrom = new Map();
	const queue = [start];
	for (const file of queue) {
		for (const target of imports.get(file) ?? []) {
			if (target === start) return wayTo(file, start, cameFrom);
			if (cameFrom.has(target)) continue;
			cameFrom.set(target, file);
			queue.push(target);
		}
	}
	return undefined;
}

function wayTo(end, start, cameFrom) {
	const way = [end];
	while (way[0] !== start) way.unshift(cameFrom.get(way[0]));
	return way;
}

function reachedFrom(start, imports) {
	const reached = new Set([start]);
	for (const file of reached) for (const target of imports.get(file) ?? []) reached.add(target);
	return reached;
}
