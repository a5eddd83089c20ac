const counted = 300;

/** The plural category of each whole number, and of a fraction; larger numbers go by their last two digits. */
export function samplePlurals(locale: string) {
	const sample = (type: 'cardinal' | 'ordinal') => {
		const rules = new Intl.PluralRules(locale, { type });
		const numbers = Array.from({ length: counted }, (_, count) => rules.select(count));
		const fractions = new Set([0.5, 1.2, 1.5, 2.1, 3.25].map((count) => rules.select(count)));
		return {
			numbers: changesIn(numbers),
			fraction: fractions.size === 1 ? [...fractions][0] : undefined,
			million: rules.select(1_000_000),
		};
	};
	return { cardinal: sample('cardinal'), ordinal: sample('ordinal') };
}

/** `one` at 1, `other` from 2 on: only where it changes. */
function changesIn(list: readonly string[]): ReadonlyArray<readonly [number, string]> {
	return list.flatMap((each, index) => (each === list[index - 1] ? [] : [[index, each] as const]));
}

/** What stands around and between the members of a list. */
export function sampleLists(locale: string) {
	const types = ['conjunction', 'disjunction', 'unit'] as const;
	const styles = ['long', 'short', 'narrow'] as const;
	return Object.fromEntries(
		types.flatMap((type) =>
			styles.map((style) => {
				const format = new Intl.ListFormat(locale, { type, style });
				const literals = (members: readonly string[]) =>
					format
						.formatToParts(members)
						.filter((part) => part.type === 'literal')
						.map((part) => part.value);
				return [`${type} ${style}`, { pair: literals(['a', 'b'])[0], four: literals(['a', 'b', 'c', 'd']) }];
			}),
		),
	);
}

/** `in {0} days`, by unit, width, direction and plural category; and the words for near days. */
export function sampleRelative(locale: string) {
	const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
	const rules = new Intl.PluralRules(locale);
	const examples = [...new Map([...Array(12).keys(), 100].map((count) => [rules.select(count), count]))];
	return Object.fromEntries(
		(['long', 'short', 'narrow'] as const).flatMap((style) =>
			units.map((unit) => {
				const [always, auto] = (['always', 'auto'] as const).map((numeric) => new Intl.RelativeTimeFormat(locale, { style, numeric }));
				const pattern = (count: number) =>
					always
						?.formatToParts(count, unit)
						.map((part) => (part.type === 'literal' ? part.value : '\0'))
						.join('')
						.replaceAll(/\0+/g, '\0');
				const near = [-2, -1, 0, 1, 2]
					.map((count) => [count, auto?.format(count, unit)] as const)
					.filter(([count, said]) => said !== always?.format(count, unit));
				return [
					`${style} ${unit}`,
					{
						past: Object.fromEntries(examples.map(([name, count]) => [name, pattern(-Math.max(count, 0) || -0)])),
						future: Object.fromEntries(examples.map(([name, count]) => [name, pattern(count)])),
						near: Object.fromEntries(near),
					},
				];
			}),
		),
	);
}
