import type { KeptMessage } from '../engine/memory/chatHistory';
import type { SdkContent, SdkMessage } from '../shared/aiNodeSdk';

/** Puts a message of n8n into words that people can read and search; what the words do not say is kept whole beside them. */
export function toKept(message: SdkMessage): KeptMessage {
	const { role, content } = message;
	const text = content.map(wordsOf).filter(Boolean).join('\n');
	const isPlain = content.length === 1 && content[0]?.type === 'text' && role !== 'tool' && message.name === undefined;
	return { role, text, ...(isPlain ? {} : { whole: toPlainData({ ...message, content }) }) };
}

/** The message as it was; of one that was imported in another shape, its words. */
export function fromKept({ role, text, whole }: KeptMessage): SdkMessage {
	return isMessage(whole) ? { ...whole, role } : { role, content: [{ type: 'text', text }] };
}

function isMessage(whole: unknown): whole is SdkMessage {
	const { content } = (whole ?? {}) as { readonly content?: unknown };
	return Array.isArray(content) && content.every((each) => typeof (each as Partial<SdkContent> | null)?.type === 'string');
}

function wordsOf({ type, text, toolName = '', input = '', result }: SdkContent): string {
	if (type === 'text') return text ?? '';
	if (type === 'tool-call') return `Calls ${toolName} with ${input}`;
	if (type === 'tool-result') return typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
	return '';
}

/** Without what JSON cannot say; bytes, as of a picture, in base64. */
function toPlainData(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (isBytes(inner) ? Buffer.from(inner).toString('base64') : inner)));
}

function isBytes(value: unknown): value is Uint8Array {
	return value instanceof Uint8Array;
}
