const fence = /^\s*(?:```|~~~)[^\n]*\n([\s\S]*?)(?:\n\s*(?:```|~~~)\s*)?$/;

/**
 * Reads the JSON that a model wrote, whole or inside one code fence, or as the only object or array in some prose.
 *
 * Repairs nothing: what is cut off or malformed gives undefined, so that a guess never passes as an answer.
 */
export function parseJson(text: string): { readonly value: unknown } | undefined {
	const inner = fence.exec(text)?.[1] ?? text;
	return tryParse(inner) ?? tryParse(outermost(inner, '{', '}')) ?? tryParse(outermost(inner, '[', ']'));
}

function outermost(text: string, open: string, close: string): string {
	const start = text.indexOf(open);
	const end = text.lastIndexOf(close);
	return start >= 0 && end > start ? text.slice(start, end + 1) : '';
}

function tryParse(text: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}
