import ts from 'typescript';

/** Words in small letters that may stand inside a label. */
const joining = new Set(['a', 'all', 'and', 'as', 'at', 'by', 'for', 'in', 'of', 'on', 'or', 'per', 'than', 'the', 'to']);

/**
 * What a file's sentences name with capitals, as they name what is on screen: in the middle of a sentence nothing else begins with one.
 *
 * Each in its readings, of which one must be right. A lone word at the beginning of a sentence is left out, and so are abbreviations.
 */
export function namesInSentences(source: string): ReadonlyArray<readonly string[]> {
	return sentencesOf(source).flatMap(namesIn);
}

/** Whether a name is a label, or several with small words between. */
export function consistsOf(name: string, isLabel: (name: string) => boolean): boolean {
	const words = name.split(' ').filter((word) => word !== 'the');
	if (isLabel(name) || isLabel(words.join(' ')) || /^[A-Z]+s?$/.test(name)) return true;
	return words.some(
		(word, at) =>
			at > 0 &&
			joining.has(word) &&
			consistsOf(words.slice(0, at).join(' '), isLabel) &&
			consistsOf(words.slice(at + 1).join(' '), isLabel),
	);
}

/** Texts of several words; `…` stands for what is filled in between. */
export function sentencesOf(source: string): readonly string[] {
	const sentences: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
		if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) sentences.push(node.text);
		if (ts.isTemplateExpression(node)) sentences.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('any.ts', source, ts.ScriptTarget.Latest));
	return sentences.filter((text) => text.split(' ').length > 3 && !text.includes('=>'));
}

/** Of what reads a field or refuses it, the place of the field's label among the arguments. */
const labelPlaces: Readonly<Record<string, number>> = {
	InvalidInputError: 2,
	checkInput: 2,
	readJsonField: 1,
	readName: 1,
	readNames: 1,
	readNumber: 2,
	readValue: 1,
	readVoter: 1,
};

/** The fields that a file's errors blame, as far as their labels stand in the call. */
export function blamedIn(source: string): readonly string[] {
	const labels: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
			const place = ts.isIdentifier(node.expression) ? labelPlaces[node.expression.text] : undefined;
			const label = place === undefined ? undefined : node.arguments?.[place];
			if (label !== undefined && ts.isStringLiteral(label)) labels.push(label.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('any.ts', source, ts.ScriptTarget.Latest));
	return labels;
}

function namesIn(text: string): ReadonlyArray<readonly string[]> {
	const words = text.split(/\s+/);
	const names: (readonly string[])[] = [];
	for (let at = 0; at < words.length; at++) {
		if (!isNamed(words[at])) continue;
		const end = endOf(words, at);
		const name = words.slice(at, end + 1).join(' ');
		// Of "Raise Max Tokens", the first word may be the sentence's own.
		const begins = endsSentence(words[at - 1]);
		const readings = (begins ? [name, name.replace(/^\S+\s?(?:(?:a|the|on|of|to)\s)*/, '')] : [name]).map(bare);
		if (readings.every((reading) => /\b[A-Z][a-z]/.test(reading) && !reading.includes('()'))) names.push(readings);
		at = end;
	}
	return names;
}

function bare(name: string): string {
	return name.replace(/^["“(*]+|[.,:;!?)"”*…]+$/g, '').replace(/['’]s$/, '');
}

/** The last word of the name that begins here: small words only count between two with capitals. */
function endOf(words: readonly string[], start: number): number {
	let end = start;
	for (let next = start; next < words.length; next++) {
		const word = words[next] ?? '';
		if (isNamed(word)) end = next;
		else if (!joining.has(word)) break;
		if (/[.,:;!?)"”…]$/.test(word)) break;
	}
	return end;
}

function isNamed(word = ''): boolean {
	return /^["“(*]?[A-Z][A-Za-z-]/.test(word) && !word.includes('/');
}

function endsSentence(word: string | undefined): boolean {
	return word === undefined || word === '' || /[.!?:…"“”(;]$|^[-–—=]$/.test(word);
}
