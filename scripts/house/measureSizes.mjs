import ts from 'typescript';

/** @typedef {{ readonly name: string, readonly line: number, readonly lines: number }} Measured */

/** How long a file is, and each function in it that has a block: all of its lines, from its first word to its last bracket. */
export function measureSizes(file, source) {
	const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	/** @type {Measured[]} */
	const functions = [];
	const lineOf = (place) => parsed.getLineAndCharacterOfPosition(place).line + 1;
	const visit = (node) => {
		if (ts.isFunctionLike(node) && node.body !== undefined && ts.isBlock(node.body)) {
			const line = lineOf(node.getStart(parsed));
			functions.push({ name: nameOf(node, parsed), line, lines: lineOf(node.end) - line + 1 });
		}
		ts.forEachChild(node, visit);
	};
	visit(parsed);
	return { lines: source.replace(/\n$/, '').split('\n').length, functions };
}

function nameOf(node, parsed) {
	if (ts.isConstructorDeclaration(node)) return 'constructor';
	const named = node.name ?? (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) ? node.parent.name : undefined);
	return named === undefined ? 'a function' : named.getText(parsed);
}

/** The value that this share of all is not above: 0.5 is the median. */
export function quantile(values, share) {
	const sorted = values.toSorted((left, right) => left - right);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
