/** Guest source: the usual parts of Node's Buffer; every other member of it is a gap. */
export const bufferSource = String.raw`
const toBytes = (value, encoding = 'utf8') => {
	const name = text(encoding).toLowerCase();
	if (name === 'utf8' || name === 'utf-8') return encodeUtf8(value);
	if (name === 'base64' || name === 'base64url') return decodeBase64(value);
	if (name === 'latin1' || name === 'binary' || name === 'ascii') return latinBytes(value, false);
	if (name === 'hex') { const bytes = []; for (let index = 0; index + 1 < value.length; index += 2) { const pair = value.slice(index, index + 2); if (!/^[0-9a-f]{2}$/i.test(pair)) break; put(bytes, parseInt(pair, 16)); } return bytes; }
	if (/^(?:utf-?16le|ucs-?2)$/.test(name)) { const bytes = []; for (let index = 0; index < value.length; index++) { const code = value.charCodeAt(index); put(bytes, code & 255); put(bytes, code >> 8); } return bytes; }
	throw new GuestTypeError('Unknown encoding: ' + text(encoding));
};
const fromBytes = (bytes, encoding = 'utf8') => {
	const name = text(encoding).toLowerCase();
	if (name === 'utf8' || name === 'utf-8') return decodeUtf8(bytes, false);
	if (name === 'base64') return encodeBase64(bytes);
	if (name === 'base64url') return encodeBase64(bytes).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
	if (name === 'latin1' || name === 'binary') return latinText(bytes);
	if (name === 'ascii') return latinText(bytes.map((one) => one & 127));
	if (name === 'hex') { let shown = ''; for (let index = 0; index < bytes.length; index++) shown += bytes[index].toString(16).padStart(2, '0'); return shown; }
	if (/^(?:utf-?16le|ucs-?2)$/.test(name)) { let shown = ''; for (let index = 0; index + 1 < bytes.length; index += 2) shown += String.fromCharCode(bytes[index] | (bytes[index + 1] << 8)); return shown; }
	throw new GuestTypeError('Unknown encoding: ' + text(encoding));
};
class Buffer extends Uint8Array {
	static from(source, second, third) {
		if (typeof source === 'string') return Buffer.from(toBytes(source, second));
		if (source instanceof ArrayBuffer) return new Buffer(source, second, third);
		if (isObject(source) && source.type === 'Buffer' && isArray(source.data)) return Buffer.from(source.data);
		if (!isObject(source)) throw new GuestTypeError('The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ' + inspect(source));
		const made = new Buffer(source.length);
		for (let index = 0; index < made.length; index++) made[index] = source[index];
		return made;
	}
	static of(...bytes) { return Buffer.from(bytes); }
	static alloc(size, value, encoding) { const made = new Buffer(size); return value === undefined ? made : made.fill(value, 0, size, encoding); }
	static allocUnsafe(size) { return new Buffer(size); }
	static isBuffer(value) { return value instanceof Buffer; }
	static isEncoding(name) { return /^(?:utf-?8|hex|base64|base64url|latin1|binary|ascii|utf-?16le|ucs-?2)$/i.test(text(name)); }
	static byteLength(value, encoding) { return typeof value === 'string' ? toBytes(value, encoding).length : value.byteLength; }
	static compare(left, right) {
		for (let index = 0; index < left.length && index < right.length; index++) if (left[index] !== right[index]) return left[index] < right[index] ? -1 : 1;
		return left.length === right.length ? 0 : left.length < right.length ? -1 : 1;
	}
	static concat(list, length = list.reduce((sum, one) => sum + one.length, 0)) {
		const made = Buffer.alloc(length);
		let at = 0;
		for (const one of list) { for (let index = 0; index < one.length && at < length; index++) made[at++] = one[index]; }
		return made;
	}
	toString(encoding, start = 0, end = this.length) { return fromBytes(Uint8Array.prototype.subarray.call(this, start, end), encoding); }
	toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
	toLocaleString(encoding) { return this.toString(encoding); }
	equals(other) { return Buffer.compare(this, other) === 0; }
	compare(other) { return Buffer.compare(this, other); }
	subarray(start, end) { const part = new Uint8Array(this.buffer, this.byteOffset, this.length).subarray(start, end); return new Buffer(part.buffer, part.byteOffset, part.length); }
	slice(start, end) { return this.subarray(start, end); }
	write(value, offset = 0, length, encoding) {
		const bytes = toBytes(value, typeof offset === 'string' ? offset : typeof length === 'string' ? length : encoding), at = typeof offset === 'number' ? offset : 0;
		const count = Math.min(bytes.length, this.length - at, typeof length === 'number' ? length : Infinity);
		for (let index = 0; index < count; index++) this[at + index] = bytes[index];
		return count;
	}
	fill(value, start = 0, end = this.length, encoding) {
		if (typeof value === 'number') return Uint8Array.prototype.fill.call(this, value, start, end);
		const bytes = typeof value === 'string' ? toBytes(value, encoding) : value;
		for (let index = start; index < end; index++) this[index] = bytes.length === 0 ? 0 : bytes[(index - start) % bytes.length];
		return this;
	}
	copy(target, targetStart = 0, start = 0, end = this.length) {
		const part = this.subarray(start, Math.min(end, start + target.length - targetStart));
		target.set(part, targetStart);
		return part.length;
	}
	indexOf(value, from = 0, encoding) {
		if (typeof value === 'number') return Uint8Array.prototype.indexOf.call(this, value & 255, from);
		const bytes = typeof value === 'string' ? toBytes(value, encoding) : value;
		for (let at = from < 0 ? Math.max(0, this.length + from) : from; at + bytes.length <= this.length; at++) { let same = 0; while (same < bytes.length && this[at + same] === bytes[same]) same++; if (same === bytes.length) return at; }
		return -1;
	}
	includes(value, from, encoding) { return this.indexOf(value, from, encoding) !== -1; }
}
const checkOffset = (buffer, at, size) => { if (!(at >= 0 && at + size <= buffer.length)) throw new RangeError('The value of "offset" is out of range. It must be >= 0 and <= ' + (buffer.length - size) + '. Received ' + text(at)); };
for (const [name, kind, size] of [['UInt8', 'Uint8', 1], ['Int8', 'Int8', 1], ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2], ['UInt32', 'Uint32', 4], ['Int32', 'Int32', 4], ['Float', 'Float32', 4], ['Double', 'Float64', 8], ['BigUInt64', 'BigUint64', 8], ['BigInt64', 'BigInt64', 8]]) {
	for (const order of size === 1 ? [''] : ['LE', 'BE']) {
		const set = (key, value) => defineProperty(Buffer.prototype, key, { __proto__: null, value, writable: true, configurable: true });
		const read = function (at = 0) { checkOffset(this, at, size); return new DataView(this.buffer, this.byteOffset, this.length)['get' + kind](at, order === 'LE'); };
		const write = function (value, at = 0) { checkOffset(this, at, size); new DataView(this.buffer, this.byteOffset, this.length)['set' + kind](at, value, order === 'LE'); return at + size; };
		for (const spelled of [name, name.replace('UInt', 'Uint')]) { set('read' + spelled + order, read); set('write' + spelled + order, write); }
	}
}
for (const name of ['lastIndexOf', 'readIntBE', 'readIntLE', 'readUIntBE', 'readUIntLE', 'writeIntBE', 'writeIntLE', 'writeUIntBE', 'writeUIntLE', 'swap16', 'swap32', 'swap64', 'transcode'])
	defineProperty(Buffer.prototype, name, { __proto__: null, value: () => lacks('Buffer.' + name), writable: true, configurable: true });
`;
