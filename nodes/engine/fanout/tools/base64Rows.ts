/** A row of base64 or hexadecimal digits from `from` to `end`; `start` is where the mark of a data address before it begins, whose `kind` it names. */
export interface Base64Row {
	readonly start: number;
	readonly from: number;
	readonly end: number;
	readonly kind?: string;
}

/** A row as long as this is no word. */
const LEAST = 200;
/** Behind the mark of a data address. */
const LEAST_MARKED = 40;
/** Mail and certificates break their rows at 64 or 76. */
const LEAST_LINE = 60;
const LONGEST_MARK = 120;
const LONGEST_ADDRESS = 4000;

const isLetter = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-') isLetter[character.charCodeAt(0)] = 1;

const dataMark = /data:((?:image|audio|video|application|text|font)\/[\w.+-]{1,50})?(?:;[\w=-]{1,40}){0,3};base64,$/i;
/** Line ends, as they are or as JSON writes them; and its slash. */
const joint = /(?:\r?\n[ \t]{0,8}|(?:\\r)?\\n|\\(?=\/))/y;

/** Where bytes are written in letters. One walk over the text: a pattern would run out of stack on a long one. */
export function base64Rows(text: string): readonly Base64Row[] {
	const rows: Base64Row[] = [];
	for (let at = 0; at < text.length;) {
		if (!isRowLetter(text, at)) {
			at++;
			continue;
		}
		const end = endOfRow(text, at);
		const row = readRow(text, at, end);
		if (row !== undefined) rows.push(row);
		at = end;
	}
	return rows;
}

function isRowLetter(text: string, at: number): boolean {
	return isLetter[text.charCodeAt(at)] === 1;
}

function endOfRow(text: string, start: number): number {
	let at = start;
	for (;;) {
		const lineStart = at;
		while (isRowLetter(text, at)) at++;
		const next = behindJoint(text, at);
		const isSlash = next === at + 1 && text.charAt(at) === '\\';
		const goesOn = next > at && isRowLetter(text, next) && (isSlash || at - lineStart >= LEAST_LINE);
		if (!goesOn) return at;
		at = next;
	}
}

function behindJoint(text: string, at: number): number {
	if (!'\n\r\\'.includes(text.charAt(at) || ' ')) return at;
	joint.lastIndex = at;
	return joint.test(text) ? joint.lastIndex : at;
}

function readRow(text: string, from: number, end: number): Base64Row | undefined {
	if (end - from < LEAST_MARKED) return undefined;
	const before = text.slice(Math.max(0, from - LONGEST_MARK), from);
	const marked = dataMark.exec(before);
	if (marked !== null) return { start: from - marked[0].length, from, end, ...(marked[1] === undefined ? {} : { kind: marked[1] }) };
	if (end - from < LEAST || !looksEncoded(text.slice(from, end)) || isInAddress(text, from)) return undefined;
	return { start: from, from, end };
}

/** A row of dashes, of one letter, of digits or of the letters of a gene is none. */
function looksEncoded(row: string): boolean {
	const isHexadecimal = /^[\da-f\s]*$/i.test(row.slice(0, LEAST));
	return /\d/.test(row) && (isHexadecimal ? /[a-f]/i.test(row) : /[a-z]/.test(row) && /[A-Z]/.test(row));
}

function isInAddress(text: string, from: number): boolean {
	const before = text.slice(Math.max(0, from - LONGEST_ADDRESS), from);
	const wordStart = Math.max(...[' ', '\n', '\t', '"'].map((gap) => before.lastIndexOf(gap))) + 1;
	return /https?:/i.test(before.slice(wordStart));
}
