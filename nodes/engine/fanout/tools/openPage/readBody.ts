import type { Response } from 'undici';

/** Of a page: a clone sees far less of it. */
const MOST_BYTES = 2_000_000;
/** A page that names its letters does so within these. */
const BEGINNING = 2048;

/**
 * The text of an answer, read by the letters that it names, at most two million bytes of it; its bytes where they are no text.
 *
 * @throws Error with a sentence where the answer is not a page.
 */
export async function readBody(answer: Response): Promise<string | Uint8Array> {
	if (!answer.ok) throw new Error(`The page was not given: the server answered ${answer.status} ${answer.statusText}`.trimEnd());
	const bytes = await readBytes(answer);
	if (bytes.subarray(0, BEGINNING).includes(0) && !isWide(bytes)) return bytes;
	return new TextDecoder(charsetOf(answer.headers.get('content-type') ?? '', bytes)).decode(bytes);
}

/** Packed bodies count as they unfold, so that a small one cannot become a big one. */
async function readBytes(answer: Response): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of answer.body ?? []) {
		pieces.push(piece as Uint8Array);
		length += (piece as Uint8Array).length;
		if (length >= MOST_BYTES) break;
	}
	return Buffer.concat(pieces).subarray(0, MOST_BYTES);
}

function charsetOf(contentType: string, bytes: Uint8Array): string {
	const beginning = Buffer.from(bytes.subarray(0, BEGINNING)).toString('latin1');
	const [, named] =
		/charset=["']?([\w.:-]{1,40})/i.exec(contentType) ?? /<meta[^<>]{0,200}charset=["']?([\w.:-]{1,40})/i.exec(beginning) ?? [];
	const charset = isWide(bytes) ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : (named ?? 'utf-8');
	try {
		return new TextDecoder(charset).encoding;
	} catch {
		return 'utf-8';
	}
}

/** By the mark that text in UTF-16 begins with. */
function isWide([first, second]: Uint8Array): boolean {
	return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
