import type { Readable } from 'node:stream';
import { FailedAttempt } from '../failedAttempt';
import type { AnswerParts, Asked } from './answerParts';
import { EventLines } from './eventLines';
import type { OnPiece } from './gatherAnswer';
import { readAnswer } from './readAnswer';
import { StreamedAnswer } from './streamedAnswer';

/** How long a stream may stay open behind the finish reason; usage comes there, and nothing else. */
const GRACE_MS = 500;
/** More than this is no answer. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/**
 * Reads an answer as it comes, and keeps what has come when it breaks off.
 *
 * What came is looked at, not what the server calls it: JSON is read whole. A stream that its server leaves open behind the end of the answer is closed here. A cut answer is `cut`; its tool calls are dropped, because half of one is none.
 *
 * @throws FailedAttempt when it broke off before any text, and as `readAnswer` does.
 */
export async function readStream(body: Readable, asked: Asked, onPiece?: OnPiece): Promise<AnswerParts> {
	const answer = new StreamedAnswer(asked, onPiece);
	const lines = new EventLines((event) => answer.add(event));
	const decoder = new TextDecoder();
	let grace: NodeJS.Timeout | undefined;
	/** Kept until it is known what came: JSON in one piece has no lines of events. */
	let whole: string[] | undefined = [];
	let characters = 0;
	let broke: unknown;
	try {
		for await (const bytes of body.iterator({ destroyOnReturn: false })) {
			const text = decoder.decode(bytes as Uint8Array, { stream: true });
			characters += text.length;
			if (characters > MOST_CHARACTERS) throw new FailedAttempt({ kind: 'nonsense', shape: 'notJson', body: 'more than 64 MB' });
			whole?.push(text);
			if (whole !== undefined && isNoJson(whole)) whole = undefined;
			lines.add(text);
			if (answer.isOver) break;
			if (answer.hasEnded) grace ??= setTimeout(() => body.destroy(), GRACE_MS);
		}
	} catch (error) {
		broke = error;
	} finally {
		clearTimeout(grace);
		if (!body.readableEnded) drain(body);
	}
	lines.end();
	if (whole !== undefined && broke === undefined) return readAnswer(whole.join(''), asked);
	return answer.finish(broke, whole?.join(''));
}

/** Whether what came so far begins with something other than JSON. */
function isNoJson(pieces: readonly string[]): boolean {
	const start = pieces.find((piece) => piece.trim() !== '')?.trimStart();
	return start !== undefined && !/^[\ufeff]?\s*[{[<"]/.test(start);
}

/** What comes behind the end is of no use; a connection that ends at once by itself may serve again. */
function drain(body: Readable): void {
	body.on('error', () => {});
	const timer = setTimeout(() => body.destroy(), GRACE_MS).unref();
	body.once('close', () => clearTimeout(timer));
	body.resume();
}
