/** Guest source: URL and URLSearchParams by the URL standard, for hosts of ASCII; other hosts are a gap. */
export const urlSource = String.raw`
const percentEncode = (value, keeps) => {
	let encoded = '';
	for (const letter of value) { if (keeps.test(letter)) encoded += letter; else for (const byte of encodeUtf8(letter)) encoded += '%' + byte.toString(16).toUpperCase().padStart(2, '0'); }
	return encoded;
};
const percentDecode = (value) => {
	const bytes = [];
	for (let index = 0; index < value.length; index++) {
		const pair = value.slice(index + 1, index + 3);
		if (value[index] === '%' && /^[0-9a-f]{2}$/i.test(pair)) { put(bytes, parseInt(pair, 16)); index += 2; }
		else { const point = value.codePointAt(index), letter = String.fromCodePoint(point); if (letter.length > 1) index++; for (const byte of encodeUtf8(letter)) put(bytes, byte); }
	}
	return decodeUtf8(bytes, false);
};
const keptIn = { query: /[^\0- "#<>\x7f-\uffff\u{10000}-\u{10ffff}]/u, special: /[^\0- "#'<>\x7f-\uffff\u{10000}-\u{10ffff}]/u, fragment: /[^\0- "<>${'`'}\x7f-\uffff\u{10000}-\u{10ffff}]/u, path: /[^\0- "#<>?^${'`'}{}\x7f-\uffff\u{10000}-\u{10ffff}]/u, user: /[^\0- "#<>?^${'`'}{}\/:;=@\[\\\]|\x7f-\uffff\u{10000}-\u{10ffff}]/u, opaque: /[^\0-\x1f\x7f-\uffff\u{10000}-\u{10ffff}]/u, form: /[A-Za-z0-9*._-]/ };

