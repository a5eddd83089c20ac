/** By how much of themselves, or by how much near zero, two numbers of a case may differ where one has a fraction. */
export const caseTolerance = 1e-9;

/** Guest source: equality by value, as `node:assert` has it (`strict`), as it had it (`loose`), and as test cases want it (`data`): there 0.1 + 0.2 is 0.3, and -0 is 0. */
export const equalitySource = String.raw`
const works = (read) => { try { read(); return true; } catch { return false; } };

const brandOf = (value) => {
	if (isArray(value)) return 'array';
	const prototype = getPrototypeOf(value);
	if (prototype === ObjectPrototype || prototype === null) return 'object';
	if (typedTag(value) !== undefined) return 'typed';
	if (works(() => mapSize(value))) return 'map';
	if (works(() => setSize(value))) return 'set';
	if (works(() => dateTime(value))) return 'date';
	if (isPrototypeOf(GuestRegExp.prototype, value) && works(() => regexpText(value))) return 'regexp';
	if (isPrototypeOf(GuestPromise.prototype, value)) return 'promise';
	if (works(() => numberOf(value))) return 'number';
	if (works(() => stringOf(value))) return 'string';
	if (works(() => booleanOf(value))) return 'boolean';
	return 'object';
};

const samePrimitive = (left, right, mode) =>
	objectIs(left, right) || (mode === 'strict' ? false : mode === 'loose' ? left == right : left === right || isClose(left, right));

/** Two whole numbers are equal or not; what has a fraction was rounded on its way. */
const isClose = (left, right) => {
	if (typeof left !== 'number' || typeof right !== 'number' || !isFinite(left) || !isFinite(right) || (left % 1 === 0 && right % 1 === 0)) return false;
	const [one, other] = [left < 0 ? -left : left, right < 0 ? -right : right], apart = left - right;
	const most = (one > other ? one : other) * ${caseTolerance};
	return (apart < 0 ? -apart : apart) <= (most > ${caseTolerance} ? most : ${caseTolerance});
};

const sameMembers = (left, right, mode, pairs) => {
	const names = objectKeys(left), others = objectKeys(right);
	if (names.length !== others.length) return false;
	for (let index = 0; index < names.length; index++) {
		const name = names[index];
		if (!hasOwn(right, name) || !isEnumerable(right, name) || !sameAt(left[name], right[name], mode, pairs)) return false;
	}
	return true;
};

const sameSymbols = (left, right, mode, pairs) => {
	const symbols = (value) => { const found = []; const all = ownKeys(value); for (let i = 0; i < all.length; i++) if (typeof all[i] === 'symbol' && isEnumerable(value, all[i])) put(found, all[i]); return found; };
	const names = symbols(left);
	if (names.length !== symbols(right).length) return false;
	for (let index = 0; index < names.length; index++) if (!isEnumerable(right, names[index]) || !sameAt(left[names[index]], right[names[index]], mode, pairs)) return false;
	return true;
};

const sameSet = (left, right, mode, pairs) => {
	if (setSize(left) !== setSize(right)) return false;
	let same = true;
	setEach(left, (item) => {
		if (!same || setHas(right, item)) return;
		let found = false;
		if (isObject(item) || mode === 'loose') setEach(right, (other) => { found = found || sameAt(item, other, mode, pairs); });
		same = found;
	});
	return same;
};

const sameMap = (left, right, mode, pairs) => {
	if (mapSize(left) !== mapSize(right)) return false;
	let same = true;
	mapEach(left, (item, key) => {
		if (!same) return;
		if (mapHas(right, key)) { same = sameAt(item, mapGet(right, key), mode, pairs); return; }
		let found = false;
		if (isObject(key) || mode === 'loose') mapEach(right, (other, otherKey) => { found = found || (sameAt(key, otherKey, mode, pairs) && sameAt(item, other, mode, pairs)); });
		same = found;
	});
	return same;
};

const sameBranded = (left, right, brand, mode, pairs) => {
	if (brand === 'array') return left.length === right.length;
	if (brand === 'map') return sameMap(left, right, mode, pairs);
	if (brand === 'set') return sameSet(left, right, mode, pairs);
	if (brand === 'date') return objectIs(dateTime(left), dateTime(right));
	if (brand === 'regexp') return regexpText(left) === regexpText(right) && left.lastIndex === right.lastIndex;
	if (brand === 'typed') return typedTag(left) === typedTag(right) && typedLength(left) === typedLength(right);
	if (brand === 'number') return objectIs(numberOf(left), numberOf(right));
	if (brand === 'string') return stringOf(left) === stringOf(right);
	if (brand === 'boolean') return booleanOf(left) === booleanOf(right);
	return brand !== 'promise';
};

const sameAt = (left, right, mode, pairs) => {
	if (!isObject(left) || !isObject(right)) return isObject(left) === isObject(right) && samePrimitive(left, right, mode);
	if (left === right) return true;
	if (typeof left === 'function' || typeof right === 'function') return false;
	if (mode === 'strict' && getPrototypeOf(left) !== getPrototypeOf(right)) return false;
	for (let pair = pairs; pair !== null; pair = pair.next) if (pair.left === left && pair.right === right) return true;
	const brand = brandOf(left);
	if (brand !== brandOf(right) || isError(left) !== isError(right)) return false;
	if (isError(left) && (left.message !== right.message || left.name !== right.name)) return false;
	const inside = { __proto__: null, left, right, next: pairs };
	return sameBranded(left, right, brand, mode, inside) && sameMembers(left, right, mode, inside) && (mode !== 'strict' || sameSymbols(left, right, mode, inside));
};

const same = (left, right, mode) => sameAt(left, right, mode, null);
`;
