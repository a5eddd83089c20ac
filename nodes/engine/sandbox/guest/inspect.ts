/** Guest source: shows any value as short, bounded text. Never throws, whatever the value's getters do. */
export const inspectSource = String.raw`
const limitText = (value, length) => (value.length > length ? slice(value, 0, length) + '…' : value);

const describeError = (error) => {
	try {
		if (!isError(error)) return 'a thrown ' + inspect(error);
		const name = error.name, message = error.message;
		const shownName = typeof name === 'string' && name !== '' ? limitText(name, 80) : 'Error';
		return typeof message === 'string' && message !== '' ? shownName + ': ' + limitText(message, 500) : shownName;
	} catch { return 'a thrown object that cannot be read'; }
};

const inspectPrimitive = (value) => {
	if (typeof value === 'string') return jsonText(limitText(value, 300));
	if (typeof value === 'symbol') return symbolText(value);
	if (typeof value === 'bigint') return limitText(bigintText(value), 300) + 'n';
	return objectIs(value, -0) ? '-0' : text(value);
};

const inspectEntries = (open, close, count, show) => {
	let shown = '';
	for (let index = 0; index < count && index < 20 && shown.length < 400; index++) shown += (index ? ', ' : '') + show(index);
	return open + shown + (count > 20 || shown.length >= 400 ? ', …' : '') + close;
};

const inspectCollection = (value, depth) => {
	const entries = [];
	if (brandOf(value) === 'map') mapEach(value, (item, key) => { if (entries.length < 21) put(entries, inspectAt(key, depth) + ' => ' + inspectAt(item, depth)); });
	else setEach(value, (item) => { if (entries.length < 21) put(entries, inspectAt(item, depth)); });
	return inspectEntries(brandOf(value) === 'map' ? 'Map {' : 'Set {', '}', entries.length, (index) => entries[index]);
};

const inspectAt = (value, depth) => {
	if (!isObject(value)) return inspectPrimitive(value);
	if (typeof value === 'function') return '[function]';
	const brand = brandOf(value);
	if (depth > 4) return brand === 'array' ? '[…]' : '{…}';
	if (brand === 'array') return inspectEntries('[', ']', value.length, (index) => inspectAt(value[index], depth + 1));
	if (brand === 'map' || brand === 'set') return inspectCollection(value, depth + 1);
	if (brand === 'date') return numberIsNaN(dateTime(value)) ? 'Invalid Date' : dateText(value);
	if (brand === 'regexp') return limitText(regexpText(value), 300);
	if (brand === 'promise') return 'a promise';
	if (brand === 'typed') return typedTag(value) + inspectEntries(' [', ']', typedLength(value), (index) => text(value[index]));
	if (isError(value)) return '[' + describeError(value) + ']';
	const names = objectKeys(value);
	const shownName = (name) => (regexpTest(/^[A-Za-z_$][\w$]*$/, name) ? name : jsonText(limitText(name, 80)));
	return inspectEntries('{', '}', names.length, (index) => shownName(names[index]) + ': ' + inspectAt(value[names[index]], depth + 1));
};

const inspect = (value) => {
	try { return limitText(inspectAt(value, 0), 500); } catch { return 'a value that cannot be read'; }
};
`;