class URLSearchParams {
	#pairs = []; #changed;
	constructor(init = '', changed = undefined) {
		this.#changed = typeof changed === 'function' && changed.isOwn === true ? changed : undefined;
		if (typeof init === 'string' || !isObject(init)) this.#read(text(init));
		else if (init instanceof URLSearchParams) for (const pair of init) put(this.#pairs, pair);
		else if (typeof init[Symbol.iterator] === 'function') for (const pair of init) { const [name, value, ...more] = pair; if (value === undefined || more.length > 0) throw new GuestTypeError('Each query pair must be an iterable [name, value] tuple'); put(this.#pairs, [text(name), text(value)]); }
		else for (const name of objectKeys(init)) put(this.#pairs, [name, text(init[name])]);
	}
	#read(query) {
		for (const part of (query[0] === '?' ? query.slice(1) : query).split('&')) {
			if (part === '') continue;
			const at = part.indexOf('='), name = at === -1 ? part : part.slice(0, at), value = at === -1 ? '' : part.slice(at + 1);
			put(this.#pairs, [percentDecode(name.replaceAll('+', ' ')), percentDecode(value.replaceAll('+', ' '))]);
		}
	}
	#change(pairs) { this.#pairs = pairs; this.#changed?.(this.toString()); }
	get size() { return this.#pairs.length; }
	append(name, value) { this.#change([...this.#pairs, [text(name), text(value)]]); }
	delete(name, value) { this.#change(this.#pairs.filter((pair) => pair[0] !== text(name) || (value !== undefined && pair[1] !== text(value)))); }
	get(name) { return this.#pairs.find((pair) => pair[0] === text(name))?.[1] ?? null; }
	getAll(name) { return this.#pairs.filter((pair) => pair[0] === text(name)).map((pair) => pair[1]); }
	has(name, value) { return this.#pairs.some((pair) => pair[0] === text(name) && (value === undefined || pair[1] === text(value))); }
	set(name, value) {
		const first = this.#pairs.findIndex((pair) => pair[0] === text(name));
		if (first === -1) this.append(name, value);
		else this.#change(this.#pairs.map((pair, index) => (index === first ? [pair[0], text(value)] : pair)).filter((pair, index) => index <= first || pair[0] !== text(name)));
	}
	sort() { this.#change(this.#pairs.map((pair) => pair).sort((left, right) => (left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : 0))); }
	forEach(call, self) { for (const [name, value] of this.#pairs) call.call(self, value, name, this); }
	*entries() { for (const [name, value] of this.#pairs) yield [name, value]; }
	*keys() { for (const [name] of this.#pairs) yield name; }
	*values() { for (const [, value] of this.#pairs) yield value; }
	toString() { return this.#pairs.map((pair) => pair.map((one) => percentEncode(one, /[A-Za-z0-9*._ -]/).replaceAll(' ', '+')).join('=')).join('&'); }
	get [Symbol.toStringTag]() { return 'URLSearchParams'; }
}
defineProperty(URLSearchParams.prototype, Symbol.iterator, { __proto__: null, value: URLSearchParams.prototype.entries, writable: true, configurable: true });

const usualPorts = { __proto__: null, 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };
const invalidUrl = (input) => { const error = new GuestTypeError('Invalid URL'); error.code = 'ERR_INVALID_URL'; error.input = input; throw error; };
const readHost = (written, isSpecial, input) => {
	if (/^\[[0-9a-fA-F:.]+\]$/.test(written)) return /^\[[0-9a-f:]*\]$/i.test(written) && !/(?:^\[|:)0[0-9a-f]|:0:|^\[0:|:0\]/i.test(written) ? written.toLowerCase() : lacks('URL with the host ' + written);
	if (!isSpecial) return /[\0\t\n\r #/<>?@[\\\]^|]/.test(written) ? invalidUrl(input) : percentEncode(written, keptIn.opaque);
	const host = percentDecode(written).toLowerCase();
	if (/[^\0-\x7f]/.test(host)) return lacks('URL with the host ' + host);
	if (host === '' || /[\0-\x20"#%/:<>?@[\\\]^${'`'}{|}\x7f]/.test(host)) invalidUrl(input);
	const last = host.replace(/\.$/, '').split('.').at(-1);
	if (!/^(?:\d+|0x[0-9a-f]*)$/.test(last)) return host;
	const numbers = host.replace(/\.$/, '').split('.');
	if (numbers.length !== 4 || numbers.some((one) => !/^(?:0|[1-9]\d{0,2})$/.test(one))) return lacks('URL with the host ' + host);
	return numbers.some((one) => +one > 255) ? invalidUrl(input) : numbers.join('.');
};
const resolveDots = (segments, isFile) => {
	const kept = [];
	segments.forEach((segment, index) => {
		const plain = segment.replace(/%2e/gi, '.'), isLast = index === segments.length - 1;
		if (plain === '..') { if (!(isFile && kept.length === 1 && /^[a-z]:$/i.test(kept[0]))) kept.pop(); if (isLast) kept.push(''); }
		else if (plain === '.') { if (isLast) kept.push(''); }
		else kept.push(segment);
	});
	return kept;
};
const readAuthority = (parts, authority, input) => {
	const at = authority.lastIndexOf('@'), [, host, , port = ''] = /^(\[[^\]]*\]|[^:]*)(:(\d*))?$/.exec(authority.slice(at + 1)) ?? invalidUrl(input);
	if (at !== -1) { const [user, ...words] = authority.slice(0, at).split(':'); parts.username = percentEncode(user, keptIn.user); parts.password = percentEncode(words.join(':'), keptIn.user); }
	if (port !== '' && +port > 65535) invalidUrl(input);
	const isSpecial = parts.protocol in usualPorts;
	parts.hostname = host === '' && (!isSpecial || parts.protocol === 'file:') ? '' : readHost(host, isSpecial, input);
	if (parts.hostname === 'localhost' && parts.protocol === 'file:') parts.hostname = '';
	parts.port = port === '' || text(+port) === usualPorts[parts.protocol] ? '' : text(+port);
};
const readUrl = (given, base) => {
	const input = given.replace(/^[\0-\x20]+/, '').trimEnd().replace(/[\t\n\r]/g, '');
	const [, scheme, rest] = /^([a-zA-Z][a-zA-Z0-9+.-]*:)([^]*)$/.exec(input) ?? [undefined, undefined, input];
	const protocol = scheme?.toLowerCase(), isSpecial = (protocol ?? base?.protocol) in usualPorts;
	if (protocol === undefined && base === undefined) invalidUrl(given);
	const [, before, query, , fragment] = /^([^?#]*)(\?[^#]*)?((#[^]*))?$/.exec(rest) ?? invalidUrl(given);
	const isRelative = protocol === undefined || (protocol === base?.protocol && isSpecial && !/^[\\/]/.test(rest) );
	const parts = { __proto__: null, protocol: protocol ?? base.protocol, username: '', password: '', hostname: '', port: '', path: '', opaque: false, hasHost: false, search: '', hash: '' };
	const way = isSpecial ? before.replaceAll('\\', '/') : before;
	if (isRelative && base.opaque && before !== '') invalidUrl(given);
	const authority = isSpecial && !isRelative && parts.protocol !== 'file:' ? /^\/*([^/]*)([^]*)$/.exec(way) : /^\/\/([^/]*)([^]*)$/.exec(way);
	let path = authority ? authority[2] : way;
	if (authority) { parts.hasHost = true; readAuthority(parts, authority[1], given); }
	else if (isRelative) { for (const key of ['username', 'password', 'hostname', 'port', 'hasHost', 'opaque']) parts[key] = base[key]; }
	if (!authority && !isRelative && !isSpecial && path[0] !== '/') { parts.opaque = true; parts.path = percentEncode(path, keptIn.opaque); }
	else if (isRelative && !authority && path === '') parts.path = base.path;
	else {
		if (isRelative && !authority && path[0] !== '/') path = base.path.replace(/[^/]*$/, '') + path;
		const segments = resolveDots(path.replace(/^\//, '').split('/').map((one) => percentEncode(one, keptIn.path)), parts.protocol === 'file:');
		parts.path = path === '' && !isSpecial ? '' : '/' + segments.join('/');
		if (parts.protocol === 'file:') parts.hasHost = true;
	}
	parts.search = query === undefined ? (isRelative && before === '' && !authority ? base.search : '') : percentEncode(query, isSpecial ? keptIn.special : keptIn.query);
	parts.hash = fragment === undefined ? '' : '#' + percentEncode(fragment.slice(1), keptIn.fragment);
	return parts;
};
class URL {
	#parts; #params;
	constructor(url, base) {
		this.#parts = readUrl(text(url), base === undefined ? undefined : readUrl(text(base)));
		const changed = (query) => { this.#parts.search = query === '' ? '' : '?' + query; };
		changed.isOwn = true;
		this.#params = new URLSearchParams(this.#parts.search, changed);
	}
	static canParse(url, base) { try { new URL(url, base); return true; } catch (error) { if (gap !== '') throw error; return false; } }
	static parse(url, base) { try { return new URL(url, base); } catch (error) { if (gap !== '') throw error; return null; } }
	get href() { return this.protocol + (this.#parts.hasHost ? '//' + (this.username || this.password ? this.username + (this.password ? ':' + this.password : '') + '@' : '') + this.host : '') + this.#parts.path + this.#parts.search + this.#parts.hash; }
	get origin() { return this.protocol in usualPorts && this.protocol !== 'file:' ? this.protocol + '//' + this.host : 'null'; }
	get protocol() { return this.#parts.protocol; }
	get username() { return this.#parts.username; }
	get password() { return this.#parts.password; }
	get host() { return this.#parts.hostname + (this.#parts.port === '' ? '' : ':' + this.#parts.port); }
	get hostname() { return this.#parts.hostname; }
	get port() { return this.#parts.port; }
	get pathname() { return this.#parts.path; }
	get search() { return this.#parts.search === '?' ? '' : this.#parts.search; }
	get hash() { return this.#parts.hash === '#' ? '' : this.#parts.hash; }
	get searchParams() { return this.#params; }
	set href(value) { const made = new URL(value); this.#parts = made.#parts; this.#params = made.#params; }
	set protocol(value) { const name = text(value).replace(/:[^]*$/, '').toLowerCase() + ':'; if (/^[a-z][a-z0-9+.-]*:$/.test(name) && (name in usualPorts) === (this.protocol in usualPorts)) { this.#parts.protocol = name; if (this.port === usualPorts[name]) this.#parts.port = ''; } }
	set username(value) { if (this.hostname !== '') this.#parts.username = percentEncode(text(value), keptIn.user); }
	set password(value) { if (this.hostname !== '') this.#parts.password = percentEncode(text(value), keptIn.user); }
	set host(value) { const [, host, port] = /^(\[[^\]]*\]|[^:/?#\\]*)(?::(\d*))?/.exec(text(value)); try { this.#parts.hostname = readHost(host, this.protocol in usualPorts, value); } catch (error) { if (gap !== '') throw error; return; } if (port !== undefined && port !== '') this.port = port; }
	set hostname(value) { try { this.#parts.hostname = readHost(/^(?:\[[^\]]*\]|[^:/?#\\]*)/.exec(text(value))[0], this.protocol in usualPorts, value); } catch (error) { if (gap !== '') throw error; } }
	set port(value) { const digits = /^\d*/.exec(text(value))[0]; if (text(value) === '') this.#parts.port = ''; else if (digits !== '' && +digits <= 65535) this.#parts.port = text(+digits) === usualPorts[this.protocol] ? '' : text(+digits); }
	set pathname(value) { if (!this.#parts.opaque) this.#parts.path = '/' + resolveDots(text(value).replace(this.protocol in usualPorts ? /[\\]/g : /(?!)/g, '/').replace(/^\//, '').split('/').map((one) => percentEncode(one, keptIn.path)), this.protocol === 'file:').join('/'); }
	set search(value) { const query = text(value).replace(/^\?/, ''); this.#parts.search = query === '' ? '' : '?' + percentEncode(query, this.protocol in usualPorts ? keptIn.special : keptIn.query); const changed = (next) => { this.#parts.search = next === '' ? '' : '?' + next; }; changed.isOwn = true; this.#params = new URLSearchParams(this.#parts.search, changed); }
	set hash(value) { const fragment = text(value).replace(/^#/, ''); this.#parts.hash = fragment === '' ? '' : '#' + percentEncode(fragment, keptIn.fragment); }
	toString() { return this.href; }
	toJSON() { return this.href; }
	get [Symbol.toStringTag]() { return 'URL'; }
}
`;
