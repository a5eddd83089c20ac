import { FailedAttempt } from '../failedAttempt';
import type { AnswerParts, Asked } from './answerParts';
import type { StreamEvent } from './eventLines';
import { GatheredAnswer, type OnPiece } from './gatherAnswer';
import { asList, asRecord, parseReply, type Json } from './lenient';
import { throwErrorInReply } from './errorInReply';

/** `[DONE]`, as servers write it. */
const DONE = /^"?\[?done\]?"?$/i;

/**
 * Puts an answer together from the events of a stream.
 *
 * It is whole once its finish reason or `[DONE]` has come. Events that are no piece of an answer, such as pings, are left out; a piece that is broken JSON has lost words, so the answer is cut there.
 */
export class StreamedAnswer {
	private readonly gathered: GatheredAnswer;
	private errorInReply: FailedAttempt | undefined;
	private isBroken = false;
	private hasPieces = false;
	private isDone = false;

	constructor(asked: Asked, onPiece?: OnPiece) {
		this.gathered = new GatheredAnswer(asked, onPiece);
	}

	/** Nothing more is to come but usage. */
	get hasEnded(): boolean {
		return this.isDone || this.errorInReply !== undefined || this.gathered.finishReason !== undefined;
	}

	/** Nothing more is to come at all. */
	get isOver(): boolean {
		return this.isDone || this.errorInReply !== undefined;
	}

	add({ event, data }: StreamEvent): void {
		if (this.isOver) return;
		const trimmed = data.trim();
		if (DONE.test(trimmed)) {
			this.isDone = true;
			return;
		}
		const value = parseReply(trimmed);
		if (event === 'error') return this.fail(value ?? trimmed, trimmed);
		// A piece that begins as JSON and is none has lost a part of the answer.
		if (value === undefined) this.isBroken ||= /^[{[]/.test(trimmed);
		else this.addValue(value, trimmed);
	}

	private addValue(value: unknown, data: string): void {
		const piece = asRecord(Array.isArray(value) ? value[0] : value);
		if (piece === undefined || this.isBroken) return;
		const hasChoice = asRecord(asList(piece['choices'])[0]) !== undefined;
		const said = tryError(piece, data);
		if (hasChoice || said === undefined) this.hasPieces = this.gathered.add(piece) || this.hasPieces;
		if (said !== undefined) this.errorInReply = said;
	}

	/** Where an error is an event of its own, whatever it says is one. */
	private fail(value: unknown, data: string): void {
		const said = asRecord(value);
		const body: Json = said === undefined ? { error: { message: data } } : said['error'] === undefined ? { error: said } : said;
		this.errorInReply = tryError(body, JSON.stringify(body));
	}

	/**
	 * The answer as it came; one that broke off is `cut`, and `brokenBy` is the error that the server said instead of the rest.
	 *
	 * @throws FailedAttempt when nothing of it can be kept.
	 */
	finish(broke: unknown, body?: string): AnswerParts {
		const { gathered } = this;
		const isWhole = !this.isBroken && this.errorInReply === undefined && (gathered.finishReason !== undefined || this.isDone);
		if (this.errorInReply !== undefined && !gathered.hasAnswer) throw this.errorInReply;
		if (!isWhole && !gathered.hasAnswer) throw this.nothingKept(broke, body);
		if (isWhole && !this.hasPieces) throw new FailedAttempt({ kind: 'nonsense', shape: 'empty', body: body ?? '' });
		const parts = gathered.finish(isWhole);
		return this.errorInReply === undefined ? parts : { ...parts, brokenBy: this.errorInReply.failure };
	}

	private nothingKept(broke: unknown, body: string | undefined): unknown {
		if (broke instanceof FailedAttempt) return broke;
		if (!this.hasPieces && broke === undefined && body !== undefined && body.trim() !== '' && !this.isBroken)
			return new FailedAttempt({ kind: 'nonsense', shape: 'notJson', body });
		return new FailedAttempt({ kind: 'cut', error: broke, receivedCharacters: this.gathered.receivedCharacters });
	}
}

function tryError(value: Json, data: string): FailedAttempt | undefined {
	try {
		throwErrorInReply(value, data);
		return undefined;
	} catch (error) {
		if (error instanceof FailedAttempt) return error;
		throw error;
	}
}
