import type { Compared } from './compared';
import type { MeanLikeness } from './meanLikeness';

/** Says of each answer how much it is like the others; where a larger model decides, how much it is like that one's. `by` names the way in which they were compared. */
export function toCompared({ values, ofDeciding }: MeanLikeness, by: string): Compared {
	const isDecided = ofDeciding.size > 0;
	const percent = (likeness: number | undefined) => `${Math.round(100 * (likeness ?? 0))} %`;
	const others = isDecided ? `the larger model's ${ofDeciding.size === 1 ? 'answer' : 'answers'}` : 'the others';
	return {
		values,
		reasonOf: (place) =>
			ofDeciding.has(place)
				? `${percent(ofDeciding.get(place))} like the others, ${by}; the larger model decided`
				: `${percent(values[place])} like ${others}, ${by}`,
		...(isDecided && { isDecided, agreement: Math.max(...[...ofDeciding.values()].map((likeness) => likeness ?? 0)) }),
	};
}
