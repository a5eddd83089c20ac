import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatBody, Refusal, ServerKind } from './serverKind.ts';
import type { Trouble } from './trouble.ts';

/** Whether a stream goes no further than so many pieces. */
export function breaksAt(trouble: Trouble | undefined, sent: number): trouble is Trouble {
	if (trouble?.kind === 'stall') return sent >= 1;
	return trouble !== undefined && 'afterPieces' in trouble && sent >= trouble.afterPieces;
}

/** Sends what is left to send, then lets the client down. */
export function breakOff(response: ServerResponse, kind: ServerKind, trouble: Trouble, packet: string): void {
	if (packet !== '') response.write(packet);
	if (trouble.kind === 'streamError') response.end(kind.errors.inStream);
	else if (trouble.kind === 'endEarly') response.end();
	// What was written a moment ago would be lost with the connection.
	else if (trouble.kind === 'reset') setTimeout(() => response.socket?.resetAndDestroy(), 20);
}

export function sendWhole(response: ServerResponse, kind: ServerKind, reply: unknown, trouble: Trouble | undefined): void {
	const text = `${kind.beforeJson ?? ''}${JSON.stringify(reply)}`;
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
	if (trouble === undefined || trouble.kind === 'withoutUsage') response.end(text);
	else
		response.write(text.slice(0, text.length / 2), () => {
			if (trouble.kind !== 'stall') response.socket?.resetAndDestroy();
		});
}

export function send(response: ServerResponse, { status, headers = {}, body }: Refusal): void {
	const isText = typeof body === 'string';
	response.writeHead(status, { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json', ...headers });
	response.end(isText ? body : JSON.stringify(body));
}

export async function readJson(request: IncomingMessage): Promise<ChatBody> {
	const chunks: Buffer[] = [];
	try {
		for await (const chunk of request) chunks.push(chunk as Buffer);
		return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as ChatBody;
	} catch {
		return {}; // the client went away while it was still asking
	}
}
