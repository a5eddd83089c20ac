import { markup, type Markup } from './markup';

/** One bar: its parts from the ground up, in the order of the series. */
export interface Bar {
	readonly day: string;
	readonly values: readonly number[];
}

export interface DayChart {
	readonly title: string;
	/** Names of the parts; one alone needs no legend. */
	readonly series: readonly string[];
	readonly bars: readonly Bar[];
	readonly format: (value: number) => string;
	/** Half of the page, where two stand side by side; absent: all of it. */
	readonly isHalf?: boolean;
	/** What the steps of the scale are multiples of, such as a minute; absent: 1. */
	readonly unit?: number;
}

/** So that letters have the size of those beside them. */
const WIDTH = 1000;
const HALF_WIDTH = 490;
const HEIGHT = 200;
const LEFT = 64;
const BOTTOM = 22;
const TOP = 8;
const MOST_LABELS = 7;
const STEPS = 4;

/** Bars over days, as SVG in the colours of the page. Parts below zero hang from the ground. */
export function drawDayChart({ title, series, bars, format, isHalf = false, unit = 1 }: DayChart): Markup {
	const width = isHalf ? HALF_WIDTH : WIDTH;
	const heights = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
	const { low, high, step } = chooseScale(Math.min(0, ...heights), Math.max(0, ...heights), unit);
	const y = (value: number) => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);
	const slot = (width - LEFT) / Math.max(1, bars.length);
	const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => low + place * step);
	const every = Math.ceil(bars.length / MOST_LABELS);
	return markup`<figure><figcaption>${title}${series.length > 1 && legendOf(series)}</figcaption>
<div class="scroll"><svg viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}">
${ticks.map(
	(tick) =>
		markup`<line class="${tick === 0 ? 'ground' : 'grid'}" x1="${LEFT}" x2="${width}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text x="${LEFT - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${format(tick)}</text>`,
)}
${bars.map(({ day, values }, place) => {
	const x = LEFT + place * slot;
	const label =
		place % every === 0 && markup`<text x="${round(x + slot / 2)}" y="${HEIGHT - 6}" text-anchor="middle">${day.slice(5)}</text>`;
	const said = series.map((name, part) => `${series.length > 1 ? `${name}: ` : ''}${format(values[part] ?? 0)}`).join(', ');
	return markup`<g><title>${day}: ${said}</title><rect class="slot" x="${round(x)}" y="${TOP}" width="${round(slot)}" height="${HEIGHT - TOP - BOTTOM}"/>${drawParts(values, x, slot, y)}</g>${label}`;
})}
</svg></div></figure>
`;
}

function drawParts(values: readonly number[], x: number, slot: number, y: (value: number) => number): readonly Markup[] {
	const width = Math.min(40, slot * 0.78);
	let ground = 0;
	return values.flatMap((value, part) => {
		const [from, to] = [y(ground), y(ground + value)];
		ground += value;
		if (value === 0) return [];
		return markup`<rect class="part${part + 1}" x="${round(x + (slot - width) / 2)}" y="${round(Math.min(from, to))}" width="${round(width)}" height="${round(Math.max(1, Math.abs(to - from)))}"/>`;
	});
}

function legendOf(series: readonly string[]): readonly Markup[] {
	return series.map((name, part) => markup`<span class="key"><i class="part${part + 1}"></i>${name}</span>`);
}

/** Steps of 1, 2 or 5 times a power of ten of the unit, with zero among them. */
function chooseScale(least: number, most: number, unit: number): { readonly low: number; readonly high: number; readonly step: number } {
	const rough = Math.max(unit, most - least) / STEPS / unit;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = Math.max(1, ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power) * unit;
	return { low: Math.floor(least / step) * step, high: Math.max(1, Math.ceil(most / step)) * step, step };
}

const round = (value: number) => Math.round(value * 10) / 10;
