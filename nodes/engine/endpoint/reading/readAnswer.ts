import { FailedAttempt } from '../failedAttempt';
import type { AnswerParts, Asked } from './answerParts';
import { EventLines } from './eventLines';
import { GatheredAnswer } from './gatherAnswer';
import { asList, asRecord, parseJson, parseReply } from './lenient';
import { throwErrorInReply } from './errorInReply';
import { StreamedAnswer } from './streamedAnswer';

/** A stream, whatever it calls itself: it begins with a field, or with JSON and ends with the mark of a stream. */
const STREAM = /^\s*(?:data|event|id|retry|error) ?:|^\s*:|\[DONE\]\s*$/;

/**
 * Reads a whole answer, also one that came as a stream though none was asked for.
 *
 * @throws FailedAttempt when it is none: a web page, nothing, half a JSON, JSON of another shape, an error said with success.
 */
export function readAnswer(body: string, asked: Asked): AnswerParts {
	const raw = unwrap(parseReply(body));
	if (Array.isArray(raw) && asRecord(raw[0])?.['choices'] !== undefined) return readPieces(raw, body, asked);
	if (raw === undefined && (STREAM.test(body.slice(0, 200)) || STREAM.test(body.slice(-40)) || hasManyLines(body)))
		return readWholeStream(body, asked);
	if (raw === undefined) throw new FailedAttempt({ kind: 'nonsense', shape: shapeOf(body), body });
	const reply = asRecord(raw);
	const gathered = new GatheredAnswer(asked);
	if (reply === undefined || !gathered.add(reply) || !hasChoice(reply)) {
		throwErrorInReply(raw, body);
		throw new FailedAttempt({ kind: 'nonsense', shape: 'otherJson', body });
	}
	if (!gathered.hasAnswer) throwErrorInReply(raw, body);
	return { ...gathered.finish(true), raw };
}

/** Gateways put the answer under a name of their own, or pack it into a text. */
function unwrap(value: unknown): unknown {
	const read = typeof value === 'string' ? parseReply(value) : value;
	const reply = asRecord(read);
	if (reply === undefined || reply['choices'] !== undefined) return read;
	const inner = ['data', 'result', 'response', 'body'].map((name) => asRecord(reply[name]));
	return inner.find((each) => Array.isArray(each?.['choices'])) ?? read;
}

function readPieces(pieces: readonly unknown[], body: string, asked: Asked): AnswerParts {
	const answer = new StreamedAnswer(asked);
	for (const piece of pieces) answer.add({ data: JSON.stringify(piece) });
	return answer.finish(undefined, body);
}

function hasChoice(reply: Readonly<Record<string, unknown>>): boolean {
	return asRecord(asList(reply['choices'])[0]) !== undefined || asRecord(reply['message']) !== undefined;
}

/** Lines of JSON, one piece of an answer each. */
function hasManyLines(body: string): boolean {
	const end = body.trimStart().indexOf('\n');
	return end !== -1 && asRecord(parseJson(body.trimStart().slice(0, end))) !== undefined;
}

function readWholeStream(body: string, asked: Asked): AnswerParts {
	const answer = new StreamedAnswer(asked);
	const lines = new EventLines((event) => answer.add(event));
	lines.add(body);
	lines.end();
	return answer.finish(undefined, body);
}

/** What a body that is no JSON looks like. */
export function shapeOf(body: string): 'html' | 'empty' | 'brokenJson' | 'notJson' {
	const start = body.trimStart();
	if (start === '') return 'empty';
	if (start.startsWith('<')) return 'html';
	return /^[[{]/.test(start) ? 'brokenJson' : 'notJson';
}
