/** A fraction, so that 8 / (3 - 8 / 3) is 24 and not almost. */
type Fraction = readonly [over: number, under: number];

const operations: Readonly<Record<string, (left: Fraction, right: Fraction) => Fraction>> = {
	'+': ([a, b], [c, d]) => [a * d + c * b, b * d],
	'-': ([a, b], [c, d]) => [a * d - c * b, b * d],
	'*': ([a, b], [c, d]) => [a * c, b * d],
	'/': ([a, b], [c, d]) => [a * d, b * c],
};

/** The four numbers of a puzzle, by the first step that most of its tries write down: two that are put together, and what is left. */
export function numbersOf(tries: readonly string[]): readonly string[] {
	const counts = new Map<string, number>();
	for (const text of tries) {
		const [, left = '', right = '', result = '', rest = ''] = /(\d+) *[-+*/] *(\d+) *= *(-?[\d.]+) *\(left: ([^)]*)\)/.exec(text) ?? [];
		const others = rest.split(/\s+/);
		const key = [left, right, ...others.toSpliced(Math.max(0, others.indexOf(result)), 1)].sort().join(' ');
		if (key.split(' ').length === 4) counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return ([...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? '').split(' ');
}

/** Whether the last line that says "Answer:" makes 24 of these numbers, each used once, by exact arithmetic. */
export function makes24(numbers: readonly string[], text: string): boolean {
	const answer = [...text.matchAll(/Answer:[ \t]*([^\n=]*)/g)].at(-1)?.[1] ?? '';
	if (!/^[\d+\-*/() ]+$/.test(answer)) return false;
	if ((answer.match(/\d+/g) ?? []).sort().join(' ') !== [...numbers].sort().join(' ')) return false;
	const tokens = answer.match(/\d+|[-+*/()]/g) ?? [];
	const [over, under] = readSum(tokens) ?? [0, 0];
	return tokens.length === 0 && under !== 0 && over === 24 * under;
}

/** Takes what it has read off the tokens; undefined where they are no sum. */
function readSum(tokens: string[]): Fraction | undefined {
	return readChain(tokens, ['+', '-'], () => readChain(tokens, ['*', '/'], () => readOne(tokens)));
}

function readChain(tokens: string[], signs: readonly string[], readPart: () => Fraction | undefined): Fraction | undefined {
	let value = readPart();
	while (value !== undefined && signs.includes(tokens[0] ?? '')) {
		const operation = operations[tokens.shift() ?? ''];
		const right = readPart();
		value = right === undefined || operation === undefined ? undefined : operation(value, right);
	}
	return value;
}

function readOne(tokens: string[]): Fraction | undefined {
	const token = tokens.shift();
	if (token !== '(') return token === undefined || !/^\d+$/.test(token) ? undefined : [Number(token), 1];
	const inner = readSum(tokens);
	return tokens.shift() === ')' ? inner : undefined;
}
