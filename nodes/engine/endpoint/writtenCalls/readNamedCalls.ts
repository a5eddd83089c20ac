import { asRecord, parseJson } from '../reading/lenient';
import { endOfJson } from './readJsonCalls';
import { plainName, type WrittenCall } from './writtenCall';

const NAME = /(?:functions?[.:])?[\w.-]{1,80}(?::\d{1,4})?/y;
/** Tokens of templates, fences and commas: they stand before a name, and between a name and its arguments. */
const BEFORE = /(?:\s|<[|｜][^|｜<>{]{1,40}[|｜]>|\[CALL_ID\][\w-]{0,40}|```|,)+/y;
const BETWEEN = /(?:\s|<[|｜][^|｜<>{]{1,40}[|｜]>|\[ARGS\]|\[CALL_ID\][\w-]{0,40}|```(?:json)?|(?:json|code)(?=[\s{<]))+/y;

/**
 * Reads calls that are a name and then JSON (Mistral, Kimi, DeepSeek, gpt-oss without its channels).
 *
 * Marks of the template may stand before, between and behind; DeepSeek's word `function` before a name is none.
 */
export function readNamedCalls(text: string): readonly WrittenCall[] | undefined {
	const calls: WrittenCall[] = [];
	let at = 0;
	for (;;) {
		at = skip(BEFORE, text, at);
		if (at >= text.length) break;
		let name = take(NAME, text, at);
		if (name === undefined) return undefined;
		at += name.length;
		const behind = skip(BETWEEN, text, at);
		if (name === 'function' && text.charAt(behind) !== '{') {
			const real = take(NAME, text, behind);
			if (real === undefined) return undefined;
			name = real;
			at = skip(BETWEEN, text, behind + real.length);
		} else at = behind;
		const end = endOfJson(text, at);
		const parameters = end === undefined ? undefined : asRecord(parseJson(text.slice(at, end)));
		if (end === undefined || parameters === undefined) return undefined;
		calls.push({ name: plainName(name), parameters });
		at = end;
	}
	return calls.length === 0 ? undefined : calls;
}

function take(pattern: RegExp, text: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}

function skip(pattern: RegExp, text: string, at: number): number {
	return at + (take(pattern, text, at)?.length ?? 0);
}
