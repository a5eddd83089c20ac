/** Guest source: Intl.DateTimeFormat, ListFormat, RelativeTimeFormat and Segmenter, and the methods of the language that stand on Intl. */
export const intlDatesSource = String.raw`
const dateFields = ['weekday', 'year', 'month', 'day'], timeFields = ['hour', 'minute', 'second'];
const zoneOffset = (zone, at) => {
	const steps = localeSamples.zones[zone];
	if (at < steps[0][0] || at >= 2208988800000) lacks('Intl.DateTimeFormat for ' + zone + ' in that year');
	return steps.findLast(([from]) => from <= at)[1];
};
class DateTimeFormat {
	#locale; #zone; #parts; #cycle; #asked;
	constructor(locales, options) { this.#read(locales, options === undefined ? {} : Object(options), 'date', 'any'); }
	static make(locales, options, usual, needs) { const made = new DateTimeFormat('en-US'); made.#read(locales, options === undefined ? {} : Object(options), usual, needs); return made; }
	static supportedLocalesOf(locales) { return NumberFormat.supportedLocalesOf(locales); }
	#read(locales, options, usual, needs) {
		const { name, samples } = localeOf(locales), dates = samples.dates ?? lacks('Intl.DateTimeFormat for ' + name);
		const asked = { __proto__: null };
		for (const field of [...dateFields, ...timeFields]) asked[field] = options[field] === undefined ? undefined : pickOption(options, field, field === 'weekday' ? ['narrow', 'short', 'long'] : field === 'month' ? ['numeric', '2-digit', 'narrow', 'short', 'long'] : ['numeric', '2-digit']);
		for (const field of ['era', 'dayPeriod', 'fractionalSecondDigits', 'calendar', 'numberingSystem', 'timeZoneName', 'formatMatcher']) if (options[field] !== undefined) lacks('Intl.DateTimeFormat with ' + field);
		const dateStyle = pickOption(options, 'dateStyle', ['full', 'long', 'medium', 'short'], ''), timeStyle = pickOption(options, 'timeStyle', ['full', 'long', 'medium', 'short'], '');
		const has = (fields) => fields.some((field) => asked[field] !== undefined);
		if ((dateStyle || timeStyle) && (has(dateFields) || has(timeFields))) throw new GuestTypeError("Can't set option " + [...dateFields, ...timeFields].find((field) => asked[field] !== undefined) + ' when ' + (dateStyle ? 'dateStyle' : 'timeStyle') + ' is used');
		if (!dateStyle && !timeStyle && !(needs !== 'time' && has(dateFields)) && !(needs !== 'date' && has(timeFields))) {
			if (usual !== 'time') asked.year = asked.month = asked.day = 'numeric';
			if (usual !== 'date') asked.hour = asked.minute = asked.second = 'numeric';
		}
		const zone = options.timeZone === undefined ? undefined : text(options.timeZone), isUtc = zone !== undefined && /^(?:etc\/)?(?:utc|gmt)$/i.test(zone);
		if (zone !== undefined && !isUtc && localeSamples.zones[zone] === undefined) { if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(zone)) throw new RangeError('Invalid time zone specified: ' + zone); lacks('Intl.DateTimeFormat for the time zone ' + zone); }
		this.#locale = name; this.#zone = isUtc ? 'UTC' : zone;
		const cycle = options.hour12 !== undefined ? text(Boolean(options.hour12)) : pickOption(options, 'hourCycle', ['h11', 'h12', 'h23', 'h24'], ''), short = (one) => (one === undefined ? '' : asked[one] ?? '');
		const pattern = (key) => dates.patterns[key] ?? lacks('Intl.DateTimeFormat for ' + name + ' with such options');
		const timeCycle = has(['hour']) || timeStyle ? cycle : '';
		if (dateStyle || timeStyle) { const found = pattern(dateStyle + '+' + timeStyle + '|' + (timeStyle ? timeCycle : '')); this.#parts = found.pieces; this.#cycle = found.cycle; }
		else {
			const dateKey = dateFields.map(short).join('|'), timeKey = timeFields.map(short).join('|') + '|' + timeCycle;
			const day = has(dateFields) ? pattern(dateKey).pieces : [], time = has(timeFields) ? pattern(timeKey) : { pieces: [], cycle: '' };
			const between = day.length > 0 && time.pieces.length > 0 ? dates.glue[dateKey] ?? lacks('Intl.DateTimeFormat for ' + name + ' with such options') : undefined;
			if (between !== undefined && asked.hour === undefined) lacks('Intl.DateTimeFormat of a date with minutes alone');
			this.#parts = between === undefined ? [...day, ...time.pieces] : [...day, ['literal', between], ...time.pieces];
			this.#cycle = time.cycle;
		}
		this.#asked = asked;
		this.format = (value) => this.formatToParts(value).map((part) => part.value).join('').replaceAll('\u202f', ' ');
		defineProperty(this, 'format', { __proto__: null, enumerable: false });
	}
	#fields(value) {
		const at = value === undefined ? currentTime() : isObject(value) && works(() => dateTime(value)) ? dateTime(value) : +value;
		if (!(at >= -8.64e15 && at <= 8.64e15)) throw new RangeError('Invalid time value');
		const isLocal = this.#zone === undefined, read = new RealDate(isLocal || this.#zone === 'UTC' ? at : at + zoneOffset(this.#zone, at) * 60000), get = (field) => (isLocal ? read['get' + field]() : read['getUTC' + field]());
		if (get('FullYear') <= 0) lacks('Intl.DateTimeFormat of years before 1');
		return { year: get('FullYear'), month: get('Month'), day: get('Date'), weekday: get('Day'), hour: get('Hours'), minute: get('Minutes'), second: get('Seconds') };
	}
	formatToParts(value) {
		const fields = this.#fields(value), digits = localeOf(this.#locale).samples.numbers.digits;
		const localize = (shown) => (digits[1] === '1' ? shown : [...shown].map((digit) => digits[+digit]).join(''));
		return this.#parts.map(([type, form]) => {
			if (type === 'literal') return { type, value: form };
			if (type === 'dayPeriod') return { type, value: form[fields.hour < 12 ? 0 : 1] };
			if (isArray(form)) return { type, value: form[fields[type]] ?? lacks('Intl.DateTimeFormat for ' + this.#locale + ' with such options') };
			let count = fields[type];
			if (count === undefined) lacks('Intl.DateTimeFormat for ' + this.#locale + ' with such options');
			if (type === 'month') count++;
			if (type === 'hour') count = this.#cycle === 'h12' ? count % 12 || 12 : this.#cycle === 'h11' ? count % 12 : this.#cycle === 'h24' ? count || 24 : count;
			const shown = text(count);
			return { type, value: localize(form === '2' ? shown.slice(-2).padStart(2, '0') : shown) };
		});
	}
	formatRange() { return lacks('Intl.DateTimeFormat.formatRange'); }
	formatRangeToParts() { return lacks('Intl.DateTimeFormat.formatRangeToParts'); }
	resolvedOptions() { return partly('Intl.DateTimeFormat.resolvedOptions', { locale: this.#locale, calendar: 'gregory', numberingSystem: 'latn', timeZone: this.#zone ?? localeSamples.zone }); }
	get [Symbol.toStringTag]() { return 'Intl.DateTimeFormat'; }
}
const makeDateFormat = DateTimeFormat.make;
delete DateTimeFormat.make;

class ListFormat {
	#samples; #joinsBySound;
	constructor(locales, options = {}) {
		const { name, samples } = localeOf(locales), type = pickOption(options, 'type', ['conjunction', 'disjunction', 'unit'], 'conjunction'), style = pickOption(options, 'style', ['long', 'short', 'narrow'], 'long');
		this.#samples = samples.lists?.[type + ' ' + style] ?? lacks('Intl.ListFormat for ' + name);
		this.#joinsBySound = /^(?:es|he)\b/.test(name);
	}
	static supportedLocalesOf(locales) { return NumberFormat.supportedLocalesOf(locales); }
	formatToParts(list) {
		const items = [...list], parts = [];
		for (const one of items) if (typeof one !== 'string') throw new GuestTypeError('Iterable yielded ' + text(one) + ' which is not a string');
		if (this.#joinsBySound && items.length > 1 && !/^(?!hi|ho)[a-hj-np-z]/i.test(items.at(-1))) lacks('Intl.ListFormat in this language for such words');
		items.forEach((value, index) => {
			if (index > 0) put(parts, { type: 'literal', value: items.length === 2 ? this.#samples.pair : index === items.length - 1 ? this.#samples.four[2] : index === 1 ? this.#samples.four[0] : this.#samples.four[1] });
			put(parts, { type: 'element', value });
		});
		return parts;
	}
	format(list) { return this.formatToParts(list).map((part) => part.value).join(''); }
	get [Symbol.toStringTag]() { return 'Intl.ListFormat'; }
}
class RelativeTimeFormat {
	#name; #samples; #style; #isAuto;
	constructor(locales, options = {}) {
		const { name, samples } = localeOf(locales);
		this.#name = name; this.#samples = samples.relative ?? lacks('Intl.RelativeTimeFormat for ' + name);
		this.#style = pickOption(options, 'style', ['long', 'short', 'narrow'], 'long'); this.#isAuto = pickOption(options, 'numeric', ['always', 'auto'], 'always') === 'auto';
	}
	static supportedLocalesOf(locales) { return NumberFormat.supportedLocalesOf(locales); }
	format(value, unit) {
		const count = +value, known = this.#samples[this.#style + ' ' + text(unit).replace(/s$/, '')];
		if (known === undefined) throw new RangeError('Invalid unit argument for format() ' + "'" + text(unit) + "'");
		if (!Number.isFinite(count)) throw new RangeError('Invalid time value');
		if (this.#isAuto && known.near[count] !== undefined && !objectIs(count, -0)) return known.near[count];
		if (this.#isAuto && objectIs(count, -0) && known.near[0] !== undefined) return known.near[0];
		const shown = new NumberFormat(this.#name).format(GuestMath.abs(count)), pattern = known[count < 0 || objectIs(count, -0) ? 'past' : 'future'][pluralOf(this.#name, 'cardinal', count, (/[.,](\d+)$/.exec(text(count)) ?? [''])[1]?.length ?? 0)];
		return pattern === undefined ? lacks('Intl.RelativeTimeFormat in ' + this.#name) : pattern.replace('\0', () => shown);
	}
	formatToParts() { return lacks('Intl.RelativeTimeFormat.formatToParts'); }
	get [Symbol.toStringTag]() { return 'Intl.RelativeTimeFormat'; }
}

const letterForms = { grapheme: /\r\n|\p{RI}\p{RI}|[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|(?:\p{Extended_Pictographic}|\p{Emoji}(?=\ufe0f))[\ufe0f\u20e3\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*)*\p{M}*|[^\p{Cc}][\p{M}\u200d\ufe0f]*|[^]/gu, word: /\r\n|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(?:['’.][\p{L}\p{N}]+|(?:[,;](?=\p{N}))\p{N}+)*|[ \t]+|[^][\p{M}\ufe0f\u200d]*/gu };
class Segmenter {
	#granularity;
	constructor(locales, options = {}) {
		if (locales !== undefined) checkLocale(isArray(locales) ? locales[0] ?? 'en' : locales);
		this.#granularity = pickOption(options, 'granularity', ['grapheme', 'word', 'sentence'], 'grapheme');
		if (this.#granularity === 'sentence') lacks('Intl.Segmenter for sentences');
	}
	segment(value) {
		const input = text(value), isWord = this.#granularity === 'word';
		if (isWord && /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/.test(input)) lacks('Intl.Segmenter for words of this language');
		const found = [];
		for (const match of input.matchAll(letterForms[this.#granularity])) put(found, { segment: match[0], index: match.index, input, ...(isWord ? { isWordLike: /^[\p{L}\p{N}_]/u.test(match[0]) } : {}) });
		return { containing: (at = 0) => found.findLast((one) => one.index <= at), *[Symbol.iterator]() { for (let index = 0; index < found.length; index++) yield found[index]; } };
	}
	resolvedOptions() { return { locale: 'en-US', granularity: this.#granularity }; }
	get [Symbol.toStringTag]() { return 'Intl.Segmenter'; }
}

const callable = (kind) => new GuestProxy(kind, { __proto__: null, apply: (target, self, values) => new target(...values) });
const guestIntl = partly('Intl', { NumberFormat: callable(NumberFormat), DateTimeFormat: callable(DateTimeFormat), Collator: callable(Collator), PluralRules, ListFormat, RelativeTimeFormat, Segmenter, getCanonicalLocales: (locales) => (isArray(locales) ? locales : [locales]).map(checkLocale) });
const addIntl = () => {
	const set = (target, name, value) => defineProperty(target, name, { __proto__: null, value, writable: true, configurable: true });
	for (const kind of [NumberFormat, DateTimeFormat, Collator]) set(kind.prototype, 'constructor', guestIntl[kind.name]);
	set(globalThis, 'Intl', guestIntl);
	set(Number.prototype, 'toLocaleString', { toLocaleString(locales, options) { return new NumberFormat(locales, options).format(numberOf(this)); } }.toLocaleString);
	set(BigInt.prototype, 'toLocaleString', { toLocaleString(locales, options) { return new NumberFormat(locales, options).format(BigInt(bigintText(this))); } }.toLocaleString);
	set(String.prototype, 'localeCompare', { localeCompare(other, locales, options) { return new Collator(locales, options).compare(this, other); } }.localeCompare);
	set(Array.prototype, 'toLocaleString', { toLocaleString(...rest) { return Array.from(this, (one) => (one === undefined || one === null ? '' : one.toLocaleString(...rest))).join(','); } }.toLocaleString);
	const shown = (usual, needs) => function (locales, options) { return numberIsNaN(dateTime(this)) ? 'Invalid Date' : makeDateFormat(locales, options, usual, needs).format(this); };
	set(RealDate.prototype, 'toLocaleString', shown('all', 'any')); set(RealDate.prototype, 'toLocaleDateString', shown('date', 'date')); set(RealDate.prototype, 'toLocaleTimeString', shown('time', 'time'));
};
if (globalThis.Intl === undefined) addIntl();
`;
