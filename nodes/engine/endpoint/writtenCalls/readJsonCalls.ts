import { repairJson } from '../../json/repairJson';
import { asRecord, parseJson } from '../reading/lenient';
import { isName, plainName, type WrittenCall } from './writtenCall';

/** Longer ones are not repaired. */
const LONGEST_LOOSE = 20_000;

/**
 * Reads calls that are JSON: one object, a list of them, or several objects one after another (Hermes, Llama, Granite, Phi, Mistral, Cohere, Nemotron).
 *
 * Undefined where any of it is something else.
 */
export function readJsonCalls(text: string): readonly WrittenCall[] | undefined {
	const calls: WrittenCall[] = [];
	for (const value of readValues(text) ?? []) {
		const inner = asRecord(value)?.['tool_calls'] ?? value;
		for (const each of Array.isArray(inner) ? (inner as unknown[]) : [inner]) {
			const call = toCall(each);
			if (call === undefined) return undefined;
			calls.push(call);
		}
	}
	return calls.length === 0 ? undefined : calls;
}

function toCall(value: unknown): WrittenCall | undefined {
	const record = asRecord(value);
	if (record === undefined) return undefined;
	const inner = asRecord(record['function']) ?? asRecord(record['tool_call']) ?? record;
	const name = inner['name'] ?? inner['tool_name'] ?? inner['function'] ?? inner['tool'];
	const words = inner['arguments'] ?? inner['parameters'] ?? inner['args'] ?? inner['input'] ?? inner['kwargs'];
	const parameters = asRecord(typeof words === 'string' ? parseJson(words) : words);
	if (!isName(name) || (parameters === undefined && words !== undefined && words !== null)) return undefined;
	// A name alone is too little: an answer in JSON may have one.
	if (words === undefined && inner === record) return undefined;
	return { name: plainName(name), parameters: parameters ?? {} };
}

/** Reads calls whose only key names the tool, `[{"weather": {"city": "Paris"}}]` (Apertus). */
export function readKeyedCalls(text: string): readonly WrittenCall[] | undefined {
	const list = parseJson(text);
	const calls = (Array.isArray(list) ? (list as unknown[]) : [list]).map((each): WrittenCall | undefined => {
		const [[name, value] = ['', undefined], ...more] = Object.entries(asRecord(each) ?? {});
		const parameters = asRecord(value);
		return more.length > 0 || parameters === undefined || !isName(name) ? undefined : { name: plainName(name), parameters };
	});
	return calls.length === 0 || calls.includes(undefined) ? undefined : (calls as readonly WrittenCall[]);
}

/** Reads a call in JSON that is not to the letter: in a fence, in Python's quotes, with a bracket too many or too few. */
export function readLooseCalls(text: string): readonly WrittenCall[] | undefined {
	if (text.length > LONGEST_LOOSE || !/^(?:```[\w-]{0,20}\s)?\s*[[{]/.test(text)) return undefined;
	const start = text.search(/[[{]/);
	const whole = endOfJson(text, start);
	const json = text.slice(start, whole).trimEnd().replace(/```$/, '').trimEnd();
	// What breaks off within a value is half a call.
	const read = /[}\]]$/.test(json) ? repairJson(json) : undefined;
	return read === undefined ? undefined : readJsonCalls(JSON.stringify(read.value));
}

/** The JSON values in a text that has nothing else but spaces, commas and semicolons between them. */
function readValues(text: string): readonly unknown[] | undefined {
	const values: unknown[] = [];
	let at = 0;
	for (;;) {
		while (at < text.length && /[\s,;]/.test(text.charAt(at))) at++;
		if (at >= text.length) return values;
		const end = endOfJson(text, at);
		const value = end === undefined ? undefined : parseJson(text.slice(at, end));
		if (end === undefined || value === undefined) return undefined;
		values.push(value);
		at = end;
	}
}

/** Where the object or list that begins at `start` ends; undefined where it does not. One pass, strings respected. */
export function endOfJson(text: string, start: number): number | undefined {
	if (!/[{[]/.test(text.charAt(start))) return undefined;
	let depth = 0;
	for (let at = start; at < text.length; at++) {
		const letter = text.charAt(at);
		if (letter === '"') at = endOfString(text, at);
		else if (letter === '{' || letter === '[') depth++;
		else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1;
	}
	return undefined;
}

function endOfString(text: string, start: number): number {
	for (let at = start + 1; at < text.length; at++) {
		if (text.charAt(at) === '\\') at++;
		else if (text.charAt(at) === '"') return at;
	}
	return text.length;
}
