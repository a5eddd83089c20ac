import { readExpression, type Expression } from './expression';
import { isPartOfFormula } from './partOfFormula';

/** What the part of a text that holds the answer says. */
export type Value =
	| { readonly kind: 'number'; readonly number: string; readonly after: string; readonly isCalculated: boolean }
	/** A formula with unknowns, a list, a range, a date: more than one number, or none. */
	| { readonly kind: 'doubtful' }
	| { readonly kind: 'none' };

/** Longer than the name of any unit. */
const MOST_AFTER = 60;

const doubtful: Value = { kind: 'doubtful' };
const canBegin = /[\d.\p{Sc}√π(\\-]/gu;
/** Two numbers side by side, with a comma that may stand for a point; a bracket that is missing. */
const isBroken = /^[-+]?\d{1,9} [-+]?\d{1,2}$|^-?[1-9]\d{0,8},\d{1,2}$|^\(+ ?\d+$|^\({2,9}\d+\)$|^[-\d.]+ {0,2}[-+*/]$/;
const isDate =
	/\b(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? {1,2}$/;

/** A text that says so states no number, whatever number the reason has. */
const isRefusal =
	/\b(?:cannot|can't|can not|could not|not possible to|impossible to|unable to)\s(?:be\s)?(?:determined?|calculated?|solved?|answer(?:ed)?|found|find|say)\b|\b(?:not enough|insufficient|more) (?:information|data)\b/i;
const unknown = '[a-df-hj-np-zA-Za-zπθλαβ]';

/**
 * Reads the one number that a marked answer states: of an equation its right side, of a sentence the number that it says first.
 *
 * Several numbers side by side, a range, a date, a formula with unknowns are doubtful; a number that is asked about is none.
 */
export function readValue(content: string, isBox = false): Value {
	if (isRefusal.test(content) || (isBox && isBroken.test(content.replaceAll('$', ' ').trim()))) return doubtful;
	const clause = isBox ? content : firstClause(restated(conclusionOf(content)));
	const expressions = findExpressions(clause);
	const [first] = expressions;
	if (first === undefined) return { kind: 'none' };
	const equals = lastEquals(clause);
	const chosen = equals === undefined ? first : (expressions.find(({ start }) => start >= equals) ?? first);
	const others = expressions.filter(({ start }) => start > chosen.end);
	if (/^\s?["'*)]{0,3}\?/.test(clause.slice(chosen.end))) return { kind: 'none' };
	if (isPartOfFormula(clause, chosen, equals) || isDoubtful(clause, chosen) || isList(clause, chosen, others[0]) || hasTwoEquations(clause))
		return doubtful;
	return toValue(clause, chosen);
}

/**
 * Reads the last number of a text that marks none: of an equation its right side, of a sum its value.
 *
 * Undefined where it belongs to a formula with unknowns.
 */
export function readLastValue(text: string): Value {
	const line = text.split('\n').findLast((each) => /\d/.test(each)) ?? '';
	const tail = line.slice(-2000);
	const last = findExpressions(tail).at(-1);
	if (last === undefined) return { kind: 'none' };
	return isFormula(tail, last) || isPartOfMore(tail, last) ? doubtful : toValue(tail, last);
}

/** What a number is taken of, and what makes one answer with another number before it: a ratio, a time, hours with minutes. */
const partBefore = [
	/\d(?::| : )$/,
	/(?:%|\bpercent|\b(?:half|third|quarter|fourth|fifth|sixth|eighth|tenth|\d ?\/ ?\d{1,3})s?)\s(?:of|from)\s\p{Sc}?$/u,
	/\b(?:twice|thrice|double|triple|half)\s(?:of\s)?\p{Sc}?$/u,
	/\d ?(?:hours?|hrs?|h|minutes?|mins?|feet|foot|ft|pounds?|lbs?|dollars?|weeks?|days?|years?|months?)\s(?:and\s)?$/,
	/\d out of $/,
];

function isPartOfMore(text: string, { start, end }: Expression): boolean {
	return partBefore.some((each) => each.test(text.slice(Math.max(0, start - 24), start))) || /^:\d/.test(text.slice(end, end + 2));
}

function toValue(text: string, { number, end, isCalculated }: Expression): Value {
	return { kind: 'number', number, isCalculated, after: text.slice(end, end + MOST_AFTER) };
}

/** Where the first sentence is a calculation and others follow, the last one that calculates or concludes. */
function conclusionOf(content: string): string {
	const sentences = content.split(/(?<=[.;])\s+/);
	if (sentences.length < 2 || (!/=/.test(sentences[0] ?? '') && /\d/.test(sentences[0] ?? ''))) return content;
	return sentences.findLast((each) => /\d/.test(each) && /=|\b(?:therefore|thus|so|hence|total|altogether)\b/i.test(each)) ?? content;
}

/** `The answer is what she gets in 30 years, which is $1,500,000`: what stands behind a preposition is not the number that is stated. */
function restated(content: string): string {
	const match =
		/^[^\d.;\n]{0,120}\b(?:for|in|over|within|after|of|per|by|from|during|at)\s(?:the |these |those |all )?\d[\d,]*[^\d.;\n]{0,60},\s(?:which|that) (?:is|equals|makes|gives|comes to)\s(?=[^\n]{0,20}\d)/i.exec(
			content,
		);
	const share =
		/^[^.;\n]{0,60}\b(?:of|twice|double|triple|half)\s\p{Sc}?\d[\d,]*[^\d.;\n]{0,30},?\s(?:which|that) (?:is|equals|makes|gives|comes to)\s(?=[^\n]{0,20}\d)/iu.exec(
			content,
		);
	const lead = match ?? share;
	return lead === null ? content : content.slice(lead[0].length);
}

/** Up to the end of the sentence, or to where reasons begin, without a clause in front such as `Out of 12 eggs,`. */
function firstClause(content: string): string {
	const bare = content.trim().replace(/^(?:\*{1,3}|_{1,2}|`{1,3}|["'“”„:])+\s?/, '');
	const end =
		/[.!;](?=\s|$)|[.](?=[*"'$)]{1,3}(?:\s|$))|\n|。|，(?=[^\d])|(?<=\d[^=\n]{0,40})\b(?:because|since|as|after|which|where|when|weil|nach|da|porque|car)\b/i.exec(
			bare,
		);
	const sentence = end === null ? bare : bare.slice(0, end.index);
	const front = /^(?:out of|of|after|from|with|if|in|for|since|because|when|by|at|given|von|nach|de|sur)\b[^,=]{1,80},\s(?=[^,]*\d)/i.exec(
		sentence,
	);
	return front === null ? sentence : sentence.slice(front[0].length);
}

function findExpressions(text: string): readonly Expression[] {
	const found: Expression[] = [];
	canBegin.lastIndex = 0;
	for (let match = canBegin.exec(text); match !== null; match = canBegin.exec(text)) {
		const at = match.index;
		const expression = mayBegin(text, at) ? readExpression(text, at) : undefined;
		if (expression !== undefined) found.push(expression);
		canBegin.lastIndex = Math.max(at + 1, expression?.end ?? 0);
	}
	return found;
}

/** A dash between words or numbers is no sign, and digits inside a word are no number. */
function mayBegin(text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - 2), at);
	if (text[at] === '-') return !/[\p{L}\d)\]]$|[\d)] $/u.test(before);
	if (text[at] === '(') return /\d|\\|√|π|-/.test(text[at + 1] ?? '');
	return !/[A-Za-z_^]$/.test(before) || text[at] === '\\';
}

function lastEquals(clause: string): number | undefined {
	let last: number | undefined;
	for (const { index } of clause.matchAll(/(?<![<>!=:])=(?!=)|\b(?:equals|is equal to|gives|makes)\b/gi))
		if (/\d|\\|π/.test(clause.slice(index))) last = index;
	return last;
}

/** `x = 3 or x = 5`, and not x = y = 5. */
function hasTwoEquations(clause: string): boolean {
	const unknowns = clause.match(/(?<![A-Za-z])[A-Za-z](?:_\{?\d\}?)?\s?=(?!=)/g) ?? [];
	return unknowns.length > 1 && /[,;]|\b(?:and|or|und|oder|y|et)\b/.test(clause);
}

function isDoubtful(clause: string, expression: Expression): boolean {
	const before = clause.slice(Math.max(0, expression.start - 12), expression.start);
	const after = clause.slice(expression.end, expression.end + 24);
	if (isPartOfMore(clause, expression) || /^ out of \d/.test(after)) return true;
	if (
		/^\s?(?:%|percent)?\sof\s\p{Sc}?\d/u.test(after) &&
		(/^\s?(?:%|percent)/.test(after) || /\//.test(clause.slice(expression.start, expression.end)))
	)
		return true;
	if (isFormula(clause, expression) || isDate.test(clause.slice(0, expression.start))) return true;
	// A list, a tuple, a set, a range, a time, a date.
	if (/[([{]\s?$/.test(before) && (/^\s?,/.test(after) || expression.hasDecimalComma)) return true;
	if (/^\s?(?:-|to|bis|à|~|\.\.)\s?[\p{Sc}]?\d/iu.test(after)) return true;
	return /^[:/]\d|^-\d|^\.\d/.test(after) || /\d[:/-]$/.test(before);
}

/** An unknown, a function or a power right behind the number: `2x`, `2\log`, `2^n`, `5!`. */
const joined = new RegExp(`^(?:${unknown}(?![A-Za-zà-ÿ])|\\\\(?!text|%|\\$|[a-z]*space|[cmk]?m(?![a-z]))[A-Za-z]|[_^!](?!\\s))`);
const goesOn = [
	/^ ?[+*/^-] ?[A-Za-z(](?![A-Za-z])/,
	/^ ?(?:[+*^]|- ) ?\\(?!text)[A-Za-z]/,
	/^ ?(?:\\(?:pm|mp|le|ge|leq|geq|lt|gt|neq?|cup|cap|in|to|[cl]?dots)(?![A-Za-z])|[≤≥±∓]|[<>] ?[-\d(])/,
];
const leadsOn = [
	/[{_^]\s?$/,
	/\^\{?\d{1,3}\}? ?[+*/-] ?$/,
	/(?:^|[^A-Za-z])[A-Za-z)}] ?[+*/^-] ?$/,
	/(?:[<>≤≥±∓]|\\(?:pm|mp|le|ge|leq|geq|lt|gt|neq?|in|log|ln|sin|cos|tan|cup|cap)) ?$/,
];

/** Something unknown, a function or an inequality stands right beside the number. */
function isFormula(text: string, { start, end }: Expression): boolean {
	const before = text.slice(Math.max(0, start - 12), start);
	const after = text.slice(end, end + 24);
	if (joined.test(after) && !isUnit(after)) return true;
	return goesOn.some((each) => each.test(after)) || leadsOn.some((each) => each.test(before));
}

/** Units of one letter behind their number. */
function isUnit(after: string): boolean {
	return /^[mglshLKCFNJWVAGTk](?![A-Za-z\d^_+*/-])/.test(after);
}

function isList(clause: string, chosen: Expression, next: Expression | undefined): boolean {
	if (next === undefined) return false;
	const between = clause.slice(chosen.end, next.start);
	return (
		/^\s{0,3}[°%]?\s{0,3}(?:,|and|or|und|oder|y|et|&)\s{0,3}(?:and|or|und|oder)?\s{0,3}$/i.test(between) ||
		/^\s?\p{L}{1,20}(?:,|\s(?:and|or|und|oder))\s$/u.test(between)
	);
}
