/** A pattern in the syntax of RE2, or what of it a linear engine cannot do. */
export type LinearSyntax = { readonly source: string } | { readonly cannot: string };

const spaces = String.raw`\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;
const anything = String.raw`\x{0}-\x{10ffff}`;
const looks: Readonly<Record<string, string>> = {
	'(?=': 'look-ahead, as (?=…)',
	'(?!': 'look-ahead, as (?!…)',
	'(?<=': 'look-behind, as (?<=…)',
	'(?<!': 'look-behind, as (?<!…)',
};
/** One step of a pattern: an escape, the beginning of a group or of a class, or a character. */
const token =
	/\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|u\{[\dA-Fa-f]{1,6}\}|c[A-Za-z]|[pP](?:\{[^}]{0,60}\}|[A-Z])|k<|[\s\S])|\(\?(?:<[=!]|<[^>]{0,100}>|[=!])|\[\^?\]?|[\s\S]/gu;

/**
 * Writes a pattern of JavaScript, which must be one, as RE2 has it: the spaces of `\s`, letters that need no backslash, `[^]`, names of groups.
 *
 * Groups keep their numbers and lose their names.
 */
export function toLinearSyntax(pattern: string): LinearSyntax {
	let source = '';
	let isInClass = false;
	for (const [each] of pattern.matchAll(token)) {
		const cannot = isInClass ? undefined : cannotDo(each);
		if (cannot !== undefined) return { cannot };
		if (isInClass) {
			source += each.startsWith('[') ? each.replaceAll('[', String.raw`\[`) : writeInClass(each);
			isInClass = !(each === ']' || (each.startsWith('[') && each.endsWith(']')));
		} else {
			source += writeOutside(each);
			isInClass = each === '[' || each === '[^';
		}
	}
	return { source };
}

function cannotDo(each: string): string | undefined {
	if (each.startsWith('(?') && looks[each] !== undefined) return looks[each];
	if (/^\\[1-9]$/.test(each)) return `a back reference, as ${each}`;
	return each === String.raw`\k<` ? 'a back reference, as \\k<…>' : undefined;
}

function writeOutside(each: string): string {
	if (each === '[]') return `[^${anything}]`;
	if (each === '[^]') return `[${anything}]`;
	if (each === String.raw`\s`) return `[${spaces}]`;
	if (each === String.raw`\S`) return `[^${spaces}]`;
	if (each.startsWith('(?<')) return '(';
	return each.startsWith('\\') ? writeEscape(each) : each;
}

function writeInClass(each: string): string {
	if (each === String.raw`\s`) return spaces;
	if (each === String.raw`\b`) return String.raw`\x{8}`;
	return each.startsWith('\\') ? writeEscape(each) : each;
}

function writeEscape(each: string): string {
	const rest = each.slice(2);
	const code = /^\\[xu]\{?([\dA-Fa-f]+)\}?$/.exec(each)?.[1];
	if (code !== undefined) return `\\x{${code}}`;
	if (/^\\c[A-Za-z]$/.test(each)) return `\\x{${(rest.charCodeAt(0) % 32).toString(16)}}`;
	if (/^\\[pP]/.test(each)) return each.replace(/\{(?:Script|sc|General_Category|gc)=/, '{');
	if (each === String.raw`\0`) return String.raw`\x{0}`;
	// A backslash before any other letter, as `\A`, changes nothing in JavaScript.
	if (/^\\[A-Za-z_\u0080-\uffff]/.test(each)) return 'dDwWsSbBtnvfr'.includes(each.charAt(1)) ? each : each.slice(1);
	return each;
}
