import { matchAt, readMagnitude, readNumeral } from './numeral';

/** A formula without unknowns, as it stands in a text. */
export interface Expression {
	/** Its value as plain digits: those written, where it is one number and nothing else. */
	readonly number: string;
	readonly start: number;
	readonly end: number;
	/** Calculated, so that its digits are not those of anybody who rounds. */
	readonly isCalculated: boolean;
	/** Two numbers with a comma between would look the same. */
	readonly hasDecimalComma: boolean;
}

interface Part {
	readonly value: number;
	readonly end: number;
	/** As written, for a number and nothing else. */
	readonly digits?: string;
	readonly hasDecimalComma?: boolean;
}

/** Deeper formulas are none: each level costs a call. */
const MOST_DEPTH = 20;
/** Significant digits of a calculated value: what a double holds. */
const DIGITS = 15;

const spaces = / */y;
const plusOrMinus = / ?\+ ?| - |(?<=[)}])-| ?-(?=\\|√)/y;
/** `3/4/2026` and `src/1/2` are no fractions. */
const timesOrOver = / {0,3}\* {0,3}| {1,3}\/ {1,3}| x (?=\d)|(?<![\w.]\/\d{1,9})\/(?!\d{1,9}\/|\d{1,9}[A-Za-z_])(?=[\d(\\.\p{Sc}])/uy;
const fractionBehind = / \d+ ?\/ ?0*[1-9]\d*(?![\d./]*\/|\.?\d|\w)/y;
const currency = /[\p{Sc}] ?/uy;
/** A dash with a space behind it stands between words. */
const sign = /-(?! )|- (?=\\|√)/y;

/**
 * Reads the longest formula that begins at a place: numbers in every way of writing, + - * / ^, brackets, `\frac`, `\sqrt` and π.
 *
 * Undefined where none begins, and where the value is no number, as of 1/0. A minus between two numbers counts only with a space on both sides: `5-10` is a range or a date.
 */
export function readExpression(text: string, start: number): Expression | undefined {
	const part = readSum(text, start, 0);
	if (part === undefined || !Number.isFinite(part.value)) return undefined;
	return {
		number: part.digits === undefined ? String(normalise(part.value)) : canonical(part.digits),
		start,
		end: part.end,
		isCalculated: part.digits === undefined,
		hasDecimalComma: part.hasDecimalComma === true,
	};
}

function readSum(text: string, at: number, depth: number): Part | undefined {
	let sum = readProduct(text, at, depth);
	while (sum !== undefined) {
		const operator = matchAt(plusOrMinus, text, sum.end);
		const next = operator === undefined ? undefined : readProduct(text, sum.end + operator.length, depth);
		if (next === undefined) return sum;
		sum = { value: sum.value + (operator?.includes('-') ? -next.value : next.value), end: next.end };
	}
	return sum;
}

function readProduct(text: string, at: number, depth: number): Part | undefined {
	let product = readSigned(text, at, depth);
	while (product !== undefined) {
		const operator = matchAt(timesOrOver, text, product.end) ?? (isFactorAhead(text, product.end) ? '' : undefined);
		const next = operator === undefined ? undefined : readSigned(text, product.end + operator.length, depth);
		if (next === undefined) return product;
		product = { value: operator?.includes('/') ? product.value / next.value : product.value * next.value, end: next.end };
	}
	return product;
}

/** `2\sqrt{3}` and `2π` are products without a sign between. */
function isFactorAhead(text: string, at: number): boolean {
	return (
		matchAt(/ ?(?:\\sqrt(?![A-Za-z])|√|π|\\frac(?![A-Za-z]))/y, text, at) !== undefined || matchAt(/(?<=[)}])\(/y, text, at) !== undefined
	);
}

function readSigned(text: string, at: number, depth: number): Part | undefined {
	const skipped = at + (matchAt(spaces, text, at)?.length ?? 0);
	const minus = matchAt(sign, text, skipped);
	const from = skipped + (minus?.length ?? 0);
	const behindCurrency = from + (matchAt(currency, text, from)?.length ?? 0);
	const second = minus === undefined ? matchAt(sign, text, behindCurrency) : undefined;
	const power = readPower(text, behindCurrency + (second?.length ?? 0), depth);
	if (power === undefined || (minus === undefined && second === undefined)) return power;
	return { ...power, value: -power.value, ...(power.digits === undefined ? {} : { digits: `-${power.digits}` }) };
}

