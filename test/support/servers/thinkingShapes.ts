import type { Fields, ServerKind, Shape, Texts } from './serverKind.ts';

/** Cut into so small pieces that every tag is split. */
export function cut(text: string, size = 3): string[] {
	return Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
}

/** Beside the text, in a field of its own: `reasoning` in newer vLLM, Ollama and OpenRouter, `reasoning_content` elsewhere. */
export function besideText(field: 'reasoning' | 'reasoning_content', more: (thinking: string) => Fields = () => ({})): Shape<Texts> {
	return {
		whole: ({ thinking, text }) => ({ content: text, ...(thinking === '' ? {} : { [field]: thinking, ...more(thinking) }) }),
		pieces: ({ thinking, text }) => [
			...cut(thinking, 7).map((piece) => ({ [field]: piece, ...more(piece) })),
			...cut(text, 5).map((content) => ({ content })),
		],
	};
}

function inContent(write: (texts: Texts) => string): Shape<Texts> {
	return {
		whole: (texts) => ({ content: write(texts) }),
		pieces: (texts) => cut(write(texts)).map((content) => ({ content })),
	};
}

/** In the text, between tags. */
export function inTags(open: string, close: string): Shape<Texts> {
	return inContent(({ thinking, text, closed }) =>
		thinking === '' ? text : `${open}\n${thinking}${closed ? `\n${close}\n\n${text}` : ''}`,
	);
}

/** In the text, with a closing tag alone: the template of the model opens it, and what the template writes is not sent. */
export function untilTag(close: string): Shape<Texts> {
	return inContent(({ thinking, text, closed }) => (thinking === '' ? text : `${thinking}${closed ? `\n${close}\n\n${text}` : ''}`));
}

/** gpt-oss's channels, as the model writes them. */
export const inChannels = inContent(({ thinking, text, closed }) => {
	const analysis = thinking === '' ? '' : `<|channel|>analysis<|message|>${thinking}${closed ? '<|end|><|start|>assistant' : ''}`;
	return closed ? `${analysis}<|channel|>final<|message|>${text}` : analysis;
});

/** Mistral: parts of the content, the thinking one in parts of its own. */
export const inParts: Shape<Texts> = {
	whole: ({ thinking, text }) => ({
		content: thinking === '' ? text : [thinkingPart(thinking), ...(text === '' ? [] : [{ type: 'text', text }])],
	}),
	pieces: ({ thinking, text }) => [
		...cut(thinking, 7).map((piece) => ({ content: [thinkingPart(piece)] })),
		...cut(text, 5).map((content) => ({ content })),
	],
};

const thinkingPart = (text: string) => ({ type: 'thinking', thinking: [{ type: 'text', text }] });

const UNFINISHED = { thinking: 'Hm', text: '', closed: false };

/** In a field of its own, not in the text. */
export function isBeside({ thinking }: ServerKind): boolean {
	const fields = thinking?.whole(UNFINISHED) ?? {};
	return 'reasoning' in fields || 'reasoning_content' in fields;
}

/** Among the words of the text, not in parts of their own. */
export function isInText(kind: ServerKind): boolean {
	return !isBeside(kind) && typeof kind.thinking?.whole(UNFINISHED)['content'] === 'string';
}

/** A beginning without an end can be told from a text. */
export function showsItsBeginning({ thinking }: ServerKind): boolean {
	return thinking?.whole(UNFINISHED)['content'] !== UNFINISHED.thinking;
}
