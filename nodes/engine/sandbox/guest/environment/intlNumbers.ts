/** Guest source: Intl.NumberFormat, PluralRules and Collator from the samples that the host took; what they do not cover is a gap. */
export const intlNumbersSource = String.raw`
let localeSamples = { __proto__: null, zone: 'UTC', zones: {}, locales: {} };
const learnLocales = (json) => { localeSamples = jsonParse(json); };
const knownOf = (list, known) => { for (const one of list) { if (known[one] !== undefined) return one; } return undefined; };
const checkLocale = (name) => { if (typeof name !== 'string' && !isObject(name)) throw new GuestTypeError('Incorrect locale information provided'); if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(text(name))) throw new RangeError('Incorrect locale information provided'); return text(name); };
const localeOf = (given) => {
	const asked = given === undefined ? [] : (isArray(given) ? given : [given]).map(checkLocale);
	const name = asked.length === 0 ? 'en-US' : asked[0];
	const found = localeSamples.locales[name] ?? (name === 'en' ? localeSamples.locales['en-US'] : undefined);
	return { name, samples: found ?? lacks('Intl for the locale ' + name) };
};
const pickOption = (options, name, allowed, usual) => {
	const value = options[name];
	if (value === undefined) return usual;
	if (allowed !== undefined && !allowed.includes(text(value))) throw new RangeError('Value ' + text(value) + ' out of range for Intl options property ' + name);
	return text(value);
};
const numberOption = (options, name, least, most, usual) => {
	if (options[name] === undefined) return usual;
	const value = +options[name];
	if (!(value >= least && value <= most)) throw new RangeError(name + ' value is out of range.');
	return GuestMath.floor(value);
};
/** The shortest decimal that is this number: its digits, and how many stand before the point. */
const decimalOf = (value) => {
	if (typeof value === 'bigint') { const shown = text(value); return { digits: shown === '0' ? '' : shown, point: shown === '0' ? 0 : shown.length }; }
	const [, whole, fraction = '', power = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text(value)), all = whole + fraction, bare = all.replace(/^0+/, '');
	return { digits: bare.replace(/0+$/, ''), point: bare === '' ? 0 : whole.length + +power - (all.length - bare.length) };
};
/** Rounds half away from zero, or towards it, to so many digits behind the start. */
const roundDigits = ({ digits, point }, keep, mode) => {
	if (keep >= digits.length) return { digits, point };
	const up = keep >= 0 && (mode === 'ceil' || mode === 'expand' || (mode === 'halfExpand' && digits[keep] >= '5'));
	let kept = keep <= 0 ? '' : digits.slice(0, keep), at = point;
	if (up) {
		const next = text(BigInt(kept === '' ? '0' : kept) + 1n).padStart(kept.length, '0');
		if (next.length > kept.length) at++;
		kept = next;
		if (keep === 0) at = point + 1;
	}
	return { digits: kept.replace(/0+$/, ''), point: kept === '' ? 0 : at };
};
const placed = ({ digits, point }) => ({ whole: point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0'), fraction: point < 0 ? '0'.repeat(-point) + digits : digits.slice(GuestMath.max(0, point)) });

class NumberFormat {
	#locale; #samples; #options;
	constructor(locales, options) {
		const asked = options === undefined ? {} : Object(options), { name, samples } = localeOf(locales);
		this.#locale = name; this.#samples = samples.numbers;
		const style = pickOption(asked, 'style', ['decimal', 'percent', 'currency', 'unit'], 'decimal'), currency = asked.currency === undefined ? undefined : text(asked.currency).toUpperCase(), unit = asked.unit === undefined ? undefined : text(asked.unit);
		if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) throw new RangeError('Invalid currency code : ' + text(asked.currency));
		if (style === 'currency' && currency === undefined) throw new GuestTypeError('Currency code is required with currency style.');
		if (style === 'unit' && unit === undefined) throw new GuestTypeError('Required unit is missing for unit style.');
		const money = style === 'currency' ? this.#samples.currencies[currency] ?? lacks('Intl.NumberFormat for the currency ' + currency) : undefined;
		if (style === 'unit' && this.#samples.units[unit] === undefined) lacks('Intl.NumberFormat for the unit ' + unit);
		const notation = pickOption(asked, 'notation', ['standard', 'scientific', 'engineering', 'compact'], 'standard'), roundingMode = pickOption(asked, 'roundingMode', undefined, 'halfExpand');
		if (notation === 'scientific' || notation === 'engineering') lacks('Intl.NumberFormat in ' + notation + ' notation');
		if (!/^(?:halfExpand|trunc|expand)$/.test(roundingMode) || (asked.roundingIncrement !== undefined && asked.roundingIncrement !== 1) || (asked.roundingPriority !== undefined && asked.roundingPriority !== 'auto')) lacks('Intl.NumberFormat with this rounding');
		if (asked.numberingSystem !== undefined && asked.numberingSystem !== 'latn') lacks('Intl.NumberFormat in other digits');
		const usual = style === 'currency' && notation === 'standard' ? [money.digits, money.digits] : notation === 'compact' ? [0, 0] : [0, style === 'percent' ? 0 : 3];
		const significant = asked.minimumSignificantDigits !== undefined || asked.maximumSignificantDigits !== undefined, fixed = asked.minimumFractionDigits !== undefined || asked.maximumFractionDigits !== undefined;
		const low = numberOption(asked, 'minimumFractionDigits', 0, 100, undefined), high = numberOption(asked, 'maximumFractionDigits', 0, 100, undefined);
		if (low !== undefined && high !== undefined && low > high) throw new RangeError('maximumFractionDigits value is out of range.');
		const display = pickOption(asked, 'currencyDisplay', ['symbol', 'narrowSymbol', 'code', 'name'], 'symbol');
		if (style === 'currency' && display === 'name') lacks('Intl.NumberFormat with currencyDisplay name');
		const grouping = asked.useGrouping === undefined ? (notation === 'compact' ? 'min2' : 'auto') : asked.useGrouping === true || asked.useGrouping === 'true' ? 'always' : asked.useGrouping === 'false' ? 'auto' : asked.useGrouping === false ? false : text(asked.useGrouping);
		this.#options = {
			style, currency, unit, notation, roundingMode, significant, display, grouping, isLoose: notation === 'compact' && !significant && !fixed,
			least: numberOption(asked, 'minimumIntegerDigits', 1, 21, 1), from: low ?? GuestMath.min(usual[0], high ?? usual[0]), to: high ?? GuestMath.max(usual[1], low ?? 0),
			few: numberOption(asked, 'minimumSignificantDigits', 1, 21, 1), many: numberOption(asked, 'maximumSignificantDigits', 1, 21, 21),
			sign: pickOption(asked, 'signDisplay', ['auto', 'always', 'never', 'exceptZero', 'negative'], 'auto'), accounting: asked.currencySign === 'accounting', compact: pickOption(asked, 'compactDisplay', ['short', 'long'], 'short'), strips: asked.trailingZeroDisplay === 'stripIfInteger', unitWidth: pickOption(asked, 'unitDisplay', ['short', 'narrow', 'long'], 'short'),
		};
		if (this.#options.few > this.#options.many) throw new RangeError('maximumSignificantDigits value is out of range.');
		this.format = (value) => this.formatToParts(value).map((part) => part.value).join('');
		defineProperty(this, 'format', { __proto__: null, enumerable: false });
	}
	static supportedLocalesOf(locales) { return (isArray(locales) ? locales : locales === undefined ? [] : [locales]).map(checkLocale).filter((name) => localeSamples.locales[name] !== undefined); }
	resolvedOptions() { const { style, currency, notation, from, to, least, sign } = this.#options; return partly('Intl.NumberFormat.resolvedOptions', { locale: this.#locale, numberingSystem: 'latn', style, ...(currency && style === 'currency' ? { currency } : {}), minimumIntegerDigits: least, minimumFractionDigits: from, maximumFractionDigits: to, notation, signDisplay: sign, roundingMode: 'halfExpand' }); }
	#rounded(decimal) {
		const { significant, many, few, to, from, roundingMode, isLoose } = this.#options;
		const keep = significant ? many : isLoose ? GuestMath.max(2, decimal.point) : decimal.point + to;
		const rounded = roundDigits(decimal, keep, roundingMode), { whole, fraction } = placed(rounded);
		const least = significant ? GuestMath.max(0, few - GuestMath.max(rounded.point, rounded.digits === '' ? 1 : rounded.point)) : isLoose ? 0 : from;
		return { whole, fraction: this.#options.strips && fraction === '' ? '' : fraction.padEnd(least, '0'), isZero: rounded.digits === '' };
	}
	#grouped(whole) {
		const { sizes, least, leastMoney } = this.#samples, { grouping, style } = this.#options, at = whole.length - sizes[0];
		const needed = grouping === 'always' ? 1 : grouping === 'min2' ? 2 : style === 'currency' ? leastMoney : least;
		if (grouping === false || at < needed) return [whole];
		const groups = [whole.slice(at)];
		for (let end = at; end > 0; end -= sizes[1]) groups.unshift(whole.slice(GuestMath.max(0, end - sizes[1]), end));
		return groups;
	}
	formatToParts(given) {
		const value = typeof given === 'bigint' ? given : typeof given === 'string' && /^\s*[+-]?\d{17,}\s*$/.test(given) ? BigInt(given) : +given, samples = this.#samples, { style, currency, unit, notation, accounting, display, sign, compact, least } = this.#options;
		const negative = value < 0 || objectIs(value, -0), size = negative ? -value : value;
		if (value !== value || size === Infinity) { if (style !== 'decimal') lacks('Intl.NumberFormat of ' + text(value) + ' in this style'); const shown = value !== value ? samples.nan : samples.infinity; return negative && sign !== 'never' ? [{ type: 'minusSign', value: samples.minus }, { type: 'infinity', value: shown }] : sign === 'always' ? [{ type: 'plusSign', value: samples.plus }, { type: 'infinity', value: shown }] : [{ type: value !== value ? 'nan' : 'infinity', value: shown }]; }
		let decimal = decimalOf(size), around = { before: [], after: [] };
		if (style === 'percent') decimal = { digits: decimal.digits, point: decimal.digits === '' ? 0 : decimal.point + 2 };
		if (notation === 'compact' && decimal.point > 3) {
			const table = samples.compact?.[compact] ?? lacks('Intl.NumberFormat in compact notation');
			let step = table[GuestMath.min(decimal.point, 15) - 4], moved = { digits: decimal.digits, point: step.kept + GuestMath.max(0, decimal.point - 15) };
			const next = roundDigits(moved, this.#options.significant ? this.#options.many : this.#options.isLoose ? GuestMath.max(2, moved.point) : moved.point + this.#options.to, this.#options.roundingMode);
			if (next.point > moved.point && decimal.point < 15) { step = table[decimal.point - 3]; moved = { digits: next.digits, point: step.kept }; }
			decimal = moved;
			const { whole: units, fraction: rest } = this.#rounded(decimal);
			around = step.around.single === undefined ? step.around : pluralOf(this.#locale, 'cardinal', +(units + '.' + rest), rest.length) === pluralOf(this.#locale, 'cardinal', 1) ? step.around.single : step.around.several;
		} else if (notation === 'compact' && decimal.point === 3 && roundDigits(decimal, this.#options.isLoose ? 3 : 3 + this.#options.to, this.#options.roundingMode).point > 3) return this.formatToParts(negative ? -1000 : 1000);
		const { whole, fraction, isZero } = this.#rounded(decimal), parts = [], add = (type, shown) => { put(parts, { type, value: shown }); };
		const localize = (digits) => (samples.digits[1] === '1' ? digits : [...digits].map((digit) => samples.digits[+digit]).join(''));
		const shownWhole = whole.padStart(least, '0');
		this.#grouped(shownWhole).forEach((group, index) => { if (index > 0) add('group', samples.group); add('integer', localize(group)); });
		if (fraction !== '') { add('decimal', samples.decimal); add('fraction', localize(fraction)); }
		const signed = negative ? (sign === 'never' || (isZero && (sign === 'exceptZero' || sign === 'negative')) ? '' : '-') : sign === 'always' || (sign === 'exceptZero' && !isZero) ? '+' : '';
		const money = style === 'currency' ? samples.currencies[currency][display + (accounting ? ' accounting' : '')] : style === 'percent' ? samples.percent : undefined;
		const frame = style === 'unit' ? samples.units[unit][this.#options.unitWidth][pluralOf(this.#locale, 'cardinal', fraction === '' ? +shownWhole : +(shownWhole + '.' + fraction), fraction.length)] ?? lacks('Intl.NumberFormat for this unit') : money === undefined ? { before: [], after: [] } : signed === '-' ? money.negative : money.positive;
		const typed = (list) => list.map(([type, shown]) => ({ type, value: shown }));
		if (money !== undefined && signed === '+') { if (accounting) lacks('Intl.NumberFormat with a plus in accounting'); const minus = money.negative; return [...typed(minus.before), ...around.before.map(([type, shown]) => ({ type, value: shown })), ...parts, ...typed(around.after), ...typed(minus.after)].map((part) => (part.type === 'minusSign' ? { type: 'plusSign', value: samples.plus } : part)); }
		const lead = money === undefined && signed !== '' ? [{ type: signed === '-' ? 'minusSign' : 'plusSign', value: signed === '-' ? samples.minus : samples.plus }] : [];
		return [...lead, ...typed(frame.before), ...typed(around.before), ...parts, ...typed(around.after), ...typed(frame.after)];
	}
	formatRange() { return lacks('Intl.NumberFormat.formatRange'); }
	get [Symbol.toStringTag]() { return 'Intl.NumberFormat'; }
}

const pluralOf = (locale, type, value, fractionDigits = 0) => {
	const { numbers, fraction, million } = localeOf(locale).samples.plurals[type], size = GuestMath.abs(value);
	const at = (count) => numbers.findLast(([from]) => from <= count)[1];
	if (size % 1 !== 0 || fractionDigits > 0) return fraction ?? lacks('Intl.PluralRules of fractions in ' + locale);
	return size < 300 ? at(size) : size >= 1e6 && size % 1e6 === 0 ? million : at(200 + (size % 100));
};
class PluralRules {
	#locale; #type; #categories;
	constructor(locales, options = {}) {
		this.#locale = localeOf(locales).name; this.#type = pickOption(options, 'type', ['cardinal', 'ordinal'], 'cardinal');
		this.#categories = [...new Set(localeOf(this.#locale).samples.plurals[this.#type].numbers.map(([, name]) => name))];
		for (const name of ['minimumFractionDigits', 'maximumFractionDigits', 'minimumSignificantDigits', 'maximumSignificantDigits']) if (options[name] !== undefined) lacks('Intl.PluralRules with ' + name);
	}
	static supportedLocalesOf(locales) { return NumberFormat.supportedLocalesOf(locales); }
	select(value) { return Number.isFinite(+value) ? pluralOf(this.#locale, this.#type, +value) : 'other'; }
	resolvedOptions() { return { locale: this.#locale, type: this.#type, pluralCategories: this.#categories }; }
	get [Symbol.toStringTag]() { return 'Intl.PluralRules'; }
}

class Collator {
	#locale; #options; #order;
	constructor(locales, options = {}) {
		const { name, samples } = localeOf(locales), asked = options ?? {};
		const found = samples.collation ?? lacks('Intl.Collator for ' + name);
		if (found.contracts) lacks('Intl.Collator for ' + name);
		if (asked.ignorePunctuation || asked.usage === 'search') lacks('Intl.Collator with these options');
		this.#locale = name;
		this.#options = { numeric: Boolean(asked.numeric) || /-u-(?:.*-)?kn(?!-false)/.test(name), sensitivity: pickOption(asked, 'sensitivity', ['base', 'accent', 'case', 'variant'], 'variant'), upperFirst: asked.caseFirst === 'upper' || (found.upperFirst && asked.caseFirst !== 'lower') };
		this.#order = { __proto__: null, ranks: orderOf(name, found) };
		this.compare = (left, right) => this.#compare(text(left), text(right));
		defineProperty(this, 'compare', { __proto__: null, enumerable: false });
	}
	static supportedLocalesOf(locales) { return NumberFormat.supportedLocalesOf(locales); }
	#weights(value) {
		const weights = [], spelled = value.normalize('NFC');
		for (let index = 0; index < spelled.length; index++) {
			const digits = this.#options.numeric ? /^[0-9]+/.exec(spelled.slice(index, index + 100)) : null;
			if (digits) { const bare = digits[0].replace(/^0+(?=.)/, ''); put(weights, [this.#rank('0')[0] + 1 - 1 / (bare.length + 1), 0, 0]); for (const digit of bare) put(weights, [this.#rank(digit)[0], 0, 0]); index += digits[0].length - 1; }
			else for (const weight of this.#letter(spelled[index])) put(weights, weight);
		}
		return weights;
	}
	#rank(letter) { return this.#order.ranks.get(letter); }
	#letter(letter) {
		const known = this.#rank(letter);
		return known === undefined ? lacks('Intl.Collator for the character ' + jsonText(letter)) : isArray(known[0]) ? known : [known];
	}
	#compare(left, right) {
		if (left === right) return 0;
		const [one, other] = [this.#weights(left), this.#weights(right)], { sensitivity, upperFirst } = this.#options;
		for (const level of sensitivity === 'base' ? [0] : sensitivity === 'accent' ? [0, 1] : sensitivity === 'case' ? [0, 2] : [0, 1, 2]) {
			for (let index = 0; index < one.length || index < other.length; index++) {
				const first = one[index]?.[level] ?? -1, second = other[index]?.[level] ?? -1;
				if (first !== second) return (first < second ? -1 : 1) * (level === 2 && upperFirst && first >= 0 && second >= 0 ? -1 : 1);
			}
		}
		return 0;
	}
	resolvedOptions() { return partly('Intl.Collator.resolvedOptions', { locale: this.#locale, usage: 'sort', sensitivity: this.#options.sensitivity, numeric: this.#options.numeric, ignorePunctuation: false, collation: 'default' }); }
	get [Symbol.toStringTag]() { return 'Intl.Collator'; }
}
const orders = { __proto__: null };
const orderOf = (name, { ranks, pairs }) => {
	if (orders[name] !== undefined) return orders[name];
	const made = new Map();
	for (const [letter, place, mark] of ranks) made.set(letter, [place, mark, letter !== letter.toLowerCase() ? 1 : 0]);
	for (const pair of pairs) { const isUpper = pair[0] !== pair[0].toLowerCase(); if (made.has(pair[1]) && made.has(pair[2])) made.set(pair[0], [[made.get(pair[1])[0], 0, isUpper ? 3 : 2], [made.get(pair[2])[0], 0, isUpper ? 3 : 2]]); }
	return (orders[name] = made);
};
`;
