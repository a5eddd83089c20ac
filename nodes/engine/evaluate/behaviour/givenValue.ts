import type { CallSite } from './callSite';
import { readLiteral, type Literal } from './literal';
import { readMarked, wholeValue } from './wholeValue';

/** Signs and words between a call and what it gives. */
const sign =
	/^(?:(?:[-=~]{1,3}>|={2,3}|:?=|[→➞➔⇒⟶⟹↦➡⇨≡])\s*|:\s{0,8}(?:returns?\s|should\s(?:be|return)\s)?|(?:(?:should|must|would|will|has to|is expected to|needs to)\s+)?(?:returns?|gives?|yields?|produces?|outputs?|prints?|evaluates?\s+to|results?\s+in|equals?|becomes?|is\s+equal\s+to|be\s+equal\s+to|is|be)\s*:?\s+)/;
/** What may stand before the value itself: `returns the string "ab"`. */
const naming =
	/^(?:(?:the|a)\s)?(?:(?:value|number|integer|int|string|list|array|tuple|set|object|dict|dictionary|boolean|bool|result)\s)(?=[\d"'`“‘[({TtFfNn.-])/;
const remark = /^[ \t]{0,40};?[ \t]{0,200}(?:\/\/+|#+|--|\/\*+)[ \t]{0,20}(?:(?:output|expected(?: output)?|result|prints)\s?:?\s)?/i;
/** What a call gives, where what stands behind it says so: in an assertion, behind a sign or in words, in a remark, or on the next line. */
export function readGiven(rest: string, site: CallSite): Literal | undefined {
	switch (site.kind) {
		case 'reversed':
			return /^\s{0,8}(?:[`,;.)]|$|\n|and\b|#|\/\/)/.test(rest) ? site.given : undefined;
		case 'compared':
			return argumentBehind(rest, /^\s{0,40},\s{0,40}/);
		case 'expected':
			if (/^\s{0,8}\)\s{0,40}\.to(?:BeNull|BeUndefined)\(/.test(rest)) return { kind: 'word', value: 'none' };
			return argumentBehind(
				rest,
				/^\s{0,8}\)\s{0,40}\.\s{0,8}(?:to(?:Be|Equal|StrictEqual|MatchObject)|to\.(?:be\.|deep\.)?(?:equals?|eql?)|resolves\.to(?:Be|Equal))\(\s{0,40}/,
			);
		case 'prompted':
			return behindSign(rest) ?? nextLine(rest, /^[ \t]{0,40};?[ \t]{0,40}(?:#[^\n]*)?\n[ \t]{0,40}(?:\.\.\.[ \t]*\n[ \t]{0,40})?/);
		case 'kept':
			return behindRemark(afterClosing(rest, site.isPrinted));
		case 'plain':
			return behindSign(afterClosing(rest)) ?? behindRemark(afterClosing(rest));
	}
}

function argumentBehind(rest: string, start: RegExp): Literal | undefined {
	const head = start.exec(rest);
	const read = head === null ? undefined : readLiteral(rest, head[0].length);
	return read !== undefined && /^\s{0,40}[),]/.test(rest.slice(read.end)) ? read.literal : undefined;
}

/** Behind the marks around a call, and the bracket of what prints it. */
function afterClosing(rest: string, isPrinted = false): string {
	const closing = (isPrinted ? /^[ \t]?[`*_)]{0,4}/ : /^[`*_"]{0,4}/).exec(rest)?.[0] ?? '';
	return rest.slice(closing.length);
}

function behindSign(rest: string): Literal | undefined {
	const between = /^[ \t]{0,20}(?:,[ \t])?(?:\n[ \t]{0,40}(?=[=→➞➔⇒-]))?/.exec(rest)?.[0].length ?? 0;
	const found = sign.exec(rest.slice(between, between + 200));
	if (found === null) return undefined;
	let value = rest.slice(between + found[0].length);
	value = value.slice(naming.exec(value.slice(0, 60))?.[0].length ?? 0);
	return readMarked(value) ?? wholeValue(value);
}

function behindRemark(rest: string): Literal | undefined {
	const mark = remark.exec(rest);
	if (mark === null)
		return nextLine(rest, /^[ \t]{0,40};?[ \t]{0,40}`{0,3}[ \t]{0,8}\n[ \t]{0,40}(?:(?:[=-]>|→|>|\/\/|#|<-)[ \t]{0,8}){0,2}/);
	const said = rest.slice(mark[0].length);
	return said.startsWith('\n') ? undefined : (behindSign(said) ?? wholeValue(said));
}

function nextLine(rest: string, start: RegExp): Literal | undefined {
	const head = start.exec(rest);
	if (head === null) return undefined;
	const value = rest.slice(head[0].length);
	const read = readLiteral(value);
	return read !== undefined && !/^\s/.test(value) && /^[ \t]*(?:\r?\n|$|#|\/\/|"""|'''|`|\*\/)/.test(value.slice(read.end))
		? read.literal
		: undefined;
}
