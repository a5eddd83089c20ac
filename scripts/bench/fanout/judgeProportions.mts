/** The excess of one way of asking over the endpoint's own time. */
export interface Excess {
	readonly clones: number;
	readonly subject: string;
	readonly overMs: number;
}

/** Our node's excess may be at most this many times another one's. */
interface Bound {
	readonly of: string;
	readonly most: ReadonlyArray<{ readonly clones: number; readonly times: number }>;
}

export const names = {
	fanOut: 'Shadow Clone Fan-Out',
	floor: 'Bare undici loop (the floor)',
	ownSeeds: 'HTTP Request, own seed each',
} as const;

const bounds: readonly Bound[] = [
	{
		of: names.ownSeeds,
		most: [
			{ clones: 256, times: 1 / 3 },
			{ clones: 1000, times: 1 / 4 },
		],
	},
	{ of: names.floor, most: [{ clones: 1000, times: 1.5 }] },
];

/** One line for each node that ours is held against: whether the proportion holds. A size that was not measured makes it unknown. */
export function judgeProportions(rows: readonly Excess[]): string[] {
	return bounds.map(({ of, most }) => {
		const measured = most.map((bound) => ({ ...bound, ratio: ratioOf(rows, bound.clones, of) }));
		const parts = measured.map(
			({ clones, times, ratio }) =>
				`${ratio === undefined ? 'not measured' : `${ratio.toFixed(2)} times`} at ${clones} clones (at most ${times.toFixed(2)})`,
		);
		return `${wordFor(measured)}: our excess beside that of ${of}: ${parts.join(', ')}.`;
	});
}

function wordFor(measured: ReadonlyArray<{ readonly times: number; readonly ratio: number | undefined }>): string {
	if (measured.some(({ ratio, times }) => ratio !== undefined && !(ratio <= times))) return 'Does not hold';
	return measured.some(({ ratio }) => ratio === undefined) ? 'Unknown' : 'Holds';
}

function ratioOf(rows: readonly Excess[], clones: number, of: string): number | undefined {
	const overMs = (subject: string) => rows.find((row) => row.clones === clones && row.subject === subject)?.overMs;
	const [ours, others] = [overMs(names.fanOut), overMs(of)];
	return ours === undefined || others === undefined ? undefined : ours / others;
}
