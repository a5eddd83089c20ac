import { readLiteral, type Literal } from './literal';

const LONGEST = 5000;
/** What ends a value: the line, a mark of the sentence or of what is around it, a remark, or another statement. */
const over =
	/^(?:\s{0,8}(?:\/\/|#|\/\*|\*\/|-->|"""|<\/|&&|and\b)|[ \t]{0,200}(?:$|\r?\n|[`;)\]}"'”’|]|\*\*)|[ \t]{1,8}\(|[.,:!?…](?!\d)|[ \t]{1,8}[-–—=]{1,2}[ \t]{1,8}[A-Za-z])/;
/** Words that go on with the sentence, not with the value; `4 as a string` is not 4. */
const goesOn =
	/^[ \t]{1,8}(?:because|since|as|and|but|for|when|while|where|which|whereas|due|so|with|in this|after|not|respectively|then)(?![\w$])(?!\s(?:an?\s)?(?:string|text|list|array|tuple|float|number)\b)/i;
/** What makes it the beginning of something else: an index, a call, a factorial, a number with commas, a choice. */
const isBeginning = /^(?:[([]|!(?!\s|$)|,\d{3}\b|\.[A-Za-z]|\s{0,8},?\s{0,4}(?:or|if|else)\b)/;

/** What asks after the value, or says that it is wrong. */
const takesBack =
	/^[`'"*_]{0,3}(?:\?|[ \t]{1,4}\((?:which is |this is |that is )?(?:wrong|incorrect|not|a bug|buggy|instead)|,?[ \t]{1,4}(?:but|although|which|and this|and that)[^\n.]{0,40}\b(?:should|must|wrong|incorrect|mistake|bug|expected)\b|[ \t]{1,4}instead of\b)/i;

/** A value that is not only the beginning of one: not `2 * 3`, `4 elements`, `"a" + "b"`, `[1, 2][0]`, `4 or 5`, nor `("a")`, which may be meant as a tuple. */
export function wholeValue(text: string): Literal | undefined {
	const read = /^\s*\n/.test(text.slice(0, 200)) ? undefined : readLiteral(text.slice(0, LONGEST));
	if (read === undefined || isBracketed(text, read.literal)) return undefined;
	const behind = text.slice(read.end, read.end + 300);
	return (over.test(behind) || goesOn.test(behind)) && !isBeginning.test(behind) && !takesBack.test(behind) ? read.literal : undefined;
}

/** A value between marks of emphasis or code: `` `4` ``, `**4**`. */
export function readMarked(text: string): Literal | undefined {
	const mark = /^[`*_]{1,3}/.exec(text)?.[0];
	const read = mark === undefined ? undefined : readLiteral(text.slice(0, LONGEST), mark.length);
	return mark !== undefined && read !== undefined && text.startsWith(mark, read.end) ? read.literal : undefined;
}

function isBracketed(text: string, { kind }: Literal): boolean {
	return text.startsWith('(') && kind !== 'tuple';
}
