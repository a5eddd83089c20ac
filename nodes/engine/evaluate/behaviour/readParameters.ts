import { callsOf } from './callsOf';

const LONGEST = 600;
const named = /^\s{0,40}([A-Za-z_$][\w$]{0,60})\??\s{0,8}(?:[:=][\s\S]*)?$/;

/** The names of a function's parameters, from its head or from a mention such as `flip(s)`; undefined where no mention tells all of them. */
export function readParameters(name: string, text: string): readonly string[] | undefined {
	for (const { end } of callsOf(name, text)) {
		const parts = partsOf(text.slice(end, end + LONGEST));
		const names = parts?.map((part) => named.exec(part)?.[1]);
		if (names === undefined || names.length === 0) continue;
		const known = names.filter((each) => each !== undefined && each !== 'self');
		if (!names.includes(undefined) && known.length > 0 && !known.some((each) => isWord(each))) return known as readonly string[];
	}
	return undefined;
}

/** `f(True)` is a call, not a head. */
function isWord(name: string | undefined): boolean {
	return /^(?:true|false|null|undefined|True|False|None|NaN|Infinity)$/.test(name ?? '');
}

/** What stands between the commas up to the bracket that closes the call. */
function partsOf(text: string): readonly string[] | undefined {
	const parts: string[] = [];
	let depth = 0;
	let from = 0;
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		if (character === ')' && depth === 0) return text.slice(from, at).trim() === '' ? parts : [...parts, text.slice(from, at)];
		if ('([{'.includes(character)) depth++;
		else if (')]}'.includes(character)) depth--;
		else if (character === ',' && depth === 0) {
			parts.push(text.slice(from, at));
			from = at + 1;
		}
	}
	return undefined;
}
