import type { IExecuteFunctions } from 'n8n-workflow';

/** Sends an answer to the one who called the webhook or chats, while it is written. */
export interface StreamWatcher {
	readonly tell: (piece: string) => void;
	/** Sends what of the whole answer was not told yet: all of it where it could not be given as it was written. */
	end(text: string): void;
}

/** Undefined where n8n does not stream: only webhooks and chats that are set to do. */
export function watchStream(context: Pick<IExecuteFunctions, 'isStreaming' | 'sendChunk'>, itemIndex: number): StreamWatcher | undefined {
	if (!context.isStreaming()) return undefined;
	let told = '';
	const tell = (piece: string) => {
		if (told === '') context.sendChunk('begin', itemIndex);
		told += piece;
		context.sendChunk('item', itemIndex, piece);
	};
	return {
		tell,
		end: (text) => {
			const rest = text.startsWith(told) ? text.slice(told.length) : text;
			// What was told and then not kept cannot be taken back: the answer that counts follows it.
			if (rest !== '') tell(told === '' || text.startsWith(told) ? rest : `\n\n${rest}`);
			context.sendChunk('end', itemIndex);
		},
	};
}
