import type { Language } from './sandbox';

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** What stands before a `/` that begins a pattern, not a division. */
const beforePattern = /(?:^|[=(,:;!&|?{}[\n+*%~^<>-]|\b(?:return|typeof|case|in|of|void|delete|throw|yield|await))[ \t]*$/;

/**
 * Says whether all brackets, texts and comments of a code are closed in their order.
 *
 * What is cut off or quoted in part is told by that in one pass, without a parser; what closes may still be no program.
 */
export function bracketsClose(code: string, language: Language): boolean {
	const skip = language === 'python' ? skipPython : skipScript;
	const open: string[] = [];
	for (let at = 0; at < code.length; at++) {
		const letter = code[at] ?? '';
		const end = skip(code, at, open);
		if (end === undefined) return false;
		if (end > at) {
			at = end - 1;
			continue;
		}
		const closer = closing[letter];
		if (closer !== undefined) open.push(closer);
		else if (/[)\]}]/.test(letter) && open.pop() !== letter) return false;
	}
	return open.length === 0;
}

/** Where what begins here ends: a text or comment; the place itself where none begins, undefined where it never ends. */
type Skip = (code: string, at: number, open: string[]) => number | undefined;

const skipPython: Skip = (code, at) => {
	const letter = code[at];
	if (letter === '#') return lineEnd(code, at);
	if (letter !== '"' && letter !== "'") return at;
	return code.startsWith(letter.repeat(3), at) ? after(code, at + 3, letter.repeat(3), true) : after(code, at + 1, letter, false);
};

/** A template with `${` is gone into: its closing bracket takes the text up again. */
const skipScript: Skip = (code, at, open) => {
	const letter = code[at] ?? '';
	if (code.startsWith('//', at)) return lineEnd(code, at);
	if (code.startsWith('/*', at)) return after(code, at + 2, '*/', true);
	if (letter === '"' || letter === "'") return after(code, at + 1, letter, false);
	if (letter === '`') return afterTemplate(code, at + 1, open);
	if (letter === '}' && open.at(-1) === '`') {
		open.pop();
		return afterTemplate(code, at + 1, open);
	}
	return letter === '/' && beforePattern.test(code.slice(Math.max(0, at - 20), at)) ? afterPattern(code, at + 1) : at;
};

function lineEnd(code: string, at: number): number {
	const end = code.indexOf('\n', at);
	return end === -1 ? code.length : end;
}

function after(code: string, from: number, mark: string, overLines: boolean): number | undefined {
	for (let at = from; at < code.length; at++) {
		if (code[at] === '\\' && mark !== '*/') at++;
		else if (code.startsWith(mark, at)) return at + mark.length;
		else if (code[at] === '\n' && !overLines) return undefined;
	}
	return undefined;
}

function afterTemplate(code: string, from: number, open: string[]): number | undefined {
	for (let at = from; at < code.length; at++) {
		if (code[at] === '\\') at++;
		else if (code[at] === '`') return at + 1;
		else if (code.startsWith('${', at)) {
			open.push('`');
			return at + 2;
		}
	}
	return undefined;
}

function afterPattern(code: string, from: number): number | undefined {
	let inClass = false;
	for (let at = from; at < code.length && code[at] !== '\n'; at++) {
		if (code[at] === '\\') at++;
		else if (code[at] === '[') inClass = true;
		else if (code[at] === ']') inClass = false;
		else if (code[at] === '/' && !inClass) return at + 1;
	}
	return undefined;
}
