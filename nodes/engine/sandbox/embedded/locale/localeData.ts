import { sampleCollation } from './sampleCollation';
import { sampleDates, sampleZone } from './sampleDates';
import { sampleLists, samplePlurals, sampleRelative } from './sampleWords';
import { sampleNumbers } from './sampleNumbers';

const usesLocales = /\bIntl\b|toLocale(?:Date|Time)?String|localeCompare/;
const kept = new Map<string, string>();
const mostLocales = 6;

/**
 * Tells the guest how the locales that the sources name write numbers, dates and lists, sampled from this Node's own Intl; undefined where none is asked after.
 *
 * QuickJS has no Intl, and a guest gets no function of the host: it gets these samples, and says of anything else that the sandbox does not have it.
 * Only names of locales, currencies, units and zones are taken from the sources, and only such as Node knows.
 */
export function localeData(...sources: readonly string[]): string | undefined {
	const asked = sources.filter((source) => usesLocales.test(source)).length > 0;
	if (!asked) return undefined;
	const words = new Set(sources.flatMap((source) => source.slice(0, 200_000).match(/[A-Za-z0-9_+/-]{2,40}/g) ?? []));
	const locales = ['en-US', ...pick(words, /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, isLocale).filter((name) => name !== 'en-US')].slice(
		0,
		mostLocales,
	);
	const currencies = ['USD', ...pick(words, /^[A-Z]{3}$/, (name) => Intl.supportedValuesOf('currency').includes(name))].slice(0, 12);
	const units = pick(words, /^[a-z]+(?:-per-[a-z]+)?$/, isUnit).slice(0, 12);
	const zones = pick(words, /^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/, isZone).slice(0, 6);
	const has = (word: string) => words.has(word);
	const relevant = [
		'weekday',
		'year',
		'month',
		'day',
		'hour',
		'minute',
		'second',
		'hour12',
		'hourCycle',
		'long',
		'short',
		'narrow',
		'DateTimeFormat',
		'dateStyle',
		'timeStyle',
		'compact',
		'RelativeTimeFormat',
		'localeCompare',
		'Collator',
		'ListFormat',
		'PluralRules',
	];
	const key = JSON.stringify([
		locales,
		currencies,
		units,
		zones,
		relevant.filter(has),
		has('toLocaleDateString'),
		has('toLocaleTimeString'),
		has('toLocaleString'),
	]);
	const known = kept.get(key);
	if (known !== undefined) return known;
	const data = JSON.stringify({
		zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		zones: Object.fromEntries(zones.map((zone) => [zone, sampleZone(zone)])),
		locales: Object.fromEntries(locales.map((locale) => [locale, sampleLocale(locale, currencies, units, has)])),
	});
	if (kept.size >= 16) kept.delete(kept.keys().next().value ?? '');
	kept.set(key, data);
	return data;
}

function sampleLocale(locale: string, currencies: readonly string[], units: readonly string[], has: (word: string) => boolean) {
	const showsDates = ['DateTimeFormat', 'toLocaleDateString', 'toLocaleTimeString', 'toLocaleString'].some(has);
	return {
		numbers: sampleNumbers(locale, currencies, units, has('compact')),
		plurals: samplePlurals(locale),
		...(showsDates && { dates: sampleDates(locale, has) }),
		...(has('ListFormat') && { lists: sampleLists(locale) }),
		...(has('RelativeTimeFormat') && { relative: sampleRelative(locale) }),
		...((has('localeCompare') || has('Collator')) && { collation: sampleCollation(locale) }),
	};
}

function pick(words: ReadonlySet<string>, form: RegExp, isKnown: (word: string) => boolean): string[] {
	return [...words].filter((word) => form.test(word) && isKnown(word));
}

/** A bare language is one only where it is a usual one: `id` and `is` are mostly something else. */
function isLocale(name: string): boolean {
	if (!name.includes('-')) return /^(?:en|de|fr|es|it|pt|nl|ja|zh|ko|ru|pl|sv|tr|ar|hi)$/.test(name);
	try {
		return Intl.NumberFormat.supportedLocalesOf(name)[0] === name;
	} catch {
		return false;
	}
}

function isUnit(name: string): boolean {
	const known = Intl.supportedValuesOf('unit');
	return name.split('-per-').every((part) => known.includes(part));
}

function isZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en-US', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
