/** Guest source: the usual parts of Node's util and path. */
export const utilSource = String.raw`
const promisify = (call) => {
	if (typeof call !== 'function') throw new GuestTypeError('The "original" argument must be of type function. Received ' + inspect(call));
	if (call[promisify.custom]) return call[promisify.custom];
	return function (...values) { return new GuestPromise((resolve, reject) => { apply(call, this, [...values, (error, came) => { if (error) reject(error); else resolve(came); }]); }); };
};
defineProperty(promisify, 'custom', { __proto__: null, value: Symbol('nodejs.util.promisify.custom') });
const callbackify = (call) => function (...values) {
	const done = values.pop();
	apply(call, this, values).then((came) => { addTimer(done, 0, false, [null, came]); }, (error) => { addTimer(done, 0, false, [error]); });
};
const formatValue = (value) => (typeof value === 'string' ? value : inspectNode(value));
const format = (first, ...values) => {
	if (typeof first !== 'string') return [first, ...values].map(formatValue).join(' ');
	let at = 0;
	const shown = first.replace(/%[sdifjoOc%]/g, (mark) => {
		if (mark === '%%') return '%';
		if (at >= values.length) return mark;
		const value = values[at++];
		if (mark === '%s') return typeof value === 'bigint' ? value + 'n' : objectIs(value, -0) ? '-0' : isObject(value) ? inspectNode(value) : text(value);
		if (mark === '%d') return typeof value === 'bigint' ? value + 'n' : isObject(value) ? 'NaN' : text(+value);
		if (mark === '%i') return text(parseInt(value, 10));
		if (mark === '%f') return text(parseFloat(value));
		return mark === '%j' ? text(jsonText(value)) : mark === '%c' ? '' : inspectNode(value);
	});
	return [shown, ...values.slice(at).map(formatValue)].join(' ');
};
const quoteNode = (value) => { const mark = !value.includes("'") ? "'" : !value.includes('"') ? '"' : !value.includes('${'`'}') ? '${'`'}' : "'"; return mark + value.replace(/[\\\n\r\t\b\f\v]/g, (one) => jsonText(one).slice(1, -1)).replaceAll(mark === "'" ? "'" : '\0', mark === "'" ? "\\'" : '\0') + mark; };
/** Short values as Node shows them; what Node breaks into lines is a gap. */
const inspectNode = (value, options) => {
	if (isObject(options) && (options.colors || options.compact === false || options.showHidden || options.sorted || options.breakLength !== undefined && options.breakLength !== Infinity)) lacks('util.inspect with options');
	const most = options?.depth === null ? Infinity : options?.depth ?? 2;
	const at = (one, depth) => {
		if (typeof one === 'string') return quoteNode(one);
		if (typeof one === 'function') return /^class\b/.test(functionText(one)) ? '[class ' + (one.name || '(anonymous)') + ']' : one.name ? '[Function: ' + one.name + ']' : '[Function (anonymous)]';
		if (!isObject(one)) return one === undefined ? 'undefined' : inspectPrimitive(one);
		if (typeof one[inspectNode.custom] === 'function') return text(one[inspectNode.custom](most - depth, options ?? {}, inspectNode));
		const brand = brandOf(one), kind = one.constructor?.name, prefix = getPrototypeOf(one) === null ? '[Object: null prototype] ' : kind && kind !== 'Object' && brand === 'object' ? kind + ' ' : '';
		if (isError(one)) return lacks('util.inspect of errors');
		if (brand === 'date') return dateText(one);
		if (brand === 'regexp') return regexpText(one);
		if (brand === 'promise' || weakBrand(one)) return lacks('util.inspect of ' + (kind || 'such an object'));
		if (depth > 2 && most > 2) return lacks('util.inspect of values that take more than one line');
		if (ownKeys(one).some((key) => typeof key === 'symbol' && isEnumerable(one, key)) || (brand === 'array' && objectKeys(one).length !== one.length)) return lacks('util.inspect of such an object');
		if (depth > most) return brand === 'array' ? '[Array]' : '[' + (kind || 'Object') + ']';
		const show = (key) => (typeof key === 'symbol' ? '[' + symbolText(key) + ']' : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoteNode(key));
		const members = (keys) => keys.map((key) => show(key) + ': ' + at(one[key], depth + 1));
		const listed = (open, shown, close) => { const line = shown.length === 0 ? open + close : open + ' ' + shown.join(', ') + ' ' + close; return line.length > 70 || shown.length > 6 ? tooLong(line, shown, options) : line; };
		if (brand === 'array') return listed((kind === 'Array' ? '' : kind + '(' + one.length + ') ') + '[', [...one].map((each) => at(each, depth + 1)), ']');
		if (brand === 'map') return listed('Map(' + one.size + ') {', [...one].map(([key, each]) => at(key, depth + 1) + ' => ' + at(each, depth + 1)), '}');
		if (brand === 'set') return listed('Set(' + one.size + ') {', [...one].map((each) => at(each, depth + 1)), '}');
		if (brand === 'typed') return listed(typedTag(one) + '(' + one.length + ') [', [...one].map(text), ']');
		if (brand !== 'object') return '[' + kind + ': ' + at(one.valueOf(), depth) + ']';
		return listed(prefix + '{', members(objectKeys(one)), '}');
	};
	return at(value, 0);
};
defineProperty(inspectNode, 'custom', { __proto__: null, value: Symbol.for('nodejs.util.inspect.custom') });
const tooLong = (line, shown, options) => (options?.breakLength === Infinity && shown.length <= 6 ? line : lacks('util.inspect of values that take more than one line'));
const inherits = (child, parent) => { defineProperty(child, 'super_', { __proto__: null, value: parent, writable: true, configurable: true }); setPrototypeOf(child.prototype, parent.prototype); };
const tagOf = (name) => (value) => isObject(value) && brandOf(value) === name;
const types = partly('util.types', { isDate: tagOf('date'), isRegExp: tagOf('regexp'), isMap: tagOf('map'), isSet: tagOf('set'), isPromise: tagOf('promise'), isTypedArray: tagOf('typed'), isNativeError: isError, isAsyncFunction: (value) => typeof value === 'function' && Object.prototype.toString.call(value) === '[object AsyncFunction]', isGeneratorFunction: (value) => typeof value === 'function' && Object.prototype.toString.call(value) === '[object GeneratorFunction]' });
const util = partly('util', {
	promisify, callbackify, format, inspect: inspectNode, inherits, types, TextEncoder, TextDecoder, deprecate: (call) => call, debuglog: () => () => {},
	isDeepStrictEqual: (left, right) => same(left, right, 'strict'), isArray, stripVTControlCharacters: (value) => value.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ''),
});

const normalizePath = (path) => {
	if (path === '') return '.';
	const kept = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
		else if (part !== '..' || path[0] !== '/') kept.push(part);
	}
	const joined = (path[0] === '/' ? '/' : '') + kept.join('/');
	return joined === '' ? '.' + (path.endsWith('/') ? '/' : '') : joined + (path.endsWith('/') && joined !== '/' ? '/' : '');
};
const basename = (path, suffix = '') => { const name = path.replace(/\/+$/, '').split('/').at(-1); return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name; };
const dirname = (path) => { const bare = path.replace(/\/+$/, ''), at = bare.lastIndexOf('/'); return at === -1 ? (path[0] === '/' ? '/' : '.') : bare.slice(0, at).replace(/\/+$/, '') || '/'; };
const extname = (path) => { const name = basename(path), at = name.lastIndexOf('.'); return at <= 0 || name === '..' ? '' : name.slice(at); };
const resolvePath = (...parts) => { let path = ''; for (let index = parts.length - 1; index >= 0 && path[0] !== '/'; index--) if (parts[index] !== '') path = parts[index] + (path === '' ? '' : '/' + path); const full = normalizePath(path[0] === '/' ? path : '/sandbox' + (path === '' ? '' : '/' + path)); return full.length > 1 ? full.replace(/\/$/, '') : full; };
const posixPath = partly('path', {
	sep: '/', delimiter: ':', normalize: normalizePath, basename, dirname, extname, resolve: resolvePath, isAbsolute: (path) => path[0] === '/',
	join: (...parts) => normalizePath(parts.filter((one) => one !== '').join('/')),
	relative: (from, to) => { const left = resolvePath(from).split('/').filter(Boolean), right = resolvePath(to).split('/').filter(Boolean); let shared = 0; while (shared < left.length && left[shared] === right[shared]) shared++; return [...left.slice(shared).map(() => '..'), ...right.slice(shared)].join('/'); },
	parse: (path) => { const base = basename(path), ext = extname(path), root = path[0] === '/' ? '/' : '', dir = path.replace(/\/+$/, '').includes('/') ? dirname(path) : root; return { root, dir, base, ext, name: ext === '' ? base : base.slice(0, -ext.length) }; },
	format: ({ dir, root = '', base, name = '', ext = '' }) => { const file = base ?? name + (ext === '' || ext[0] === '.' ? ext : '.' + ext); return dir === undefined ? root + file : dir === root ? dir + file : dir + '/' + file; },
});
defineProperty(posixPath, 'posix', { __proto__: null, value: posixPath });
`;
