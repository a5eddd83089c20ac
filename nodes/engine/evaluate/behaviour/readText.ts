const closers: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '‘': '’' };
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b', f: '\f', v: '\v' };
const coded = /^(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|u\{([\dA-Fa-f]{1,6})\}|U([\dA-Fa-f]{8}))/;

/** Reads a text in quotes that begins at `at`, on one line, as JavaScript and Python write it or with printed quotes around it; undefined where there is none. */
export function readText(source: string, at: number): { readonly value: string; readonly end: number } | undefined {
	const close = closers[source.charAt(at)];
	if (close === undefined) return undefined;
	let value = '';
	for (let index = at + 1; index < source.length; index++) {
		const character = source.charAt(index);
		if (character === close) return { value, end: index + 1 };
		if (character === '\n') return undefined;
		if (character !== '\\') value += character;
		else {
			const code = coded.exec(source.slice(index + 1, index + 11));
			const point = Number.parseInt(code?.slice(1).find((digits) => digits !== undefined) ?? '', 16);
			if (point > 0x10_ff_ff) return undefined;
			const next = source.charAt(index + 1);
			value += code === null ? (escapes[next] ?? next) : String.fromCodePoint(point);
			index += code?.[0].length ?? 1;
		}
	}
	return undefined;
}
