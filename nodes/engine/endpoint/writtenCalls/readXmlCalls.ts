import { asRecord, parseJson } from '../reading/lenient';
import { isName, plainName, type WrittenCall } from './writtenCall';

/** `<function=name>` (Qwen3-Coder, Llama 3.1, Seed) and `<invoke name="name">` (MiniMax, DeepSeek 3.2, Claude's form). */
const OPENING = /<(?:function=|invoke\s{1,9}name=)\s{0,9}["']?([\w.:-]{1,80})["']?\s{0,9}>/g;
const PARAMETER = /<parameter(?:=|\s{1,9}name=)\s{0,9}["']?([\w.:-]{1,80})["']?(?:\s{1,9}string="(true|false)")?\s{0,9}>/g;
const PARAMETER_END = '</parameter>';

/** Reads calls whose parameters are tags, or JSON between the tags of the function. */
export function readXmlCalls(text: string): readonly WrittenCall[] | undefined {
	const openings = [...text.matchAll(OPENING)];
	const calls = openings.map((match, index): WrittenCall => {
		const body = text.slice(match.index + match[0].length, openings[index + 1]?.index ?? text.length);
		return { name: plainName(match[1] ?? ''), ...readBody(body) };
	});
	return calls.length === 0 ? undefined : calls;
}

function readBody(body: string): Omit<WrittenCall, 'name'> {
	const openings = [...body.matchAll(PARAMETER)];
	if (openings.length === 0) {
		const end = body.indexOf('</');
		const whole = asRecord(parseJson(body.slice(0, end === -1 ? undefined : end).trim()));
		return whole === undefined ? readNamedTags(body) : { parameters: whole };
	}
	const entries = openings.map((match, index) => {
		const rest = body.slice(match.index + match[0].length, openings[index + 1]?.index ?? body.length);
		const end = rest.indexOf(PARAMETER_END);
		const value = rest.slice(0, end === -1 ? undefined : end).replace(/^\r?\n|\r?\n$/g, '');
		return { name: match[1] ?? '', written: value, isText: match[2] === 'true' };
	});
	return gather(entries);
}

interface WrittenArgument {
	readonly name: string;
	readonly written: string;
	/** The model says so. */
	readonly isText?: boolean;
}

function gather(entries: readonly WrittenArgument[]): Omit<WrittenCall, 'name'> {
	return {
		parameters: Object.fromEntries(entries.map(({ name, written, isText = false }) => [name, isText ? written : toValue(written)])),
		asWritten: Object.fromEntries(entries.map(({ name, written }) => [name, written])),
	};
}

/** Each parameter is a tag of its own, `<city>Paris</city>` (MiniMax M3). One pass: what stands between two tags is not looked through. */
function readNamedTags(body: string): Omit<WrittenCall, 'name'> {
	const entries: WrittenArgument[] = [];
	let opening: { readonly name: string; readonly end: number } | undefined;
	for (const match of body.matchAll(/<(\/?)([a-zA-Z_][\w.-]{0,79})>/g)) {
		const [whole, slash, name = ''] = match;
		if (opening === undefined && slash === '') opening = { name, end: match.index + whole.length };
		else if (slash === '/' && opening?.name === name) {
			entries.push({ name, written: body.slice(opening.end, match.index) });
			opening = undefined;
		}
	}
	return gather(entries);
}

/** Numbers, lists and objects are written as JSON; everything else is a text. */
export function toValue(written: string): unknown {
	const value = parseJson(written.trim());
	return value === undefined || typeof value === 'string' ? (typeof value === 'string' ? value : written) : value;
}

const KEY = '<arg_key>';

/** GLM's form: the name, then `<arg_key>` and `<arg_value>` in turns. */
export function readKeyValueCalls(text: string): readonly WrittenCall[] | undefined {
	const first = text.indexOf(KEY);
	const name = text.slice(0, first === -1 ? undefined : first).trim();
	if (first === -1 || !isName(name)) return undefined;
	const entries = text
		.slice(first)
		.split(KEY)
		.slice(1)
		.map((part) => {
			const key = part.slice(0, Math.max(0, part.indexOf('</arg_key>'))).trim();
			const start = part.indexOf('<arg_value>');
			const end = part.indexOf('</arg_value>');
			return { name: key, written: start === -1 ? '' : part.slice(start + '<arg_value>'.length, end === -1 ? undefined : end) };
		});
	return [{ name: plainName(name), ...gather(entries.filter((entry) => entry.name !== '')) }];
}
