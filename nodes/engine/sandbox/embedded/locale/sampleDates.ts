const date = new Date(Date.UTC(2005, 2, 4, 5, 6, 7));
const styles = [undefined, 'full', 'long', 'medium', 'short'] as const;
const widths = ['numeric', '2-digit'] as const;

type Options = Intl.DateTimeFormatOptions;
/** A field by its width or its names, or text between fields. */
type Piece = readonly [type: string, value: string | readonly string[]];

/**
 * How a locale writes dates: for each choice of fields that the words in the sources can ask for, the pieces in their order.
 *
 * Keys are `weekday|year|month|day` and `hour|minute|second|cycle`, each by its width, and `date style+time style`; `glue` is what stands between a date and a time.
 */
export function sampleDates(locale: string, has: (word: string) => boolean) {
	const words = (['long', 'short', 'narrow'] as const).filter(has);
	const choose = <Value extends string>(field: string, values: readonly Value[]) => [undefined, ...(has(field) ? values : [])];
	const withTime = has('hour') || has('toLocaleString');
	const patterns: Record<string, unknown> = {};
	const glue: Record<string, string> = {};
	const months = choose('month', [...widths, ...words]);
	for (const weekday of choose('weekday', words))
		for (const year of choose('year', widths))
			for (const month of months) for (const day of choose('day', widths)) addDate({ weekday, year, month, day });
	addDate({ year: 'numeric', month: 'numeric', day: 'numeric' });
	for (const weekday of choose('weekday', words)) addDate({ weekday, year: 'numeric', month: 'numeric', day: 'numeric' });
	for (const cycle of cyclesIn(has)) {
		for (const hour of choose('hour', widths))
			for (const minute of choose('minute', widths))
				for (const second of choose('second', minute === undefined && hour !== undefined ? [] : widths))
					addTime({ hour, minute, second }, cycle);
		addTime({ hour: 'numeric', minute: 'numeric', second: 'numeric' }, cycle);
	}
	if (has('dateStyle') || has('timeStyle'))
		for (const dateStyle of styles)
			for (const timeStyle of styles) {
				const isPlain = timeStyle !== 'full' && timeStyle !== 'long';
				if ((dateStyle ?? timeStyle) === undefined || !isPlain) continue;
				for (const cycle of timeStyle === undefined ? [''] : cyclesIn(has))
					patterns[`${dateStyle ?? ''}+${timeStyle ?? ''}|${cycle}`] = piecesOf(locale, {
						...(dateStyle && { dateStyle }),
						...(timeStyle && { timeStyle }),
						...cycleOption(cycle),
					});
			}
	return { patterns, glue };

	function addDate(options: Options): void {
		const key = `${options.weekday ?? ''}|${options.year ?? ''}|${options.month ?? ''}|${options.day ?? ''}`;
		if (key === '|||' || patterns[key] !== undefined) return;
		patterns[key] = piecesOf(locale, options);
		const between = withTime ? glueOf(locale, options) : undefined;
		if (between !== undefined) glue[key] = between;
	}
	function addTime(options: Options, cycle: string): void {
		const key = `${options.hour ?? ''}|${options.minute ?? ''}|${options.second ?? ''}|${cycle}`;
		if (!key.startsWith('|||')) patterns[key] = piecesOf(locale, { ...options, ...cycleOption(cycle) });
	}
}

function cyclesIn(has: (word: string) => boolean): readonly string[] {
	return ['', ...(has('hour12') ? ['true', 'false'] : []), ...(has('hourCycle') ? ['h23', 'h12'] : [])];
}

function cycleOption(cycle: string): Options {
	if (cycle === '') return {};
	return cycle.startsWith('h') ? { hourCycle: cycle as 'h23' } : { hour12: cycle === 'true' };
}

function piecesOf(locale: string, options: Options): { readonly cycle: string; readonly pieces: readonly Piece[] } {
	const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
	const pieces = format.formatToParts(date).map(({ type, value }): Piece => {
		if (type === 'literal') return [type, value];
		if (/^\p{Nd}+$/u.test(value)) return [type, value.length > 1 && type !== 'year' ? '2' : value.length === 2 ? '2' : '1'];
		const samples =
			type === 'month'
				? Array.from({ length: 12 }, (_, month) => Date.UTC(2005, month, 4, 5))
				: type === 'weekday'
					? Array.from({ length: 7 }, (_, day) => Date.UTC(2005, 1, 6 + day, 5))
					: [Date.UTC(2005, 2, 4, 5), Date.UTC(2005, 2, 4, 17)];
		return [type, samples.map((at) => format.formatToParts(at).find((part) => part.type === type)?.value ?? '')];
	});
	return { cycle: format.resolvedOptions().hourCycle ?? '', pieces };
}

/** Undefined where the time comes first, or the two are woven. */
function glueOf(locale: string, options: Options): string | undefined {
	const parts = new Intl.DateTimeFormat(locale, { ...options, hour: 'numeric', minute: 'numeric', timeZone: 'UTC' }).formatToParts(date);
	const isTime = (type: string) => type === 'hour' || type === 'minute' || type === 'dayPeriod';
	const first = parts.findIndex((part) => isTime(part.type));
	const between = parts[first - 1];
	const tail = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(date).at(-1);
	const own = tail?.type === 'literal' ? tail.value : '';
	return between?.type === 'literal' &&
		between.value.startsWith(own) &&
		!parts.slice(first).some((part) => /^(?:year|month|day|weekday)$/.test(part.type))
		? between.value.slice(own.length)
		: undefined;
}

const [firstYear, lastYear] = [1970, 2040];

/** The offsets of a time zone from UTC in minutes, each from a moment on. */
export function sampleZone(zone: string): ReadonlyArray<readonly [fromMs: number, minutes: number]> {
	const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' });
	const offsetAt = (at: number) => {
		const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(at)) ?? [];
		return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
	};
	const steps: Array<readonly [number, number]> = [[Date.UTC(firstYear), offsetAt(Date.UTC(firstYear))]];
	for (let month = 0; month < (lastYear - firstYear) * 12; month++) {
		let [low, high] = [Date.UTC(firstYear, month), Date.UTC(firstYear, month + 1)];
		const [before, after] = [offsetAt(low), offsetAt(high)];
		if (before === after) continue;
		while (high - low > 60_000) {
			const middle = Math.floor((low + high) / 120_000) * 60_000;
			if (offsetAt(middle) === before) low = middle;
			else high = middle;
		}
		steps.push([high, after]);
	}
	return steps;
}
