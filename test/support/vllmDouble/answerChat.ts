import type { ServerResponse } from 'node:http';
import type { ComposedAnswer } from './composeAnswer.ts';
import type { Engine, Sequence } from './engine.ts';
import type { Fault } from './faults.ts';
import {
	DONE,
	toolDeltas,
	writeChunk,
	writeCompletion,
	writeEvent,
	writeLogProbability,
	writeUsage,
	type ReplyHead,
	type TokenCounts,
} from './writeReply.ts';

export interface Work {
	readonly response: ServerResponse;
	readonly engine: Engine;
	readonly head: ReplyHead;
	readonly answers: readonly ComposedAnswer[];
	readonly counts: TokenCounts;
	readonly fault: Fault | undefined;
	readonly stream: boolean;
	readonly includeUsage: boolean;
	/** Answer whole after so long, past the engine. */
	readonly answerAfterMs?: number;
}

/** Has the engine write the answers and sends them; gives back what to call when the client goes away. */
export function answerChat(work: Work): () => void {
	if (work.answerAfterMs !== undefined) {
		const timer = setTimeout(() => sendWhole(work), work.answerAfterMs);
		return () => clearTimeout(timer);
	}
	let unfinished = work.answers.length;
	const finishOne = () => {
		unfinished--;
		if (unfinished === 0) (work.stream ? endStream : sendWhole)(work);
	};
	const sequences = work.answers.map((answer, index): Sequence => {
		const tokens = [...answer.reasoning, ...answer.text];
		const padded = [...tokens, ...Array<string>(Math.max(0, answer.completionTokens - tokens.length)).fill('')];
		const onToken = (token: string, position: number, isLast: boolean) => {
			if (work.stream) streamToken(work, { answer, index, token, position, isLast, inReasoning: position < answer.reasoning.length });
			if (isLast) finishOne();
		};
		return { tokens: padded, onToken, written: 0 };
	});
	for (const sequence of sequences) work.engine.add(sequence);
	return () => sequences.forEach((sequence) => work.engine.drop(sequence));
}

interface Written {
	readonly answer: ComposedAnswer;
	readonly index: number;
	readonly token: string;
	readonly position: number;
	readonly isLast: boolean;
	readonly inReasoning: boolean;
}

function streamToken(work: Work, { answer, index, token, position, isLast, inReasoning }: Written): void {
	const { response, head } = work;
	if (response.destroyed || response.writableEnded) return;
	if (position === 0) response.write(writeChunk(head, { index, delta: { role: 'assistant', content: '' } }));
	if (breakStream(work, position)) return;
	const logprobs =
		answer.logProbability === undefined || token === ''
			? {}
			: { logprobs: { content: [writeLogProbability(token, answer.logProbability)] } };
	if (isLast) {
		for (const delta of toolDeltas(answer)) response.write(writeChunk(head, { index, delta }));
		/** The token that ends an answer by itself has no text. */
		const delta = token === '' ? {} : { [inReasoning ? 'reasoning' : 'content']: token };
		response.write(
			writeChunk(
				head,
				{ index, delta, ...logprobs, finishReason: answer.finishReason, stopReason: answer.stopReason },
				undefined,
				!work.includeUsage,
			),
		);
	} else if (token !== '') {
		response.write(writeChunk(head, { index, delta: { [inReasoning ? 'reasoning' : 'content']: token }, ...logprobs }));
	}
}

/** Lets the client down at the token that the fault names; true when nothing more is to be written. */
function breakStream({ response, head, fault }: Work, position: number): boolean {
	if (fault === undefined || !('afterTokens' in fault || STREAM_FAULTS.has(fault.kind))) return false;
	const at = ('afterTokens' in fault ? fault.afterTokens : undefined) ?? 2;
	if (position < at) return false;
	if (position > at) return true;
	switch (fault.kind) {
		case 'resetMidway':
			response.socket?.resetAndDestroy();
			break;
		case 'truncatedStream':
			response.end();
			break;
		case 'malformedSse':
			response.end(`data: {"id":"${head.id}","choices":[{"ind\n\n`);
			break;
		case 'errorChunk':
			response.write(
				writeEvent({
					error: {
						message: fault.message ?? 'EngineCore encountered an issue.',
						type: 'InternalServerError',
						param: null,
						code: fault.code ?? 500,
					},
				}),
			);
			response.end(DONE);
			break;
		default:
	}
	return true;
}

const STREAM_FAULTS = new Set(['resetMidway', 'stallMidway', 'truncatedStream', 'malformedSse', 'errorChunk']);

function endStream({ response, head, counts, fault, includeUsage }: Work): void {
	if (response.destroyed || response.writableEnded || (fault !== undefined && STREAM_FAULTS.has(fault.kind))) return;
	if (includeUsage) response.write(writeChunk(head, undefined, writeUsage(counts)));
	response.end(fault?.kind === 'withoutDone' ? '' : DONE);
}

function sendWhole({ response, head, answers, counts, fault }: Work): void {
	if (response.destroyed) return;
	const body = JSON.stringify(writeCompletion(head, answers, counts));
	const half = body.slice(0, Math.floor(body.length / 2));
	switch (fault?.kind) {
		case 'cutJson':
		case 'truncatedStream':
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(half) }).end(half);
			return;
		case 'resetMidway':
		case 'stallMidway':
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
			response.write(half, () => {
				if (fault.kind === 'resetMidway') response.socket?.resetAndDestroy();
			});
			return;
		default:
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
	}
}
