import { readLiteral, type Literal } from './literal';

/** How a call stands in a text, which says where its value is to be looked for. */
export type CallSite =
	/** On its own, in prose or in code. */
	| { readonly kind: 'plain' }
	/** Behind the prompt of Python's or Node's console. */
	| { readonly kind: 'prompted' }
	/** `assert.equal(f(2), 4)`. */
	| { readonly kind: 'compared' }
	/** `expect(f(2)).toBe(4)`. */
	| { readonly kind: 'expected' }
	/** `4 == f(2)`, `assertEqual(4, f(2))`. */
	| { readonly kind: 'reversed'; readonly given: Literal }
	/** Printed or kept, so that only a remark or the next line tells. */
	| { readonly kind: 'kept'; readonly isPrinted: boolean };

/** What stands further in front of a call on its line does not matter. */
const FARTHEST = 400;
/** Marks at the beginning of a line: quotation, bullets, numbers, remarks. */
const decoration = /^[ \t]{0,40}(?:(?:[-*+>#|]|\/\/|\d{1,3}[.)])[ \t]{1,8}){0,4}/;
/** `**Example:**` ends with no sign of multiplication. */
const emphasis = /(?:^|\s)\*{1,2}[^\s*](?:[^*\n]{0,80}[^\s*])?\*{1,2}\s{1,8}$/;
const prompt = /^[ \t]{0,40}(?:>>>|>|In \[\d{0,4}\]:)[ \t]{0,8}(?:await[ \t])?$/;
const comparing =
	/(?:^|[^\w$])(?:(?:self|t|test|assert|chai\.assert|unittest|tap)\.)?(?:(?:strictE|deepE|deepStrictE|looseE|e)qual|deepStrictEqual|is|same|eq|eql|assert_?(?:List|Dict|Tuple|Set|Sequence|MultiLine|Count)?_?(?:Equals?|equals?|Is|eq))!?\(\s{0,40}$/;
const expecting = /(?:^|[^\w$.])expect\(\s{0,40}$/;
const printing = /(?:^|[^\w$.])(?:print|pprint|console\.(?:log|info|debug|dir)|display)\(\s{0,40}$/;
const asserting = /(?:^|[^\w$.])(?:console\.assert|assert(?:\.ok)?|assert_?[Tt]rue|self\.assertTrue|ok)\(\s{0,40}$/;
const keeping = /(?:^|[\s;])(?:(?:const|let|var)\s{1,8})?[A-Za-z_]\w{0,60}(?:\s?:\s?[\w[\]<>.]{1,60})?\s{0,8}=\s{0,8}$/;
/** Words that make the call a part of something else, or no call at all. */
const spoiling =
	/(?:^|[^\w$])(?:def|function|fn|func|async|new|class|typeof|void|delete|not|or|return|yield|lambda|than|to|plus|minus|times|by|over|of|in|if|unless|except)$/i;
const speaking = /(?:^|[^\w$])(?:(?:value|result|output|call|evaluation|answer) of|calls? to)$/i;

/** Words before it in its sentence by which a call does not give what is said, or only gives it by mistake. */
const denying =
	/\b(?:neither|nor|hardly|never|cannot|can't|isn't|aren't|doesn't|don't|unlike|rather than|instead of|without|wrongly|incorrectly|mistakenly|erroneously|currently|not (?:true|the case|correct)|(?:false|wrong|untrue) that|no (?:call|calls|input|inputs|value)|(?:the|a|this|known) bugs?|suppose|imagine|what if)\b/i;
const asking = /^(?:does|do|did|why|is|are|can|could|should|would|will|whether|how|when|if)\b/i;

/** Looks at what stands in front of a call on its line; undefined where the call is a part of something else, as in `g(f(2))`, `typeof f(2)` and `3 + f(2)`. */
export function readSite(line: string): CallSite | undefined {
	const far = line.slice(-FARTHEST);
	if (prompt.test(far)) return { kind: 'prompted' };
	const reversed = readReversed(far);
	if (reversed !== undefined) return { kind: 'reversed', given: reversed };
	if (comparing.test(far)) return { kind: 'compared' };
	if (expecting.test(far)) return { kind: 'expected' };
	if (printing.test(far)) return { kind: 'kept', isPrinted: true };
	if (asserting.test(far)) return { kind: 'plain' };
	if (keeping.test(far)) return { kind: 'kept', isPrinted: false };
	const before = far
		.replace(decoration, '')
		.replace(emphasis, '')
		.replace(/(?:^|\s)await\s{1,8}$/, '');
	const sentence =
		before
			.split(/[.!?;](?:\s|$)/)
			.at(-1)
			?.trimStart() ?? '';
	if (denying.test(sentence) || asking.test(sentence)) return undefined;
	return isInside(before) || isSpoilt(before.replace(/(^|\s)[`"'*_(]{1,6}$/, '$1')) ? undefined : { kind: 'plain' };
}

/** A value and a sign, or a value and a comma inside of a comparison, right before the call. */
function readReversed(before: string): Literal | undefined {
	const isEquation = /={2,3}\s{0,8}$/.test(before);
	const heads = isEquation ? /assert(?:\.ok)?[ (]|`/g : /(?:[eE]quals?|[iI]s|[eE]ql?)\(/g;
	const head = [...before.matchAll(heads)].at(-1);
	const start = head === undefined ? (isEquation ? 0 : undefined) : head.index + head[0].length;
	if (start === undefined) return undefined;
	const read = readLiteral(before, start);
	if (read === undefined) return undefined;
	const rest = before.slice(read.end);
	return (isEquation ? /^\s{0,8}={2,3}\s{0,8}$/ : /^\s{0,8},\s{0,8}$/).test(rest) ? read.literal : undefined;
}

/** Whether the call is a part of another one, of a list or of an index. Brackets inside of code have to close there. */
function isInside(before: string): boolean {
	const code = before.slice(before.lastIndexOf('`') + 1);
	const isPart: boolean[] = [];
	for (let at = 0; at < code.length; at++) {
		const mark = code.charAt(at);
		if ('([{'.includes(mark)) isPart.push(mark !== '(' || (/[\w$\])]/.test(code.charAt(at - 1)) && !asserting.test(code.slice(0, at + 1))));
		else if (')]}'.includes(mark)) isPart.pop();
	}
	return isPart.includes(true);
}

/** An operator, or a word that asks for more than the call. A dash between words is none. */
function isSpoilt(before: string): boolean {
	const text = before.trimEnd();
	if (/[-–—]$/.test(text)) return !/[A-Za-z]{2}\s{0,4}[-–—]$/.test(text);
	if (/&&$/.test(text) || /[!.?]$/.test(text)) return text === before && /[!~]$/.test(text);
	return /[+*/%<>&|^~@$\\=≠≤≥×÷→➞⇒]$/.test(text) || (spoiling.test(text.slice(-40)) && !speaking.test(text.slice(-40)));
}
