/** Guest source: text as bytes and back: UTF-8, base64 and hexadecimal, with the classes that the web and Node have for it. */
export const bytesSource = String.raw`
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const encodeUtf8 = (value) => {
	const bytes = [];
	for (let index = 0; index < value.length; index++) {
		let code = value.codePointAt(index);
		if (code > 0xffff) index++;
		else if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
		if (code < 0x80) put(bytes, code);
		else if (code < 0x800) { put(bytes, 0xc0 | (code >> 6)); put(bytes, 0x80 | (code & 63)); }
		else if (code < 0x10000) { put(bytes, 0xe0 | (code >> 12)); put(bytes, 0x80 | ((code >> 6) & 63)); put(bytes, 0x80 | (code & 63)); }
		else { put(bytes, 0xf0 | (code >> 18)); put(bytes, 0x80 | ((code >> 12) & 63)); put(bytes, 0x80 | ((code >> 6) & 63)); put(bytes, 0x80 | (code & 63)); }
	}
	return bytes;
};
/** As the web decodes: each longest part that begins a character and breaks off is one replacement character. */
const decodeUtf8 = (bytes, fatal) => {
	let decoded = '', index = 0;
	const wrong = () => { if (fatal) throw new GuestTypeError('The encoded data was not valid for encoding utf-8'); decoded += '\ufffd'; };
	while (index < bytes.length) {
		const first = bytes[index++];
		if (first < 0x80) { decoded += String.fromCharCode(first); continue; }
		const count = first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0;
		if (count === 0) { wrong(); continue; }
		let code = first & (0x3f >> count), low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80, high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf, taken = 0;
		while (taken < count && index < bytes.length && bytes[index] >= low && bytes[index] <= high) { code = (code << 6) | (bytes[index++] & 63); taken++; low = 0x80; high = 0xbf; }
		if (taken < count) wrong(); else decoded += String.fromCodePoint(code);
	}
	return decoded;
};
const encodeBase64 = (bytes) => {
	let encoded = '';
	for (let index = 0; index < bytes.length; index += 3) {
		const group = (bytes[index] << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0), left = bytes.length - index;
		encoded += alphabet[group >> 18] + alphabet[(group >> 12) & 63] + (left > 1 ? alphabet[(group >> 6) & 63] : '=') + (left > 2 ? alphabet[group & 63] : '=');
	}
	return encoded;
};
const decodeBase64 = (value) => {
	const bytes = [];
	let kept = 0, bits = 0;
	for (let index = 0; index < value.length; index++) {
		const letter = value[index] === '-' ? '+' : value[index] === '_' ? '/' : value[index], digit = letter === '=' ? -1 : alphabet.indexOf(letter);
		if (letter === '=') break;
		if (digit < 0) continue;
		kept = ((kept << 6) | digit) & 0xffffff; bits += 6;
		if (bits >= 8) { bits -= 8; put(bytes, (kept >> bits) & 255); }
	}
	return bytes;
};
const invalidCharacter = () => { throw new DOMException('The string to be encoded contains invalid characters', 'InvalidCharacterError'); };
const latinBytes = (value, strictly) => { const bytes = []; for (let index = 0; index < value.length; index++) { const code = value.charCodeAt(index); if (strictly && code > 255) invalidCharacter(); put(bytes, code & 255); } return bytes; };
const latinText = (bytes) => { let decoded = ''; for (let index = 0; index < bytes.length; index++) decoded += String.fromCharCode(bytes[index]); return decoded; };
const btoa = (value) => encodeBase64(latinBytes(text(value), true));
const atob = (value) => {
	let bare = text(value).replace(/[\t\n\f\r ]/g, '');
	if (bare.length % 4 === 0) bare = bare.replace(/={1,2}$/, '');
	if (bare.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(bare)) invalidCharacter();
	return latinText(decodeBase64(bare));
};
const bytesOf = (source) => {
	if (source === undefined) return new Uint8Array(0);
	if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
	if (source instanceof ArrayBuffer) return new Uint8Array(source);
	throw new GuestTypeError('The "input" argument must be an ArrayBuffer or a view of one');
};
class TextEncoder {
	get encoding() { return 'utf-8'; }
	encode(value = '') { return new Uint8Array(encodeUtf8(text(value))); }
	encodeInto(value, target) {
		let read = 0, written = 0;
		for (const letter of text(value)) { const bytes = encodeUtf8(letter); if (written + bytes.length > target.length) break; target.set(bytes, written); written += bytes.length; read += letter.length; }
		return { read, written };
	}
}
class TextDecoder {
	#fatal; #keepsMark;
	constructor(label = 'utf-8', options = {}) {
		if (!/^\s*(?:utf-?8|unicode-1-1-utf-8)\s*$/i.test(text(label))) lacks('TextDecoder for ' + text(label));
		this.#fatal = Boolean(options?.fatal); this.#keepsMark = Boolean(options?.ignoreBOM);
	}
	get encoding() { return 'utf-8'; }
	get fatal() { return this.#fatal; }
	get ignoreBOM() { return this.#keepsMark; }
	decode(source, options) {
		if (options?.stream) lacks('TextDecoder.decode with stream');
		const decoded = decodeUtf8(bytesOf(source), this.#fatal);
		return !this.#keepsMark && decoded[0] === '\ufeff' ? decoded.slice(1) : decoded;
	}
}
`;
