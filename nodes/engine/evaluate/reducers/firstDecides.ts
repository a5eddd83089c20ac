import { joinReasons, valueOf, type Reducer } from './reducer';

/**
 * The first scorer decides, the next breaks its ties.
 *
 * Score and acceptance are those of the first scorer that reached an opinion of this candidate; without any it is not accepted.
 */
export function firstDecides(): Reducer {
	return (opinions) => {
		const deciding = opinions.find(({ opinion }) => opinion.score.kind === 'scored')?.opinion;
		const score = deciding === undefined ? undefined : valueOf(deciding);
		return {
			accepted: deciding?.accepted ?? false,
			...(score !== undefined && { score }),
			keys: opinions.map(({ opinion }) => valueOf(opinion)),
			reason: joinReasons(opinions),
		};
	};
}
