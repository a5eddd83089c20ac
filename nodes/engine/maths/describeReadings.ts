import type { Value } from './calculate';
import type { ReadAnswer, Reading, Span } from './reading';
import { rewrite } from './rewrite';

/** Digits behind the point that are still read more easily than a fraction. */
const MOST_DECIMALS = 6;
const around = { bare: ['', ''], round: ['(', ')'], set: ['{', '}'], square: ['[', ']'] } as const;

/** An answer in few characters: fractions in one way of writing, other formulas as they were written. */
export function describeReadings({ formula, readings }: ReadAnswer): string {
	const [first] = readings;
	const said = first === undefined ? undefined : describe(first);
	return said ?? rewrite(formula).replace(/\s+/g, ' ').replaceAll('$', '');
}

function describe({ body, unit }: Reading): string | undefined {
	const behind = unit === undefined || unit === 'in its base' ? '' : ` ${unit}`;
	if (unit === 'in its base') return undefined;
	if (body.kind === 'text') return body.text;
	if (body.kind === 'value') return withBehind(describeValue(body.value), behind);
	if (body.kind === 'spans') return withBehind(allOf(body.spans.map(describeSpan), ' ∪ '), behind);
	if (body.kind !== 'list') return undefined;
	const items = body.items.map((item) => (item[0] === undefined ? undefined : describe(item[0])));
	const isUnordered = body.brackets === 'bare' || body.brackets === 'set';
	const inside = allOf(isUnordered ? items.toSorted() : items, ', ');
	const [open, close] = around[body.brackets];
	return withBehind(inside === undefined ? undefined : `${open}${inside}${close}`, behind);
}

function withBehind(said: string | undefined, behind: string): string | undefined {
	return said === undefined ? undefined : `${said}${behind}`;
}

function allOf(said: ReadonlyArray<string | undefined>, between: string): string | undefined {
	return said.some((each) => each === undefined) ? undefined : said.join(between);
}

function describeValue({ exact }: Value): string | undefined {
	if (exact === undefined) return undefined;
	const { s, n, d } = exact as unknown as { readonly s: bigint; readonly n: bigint; readonly d: bigint };
	const sign = s < 0n ? '-' : '';
	if (d === 1n) return `${sign}${n}`;
	const scale = 10n ** BigInt(MOST_DECIMALS);
	if ((n * scale) % d !== 0n) return `${sign}${n}/${d}`;
	const digits = String((n * scale) / d).padStart(MOST_DECIMALS + 1, '0');
	return `${sign}${digits.slice(0, -MOST_DECIMALS)}.${digits.slice(-MOST_DECIMALS).replace(/0+$/, '')}`;
}

function describeSpan({ low, high, hasLow, hasHigh }: Span): string | undefined {
	const [from, to] = [low === undefined ? '-∞' : describeValue(low), high === undefined ? '∞' : describeValue(high)];
	return from === undefined || to === undefined ? undefined : `${hasLow ? '[' : '('}${from}, ${to}${hasHigh ? ']' : ')'}`;
}