function readPower(text: string, at: number, depth: number): Part | undefined {
	const base = readAtom(text, at, depth);
	if (base === undefined || text[base.end] !== '^') return base;
	const exponent = readGroup(text, base.end + 1, '{', '}', depth) ?? readSigned(text, base.end + 1, depth + 1);
	return exponent === undefined ? undefined : { value: base.value ** exponent.value, end: exponent.end };
}

function readAtom(text: string, at: number, depth: number): Part | undefined {
	if (depth > MOST_DEPTH) return undefined;
	if (text[at] === 'π') return { value: Math.PI, end: at + 1 };
	if (text[at] === '(') return readGroup(text, at, '(', ')', depth);
	if (text[at] === '√') return rootOf(readAtom(text, at + 1, depth + 1));
	if (text[at] === '\\') return readCommand(text, at, depth);
	return readWritten(text, at, depth);
}

/** A number with what belongs to it: the fraction of 2 1/2, the million of 1.5 million. */
function readWritten(text: string, at: number, depth: number): Part | undefined {
	const numeral = readNumeral(text, at);
	if (numeral === undefined) return undefined;
	const value = Number(numeral.digits);
	const fraction = /^\d+$/.test(numeral.digits) ? matchAt(fractionBehind, text, numeral.end) : undefined;
	if (fraction !== undefined) {
		const [over, under] = fraction.split('/').map(Number);
		return { value: value + (over ?? 0) / (under ?? 1), end: numeral.end + fraction.length };
	}
	const latex = /^\d+$/.test(numeral.digits) ? matchAt(/ ?\\frac/y, text, numeral.end) : undefined;
	const mixed = latex === undefined ? undefined : readCommand(text, numeral.end + latex.length - 5, depth + 1);
	if (mixed !== undefined) return { value: value + mixed.value, end: mixed.end };
	const magnitude = readMagnitude(text, numeral.end, at);
	if (magnitude !== undefined) return { value: normalise(value * magnitude.factor), end: magnitude.end };
	return { value, end: numeral.end, digits: numeral.digits, hasDecimalComma: numeral.hasDecimalComma === true };
}

function readCommand(text: string, at: number, depth: number): Part | undefined {
	const root = matchAt(/\\sqrt(?![A-Za-z]) ?(?:\[ ?\d{1,3} ?\])?/y, text, at);
	if (root !== undefined) return rootOf(readArgument(text, at + root.length, depth), Number(/\d+/.exec(root)?.[0] ?? 2));
	const command = matchAt(/\\frac(?![A-Za-z]) ?/y, text, at);
	if (command === undefined) return undefined;
	const over = readArgument(text, at + command.length, depth);
	const under = over === undefined ? undefined : readArgument(text, over.end, depth);
	return over === undefined || under === undefined ? undefined : { value: over.value / under.value, end: under.end };
}

/** What a LaTeX command works on: a group in braces, or one digit. */
function readArgument(text: string, at: number, depth: number): Part | undefined {
	const from = at + (matchAt(spaces, text, at)?.length ?? 0);
	const digit = matchAt(/\d/y, text, from);
	return digit === undefined ? readGroup(text, from, '{', '}', depth) : { value: Number(digit), end: from + 1 };
}

function readGroup(text: string, at: number, open: string, close: string, depth: number): Part | undefined {
	if (text[at] !== open || depth > MOST_DEPTH) return undefined;
	const inner = readSum(text, at + 1, depth + 1);
	if (inner === undefined || inner.hasDecimalComma === true) return undefined;
	const end = inner.end + (matchAt(spaces, text, inner.end)?.length ?? 0);
	return text[end] === close ? { value: inner.value, end: end + 1 } : undefined;
}

function rootOf(part: Part | undefined, degree = 2): Part | undefined {
	return part === undefined ? undefined : { value: part.value ** (1 / degree), end: part.end };
}

/** Without the last digits of a double where they are noise, as of 0.1 + 0.2. */
function normalise(value: number): number {
	const rounded = Number(value.toPrecision(DIGITS));
	return String(rounded).length < String(value).length - 2 ? rounded : value === 0 ? 0 : value;
}

/** One way of writing each number; digits beyond what a double holds are kept as they are. */
export function canonical(digits: string): string {
	const value = Number(digits);
	if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(digits)) return digits.replace(/^(-?)0+(?=\d)/, '$1');
	return String(value === 0 ? 0 : value);
}
