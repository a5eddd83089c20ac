import type { Compared } from './compared';
import type { MeanLikeness } from './meanLikeness';

/** How much two texts about different things are alike, measured; below, no two of a run say the same. */
const UNLIKE = { 'by words': 0.2, 'by meaning': 0.1 } as const;

/** Says of each answer how much it is like the others; where a larger model decides, how much it is like that one's. `by` names the way in which they were compared. */
export function toCompared({ values, closest, ofDeciding }: MeanLikeness, by: keyof typeof UNLIKE): Compared {
	const isDecided = ofDeciding.size > 0;
	const percent = (likeness: number | undefined) => `${Math.round(100 * (likeness ?? 0))} %`;
	const others = isDecided ? `the larger model's ${ofDeciding.size === 1 ? 'answer' : 'answers'}` : 'the others';
	return {
		values,
		reasonOf: (place) =>
			ofDeciding.has(place)
				? `${percent(ofDeciding.get(place))} like the others, ${by}; the larger model decided`
				: `${percent(values[place])} like ${others}, ${by}`,
		...(!isDecided && closest < UNLIKE[by] && { noTwoAlike: true }),
		...(isDecided && { isDecided, agreement: Math.max(...[...ofDeciding.values()].map((likeness) => likeness ?? 0)) }),
	};
}
