import type { ToolCall } from '../../candidate';
import { repairJson } from '../../json/repairJson';
import { endOfJson } from '../writtenCalls/readJsonCalls';
import { plainName } from '../writtenCalls/writtenCall';
import { asName, asRecord, parseJson, type Json } from './lenient';

interface Call {
	id: string | undefined;
	name: string;
	arguments: string;
	readonly extra: Record<string, unknown>;
}

interface Piece {
	readonly index: number | undefined;
	readonly id: string | undefined;
	readonly name: string | undefined;
	readonly arguments: string | undefined;
	readonly extra: Json;
}

/**
 * Puts calls of tools together out of their pieces, whole ones included.
 *
 * Pieces belong together by id; servers that give every call the index 0 (Ollama) are told apart that way. Without an id the index counts, and without both the call that was begun last. A name that is sent again with every piece is taken once.
 */
export class ToolCallPieces {
	private readonly calls: Call[] = [];
	private readonly latestAt = new Map<number, Call>();

	constructor(private readonly toolNames: readonly string[]) {}

	get isEmpty(): boolean {
		return this.calls.length === 0;
	}

	add(value: unknown): void {
		const piece = readPiece(value);
		if (piece === undefined) return;
		const call = this.callOf(piece) ?? this.begin(piece);
		if (piece.index !== undefined) this.latestAt.set(piece.index, call);
		if (call.name === '' || this.isRestOfName(call, piece)) call.name += piece.name ?? '';
		Object.assign(call.extra, piece.extra);
		if (piece.arguments !== undefined) call.arguments = joinArguments(call.arguments, piece.arguments);
	}

	/** The calls that have a name, and how many had none. */
	finish(): { readonly calls: readonly ToolCall[]; readonly nameless: number } {
		const named = this.calls.filter(({ name }) => name !== '');
		const calls = named.map(({ id, name, arguments: words, extra }, index) => ({
			// Two calls under one id would be given one output.
			id: id === undefined || named.findIndex((call) => call.id === id) < index ? `${id ?? 'call'}-${index + 1}` : id,
			name: toolNameOf(name, this.toolNames),
			arguments: unpack(words),
			...(Object.keys(extra).length === 0 ? {} : { extra }),
		}));
		return { calls, nameless: this.calls.length - named.length };
	}

	private begin({ id }: Piece): Call {
		const call: Call = { id, name: '', arguments: '', extra: {} };
		this.calls.push(call);
		return call;
	}

	/** The call that a piece goes on with; undefined where it begins one. */
	private callOf(piece: Piece): Call | undefined {
		const { id, index } = piece;
		const known = id === undefined ? undefined : this.calls.findLast((call) => call.id === id);
		if (known !== undefined) return this.beginsAnew(known, piece) ? undefined : known;
		const atIndex = index === undefined ? undefined : this.latestAt.get(index);
		// Some servers make up a new id for every piece: without a name it is no new call.
		if (id !== undefined) return atIndex !== undefined && goesOnUnderOtherId(atIndex, piece) ? atIndex : undefined;
		if (piece.name === undefined) return atIndex ?? this.calls.at(-1);
		return atIndex !== undefined && this.goesOn(atIndex, piece) ? atIndex : undefined;
	}

	/** Some servers give all calls one id, or the tool's name as one. */
	private beginsAnew(call: Call, { index, name, arguments: words = '' }: Piece): boolean {
		if (name === undefined || call.name === '' || this.isRestOfName(call, { name })) return false;
		if (index !== undefined && this.latestAt.has(index) && this.latestAt.get(index) !== call) return true;
		const isOtherIndex = index !== undefined && !this.latestAt.has(index);
		return isOtherIndex || call.name !== name || (isWhole(call.arguments) && isWhole(words) && call.arguments !== words);
	}

	private goesOn(call: Call, piece: Piece): boolean {
		if (call.name === '' || this.isRestOfName(call, piece)) return true;
		return call.name === piece.name && !isWhole(call.arguments);
	}

	/** A name in two pieces, of a tool that there is. */
	private isRestOfName(call: Call, { name }: Pick<Piece, 'name'>): boolean {
		if (name === undefined || call.arguments !== '' || this.toolNames.includes(call.name)) return false;
		return this.toolNames.some((tool) => tool.startsWith(call.name + name));
	}
}

/** Half of one is still a piece; undefined for what is none at all. */
function readPiece(value: unknown): Piece | undefined {
	const call = asRecord(value);
	if (call === undefined) return undefined;
	const { id, index, type: _type, function: inner, name, arguments: words, input, parameters, ...extra } = call;
	const called = asRecord(inner) ?? { name: name ?? inner, arguments: words ?? input ?? parameters };
	const number = Number(index);
	return {
		index: index === undefined || index === null || !Number.isInteger(number) || number < 0 ? undefined : number,
		id: asName(id),
		name: asName(called['name']),
		arguments: writeArguments(called['arguments'] ?? called['parameters']),
		extra: Object.fromEntries(Object.entries(extra).filter(([, each]) => each !== undefined && each !== null)),
	};
}

function writeArguments(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function isWhole(words: string): boolean {
	return words.trimEnd().endsWith('}') && asRecord(parseJson(words)) !== undefined;
}

function goesOnUnderOtherId(call: Call, { name }: Piece): boolean {
	if (isWhole(call.arguments)) return false;
	return name === undefined || (name === call.name && call.arguments !== '');
}

/** Some servers send all that there is so far again, some begin with an empty object that means nothing, some send the whole twice. */
function joinArguments(before: string, piece: string): string {
	if (before.trim() === '{}' && piece.trimStart().startsWith('{')) return piece;
	if (before.length > 1 && piece.startsWith(before) && piece.startsWith('{')) return piece;
	return isWhole(before) && isWhole(piece) ? before : before + piece;
}

/** The tool that is meant: models and parsers write `functions.weather`, ` weather`, `Weather`, or leave a token of the template behind it. A name of no tool stays as it came. */
function toolNameOf(written: string, toolNames: readonly string[]): string {
	if (toolNames.includes(written)) return written;
	const plain = plainName(written.trim().split('<', 1)[0] ?? '');
	if (toolNames.includes(plain)) return plain;
	const alike = toolNames.filter((name) => name.toLowerCase() === plain.toLowerCase());
	return alike.length === 1 && alike[0] !== undefined ? alike[0] : written;
}

/** Arguments are JSON in a text; some servers pack that text once more, or leave a fence, a token or a closing tag around it. */
function unpack(words: string): string {
	if (words.trim() === '') return '{}';
	if (isWhole(words)) return words;
	const inner = words.trimStart().startsWith('"') ? parseJson(words) : undefined;
	if (typeof inner === 'string' && asRecord(parseJson(inner)) !== undefined) return inner;
	const bare = words
		.trimStart()
		.replace(/^```[\w-]{0,20}\s/, '')
		.trimStart();
	const end = bare.startsWith('{') ? endOfJson(bare, 0) : undefined;
	if (end === undefined || !isLeftOver(bare.slice(end), bare.slice(0, end))) return words;
	const read = asRecord(repairJson(bare.slice(0, end))?.value);
	return read === undefined ? words : JSON.stringify(read);
}

/** Behind the arguments: nothing that says anything, or the same once more. */
function isLeftOver(rest: string, json: string): boolean {
	return rest.trim() === json || /^(?:\s|```|<[^<>{}]{1,40}>)*$/.test(rest);
}
