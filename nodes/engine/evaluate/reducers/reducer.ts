import type { Opinion } from '../scorers/scorer';

export interface NamedOpinion {
	readonly label: string;
	readonly opinion: Opinion;
}

/**
 * What several opinions of one candidate add up to.
 *
 * `keys` order candidates, the first that differs decides, higher first; a key that is absent comes after every one that is there.
 */
export interface Reduced {
	readonly accepted: boolean;
	readonly score?: number;
	readonly keys: ReadonlyArray<number | undefined>;
	readonly reason: string;
}

export type Reducer = (opinions: readonly NamedOpinion[]) => Reduced;

/** Each opinion's reason, named by its scorer where there are several; a scorer that reached none is heard only where no other did. */
export function joinReasons(opinions: readonly NamedOpinion[]): string {
	const reached = opinions.filter(({ opinion }) => opinion.score.kind === 'scored');
	const heard = reached.length > 0 ? reached : opinions;
	const [only, second] = heard;
	if (only !== undefined && second === undefined) return only.opinion.score.reason;
	return heard.map(({ label, opinion }) => `${label}: ${opinion.score.reason}`).join('. ');
}

export function valueOf(opinion: Opinion): number | undefined {
	return opinion.score.kind === 'scored' ? opinion.score.value : undefined;
}
