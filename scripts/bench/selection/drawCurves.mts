export interface Curve {
	readonly name: string;
	readonly colour: string;
	readonly points: ReadonlyArray<{ readonly calls: number; readonly accuracy: number }>;
}

const size = { width: 640, height: 360, left: 56, right: 170, top: 20, bottom: 48 };

/** Draws accuracy against calls as an SVG that reads on light and on dark pages; a curve of one point is a dot. */
export function drawCurves(curves: readonly Curve[]): string {
	const points = curves.flatMap((curve) => curve.points);
	const across = createScale(
		points.map(({ calls }) => calls),
		1,
		size.left,
		size.width - size.right,
	);
	const up = createScale(
		points.map(({ accuracy }) => 100 * accuracy),
		2,
		size.height - size.bottom,
		size.top,
	);
	const lines = [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">`,
		`<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
		...up.ticks.map(
			(tick) =>
				`<path d="M${size.left} ${up.at(tick)}H${size.width - size.right}" stroke="#ddd"/><text x="${size.left - 8}" y="${up.at(tick) + 4}" text-anchor="end">${tick} %</text>`,
		),
		...across.ticks.map((tick) => `<text x="${across.at(tick)}" y="${size.height - size.bottom + 18}" text-anchor="middle">${tick}</text>`),
		`<text x="${(size.left + size.width - size.right) / 2}" y="${size.height - 10}" text-anchor="middle">calls for a question</text>`,
		...curves.flatMap(({ colour, points: own }) => {
			const places = own.map(({ calls, accuracy }) => `${across.at(calls)},${up.at(100 * accuracy)}`);
			return [
				`<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
				...places.map((place) => `<circle cx="${place.split(',')[0]}" cy="${place.split(',')[1]}" r="3.5" fill="${colour}"/>`),
			];
		}),
		...curves.map(
			({ name, colour }, index) =>
				`<circle cx="${size.width - size.right + 18}" cy="${size.top + 20 * index + 6}" r="4" fill="${colour}"/><text x="${size.width - size.right + 28}" y="${size.top + 20 * index + 10}">${name}</text>`,
		),
		'</svg>',
	];
	return `${lines.join('\n')}\n`;
}

function createScale(
	values: readonly number[],
	tickEvery: number,
	from: number,
	to: number,
): { readonly ticks: readonly number[]; at(value: number): number } {
	const low = Math.floor(Math.min(...values) / tickEvery) * tickEvery;
	const high = Math.ceil(Math.max(...values) / tickEvery) * tickEvery;
	const ticks = Array.from({ length: Math.round((high - low) / tickEvery) + 1 }, (_, index) => low + index * tickEvery);
	return { ticks, at: (value) => Number((from + ((value - low) / (high - low)) * (to - from)).toFixed(1)) };
}
