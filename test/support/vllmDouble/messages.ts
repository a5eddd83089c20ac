import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { ChatBody } from './settings.ts';

export async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	try {
		for await (const chunk of request) chunks.push(chunk as Buffer);
	} catch {
		// The client went away while it was still asking.
	}
	return Buffer.concat(chunks).toString('utf8');
}

export function parseBody(text: string): ChatBody | undefined {
	try {
		return JSON.parse(text) as ChatBody;
	} catch {
		return undefined;
	}
}

export function send(response: ServerResponse, status: number, body: unknown, contentType = 'application/json'): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }).end(text);
}

const PAGE = '<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>';

/** Sends a fault that is all the answer there is; false when the answer is still to be written. */
export function sendFault(fault: Fault | undefined, response: ServerResponse): boolean {
	switch (fault?.kind) {
		case 'hang':
			break;
		case 'resetBeforeBytes':
			response.socket?.resetAndDestroy();
			break;
		case 'status': {
			const { status, retryAfter, contentType } = fault;
			if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
			send(
				response,
				status,
				fault.body ?? { error: { message: `A scripted fault with status ${status}`, type: 'Fault', param: null, code: status } },
				contentType,
			);
			break;
		}
		case 'html':
			send(response, fault.status ?? 200, PAGE, 'text/html');
			break;
		case 'emptyBody':
			send(response, 200, '');
			break;
		case 'otherJson':
			send(response, 200, fault.body);
			break;
		default:
			return false;
	}
	return true;
}
