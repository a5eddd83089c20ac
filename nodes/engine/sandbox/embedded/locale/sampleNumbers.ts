export type Part = readonly [type: string, value: string];

const inNumber = new Set(['integer', 'group', 'decimal', 'fraction', 'minusSign', 'plusSign']);

/** How a locale writes numbers: its signs and groups, and what stands around a number in each style. */
export function sampleNumbers(locale: string, currencies: readonly string[], units: readonly string[], withCompact: boolean) {
	const plain = new Intl.NumberFormat(locale, { useGrouping: true, maximumFractionDigits: 2 });
	const parts = plain.formatToParts(-123_456_789.25);
	const find = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
	const groups = parts.filter((part) => part.type === 'integer').map((part) => [...part.value].length);
	const digits = Array.from({ length: 10 }, (_, digit) => new Intl.NumberFormat(locale, { useGrouping: false }).format(digit));
	return {
		decimal: find('decimal'),
		group: find('group'),
		minus: find('minusSign'),
		plus: new Intl.NumberFormat(locale, { signDisplay: 'always' }).formatToParts(1).find((part) => part.type === 'plusSign')?.value ?? '+',
		sizes: [groups.at(-1) ?? 3, groups.at(-2) ?? 3],
		least: /\D/.test(new Intl.NumberFormat(locale).format(1234).replaceAll(/\p{Nd}/gu, '')) ? 1 : 2,
		leastMoney: /\p{Nd}\P{Nd}\p{Nd}{3}/u.test(
			new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 }).format(1234),
		)
			? 1
			: 2,
		digits,
		infinity: plain.format(Infinity),
		nan: plain.format(Number.NaN),
		percent: around(locale, { style: 'percent' }),
		currencies: Object.fromEntries(currencies.map((currency) => [currency, sampleCurrency(locale, currency)])),
		units: Object.fromEntries(units.map((unit) => [unit, sampleUnit(locale, unit)])),
		...(withCompact && { compact: { short: sampleCompact(locale, 'short'), long: sampleCompact(locale, 'long') } }),
	};
}

function sampleCurrency(locale: string, currency: string) {
	const base = { style: 'currency', currency } as const;
	const displays = ['symbol', 'narrowSymbol', 'code'] as const;
	return {
		digits: new Intl.NumberFormat(locale, base).resolvedOptions().maximumFractionDigits,
		...Object.fromEntries(displays.map((currencyDisplay) => [currencyDisplay, around(locale, { ...base, currencyDisplay })])),
		...Object.fromEntries(
			displays.map((currencyDisplay) => [
				`${currencyDisplay} accounting`,
				around(locale, { ...base, currencyDisplay, currencySign: 'accounting' }),
			]),
		),
	};
}

function sampleUnit(locale: string, unit: string) {
	const rules = new Intl.PluralRules(locale);
	const examples = new Map([...Array(12).keys(), 100, 1_000_000].map((count) => [rules.select(count), count]));
	return Object.fromEntries(
		(['short', 'narrow', 'long'] as const).map((unitDisplay) => [
			unitDisplay,
			Object.fromEntries(
				[...examples].map(([category, count]) => [category, around(locale, { style: 'unit', unit, unitDisplay }, count).positive]),
			),
		]),
	);
}

/** What stands before and behind the number 1 (or another), and behind its negative. */
function around(locale: string, options: Intl.NumberFormatOptions, count = 1) {
	const format = new Intl.NumberFormat(locale, options);
	return { positive: outside(format.formatToParts(count)), negative: outside(format.formatToParts(-count)) };
}

function outside(parts: readonly { readonly type: string; readonly value: string }[]): {
	readonly before: readonly Part[];
	readonly after: readonly Part[];
} {
	const inside = (type: string) => inNumber.has(type) && type !== 'minusSign' && type !== 'plusSign';
	const first = parts.findIndex((part) => inside(part.type));
	const last = parts.findLastIndex((part) => inside(part.type));
	const pairs = (list: typeof parts) => list.map((part): Part => [part.type, part.value]);
	return { before: pairs(parts.slice(0, first)), after: pairs(parts.slice(last + 1)) };
}

/** For each power of ten from a thousand on: how many digits stay before it is cut, and what is written around. */
function sampleCompact(locale: string, compactDisplay: 'short' | 'long') {
	const format = new Intl.NumberFormat(locale, { notation: 'compact', compactDisplay, useGrouping: false });
	const one = (value: number) => outside(format.formatToParts(value));
	return Array.from({ length: 12 }, (_, index) => {
		const power = 10 ** (index + 3);
		const digits = format.formatToParts(power).find((part) => part.type === 'integer')?.value ?? '';
		const [single, several] = [one(power), one(power * 2)];
		return { kept: [...digits].length, around: JSON.stringify(single) === JSON.stringify(several) ? single : { single, several } };
	});
}
